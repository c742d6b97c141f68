#!/bin/sh
# Installs what the tests need and runs them all: sh tests/run.sh [pytest arguments]
set -eu
cd "$(dirname "$0")/.."

python=.venv/bin/python
[ -x "$python" ] || python3 -m venv .venv
"$python" -m pip install --quiet --disable-pip-version-check --editable ".[test]"
# pip compiles what it installs, but not an editable package: without this, where bytecode is not kept, each start
# of geomap compiles all of it again.
"$python" -m compileall -q geomap

# The page is tested in a real browser, the system's: playwright's own is not downloaded.
if ! command -v chromium >/dev/null && ! command -v chromium-browser >/dev/null && ! command -v google-chrome >/dev/null; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
            chromium fonts-liberation fonts-dejavu-core >/dev/null
    else
        echo "The tests need Chromium. Install it (Debian: sudo apt-get install chromium), then run this again." >&2
        exit 2
    fi
fi

"$python" -m ruff check .
"$python" -m ruff format --check .
"$python" -m mypy
exec "$python" -m pytest "$@"
