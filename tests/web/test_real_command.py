"""The real command: correct in one process, kill it, and find all again in the next."""

import json
import os
import re
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

TEXT = "Oslo, 6 March 2024 - The envoy flew from Oslo to Reykjavik on Tuesday."


@contextmanager
def serving(folder, *arguments, cwd):
    command = [sys.executable, "-m", "geomap", "serve", *map(str, folder), "--port", "0", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(Path.cwd()), "GEOMAP_GAZETTEER": "embedded"}
    with subprocess.Popen(
        command, cwd=cwd, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        try:
            yield process, process.stdout.readline().strip()
        finally:
            process.kill()


def fetched(url, *, token=None, body=None):
    headers = {"Content-Type": "application/json"} | ({"X-Geomap-Token": token} if token else {})
    data = None if body is None else json.dumps(body).encode()
    with urlopen(Request(url, data=data, headers=headers), timeout=30) as response:
        return response.read().decode()


def token_of(page):
    return re.search(r'name="geomap-token" content="([^"]+)"', page)[1]


@pytest.mark.parametrize("sample", [False, True], ids=["folder", "sample"])
def test_what_was_changed_outlives_the_process(articles, tmp_path, sample):
    sources = [] if sample else [articles]
    with serving(sources, cwd=tmp_path) as (process, address):
        token = token_of(fetched(address))
        fetched(f"{address}api/articles", token=token, body={"title": "Envoy", "text": TEXT})
        (mention,) = json.loads(fetched(f"{address}api/mentions?role=location&limit=1"))["mentions"]
        document = json.loads(fetched(f"{address}api/documents/{mention['document']}"))
        anchor = {"document": document["path"], "sha256": document["sha256"], "quote": mention["text"]}
        anchor |= {"start": mention["start"], "end": mention["end"], "before": "", "after": ""}
        target = {"kind": "mention", "scope": "everywhere", "anchor": anchor}
        record = {"action": "reject", "target": target, "value": None}
        fetched(f"{address}api/corrections", token=token, body={"records": [record]})
        story = json.loads(fetched(f"{address}story.json"))
        process.send_signal(signal.SIGKILL)
    with serving(sources, "--read-only", cwd=tmp_path) as (_, address):
        again = json.loads(fetched(f"{address}story.json"))
        with pytest.raises(HTTPError, match="403"):
            fetched(f"{address}api/corrections", token=token, body={"records": []})
    for key in ("documents", "mentions", "journeys", "rejected", "corrections"):
        assert again[key] == story[key], key
    assert mention["text"] not in [m["text"] for m in again["mentions"]]
    assert "Reykjavik" in [m["text"] for m in again["mentions"]]
    files = sorted(p.name for p in (tmp_path if sample else articles).iterdir())
    if sample:
        assert files == ["articles", "sample-articles", "sample.geomap-corrections.json"]
    else:
        assert files == ["Envoy.txt", "a.txt", "b.txt", "geomap-corrections.json"]
