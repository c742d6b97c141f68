"""The command line, run as a person runs it: in a process of its own."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest

from geomap.cli.verbs import Verbs

ROOT = Path(__file__).parents[1]
ARTICLE = (
    "The ferry left Calais on Monday. It reached Dover in the afternoon, the coast guard in Dover said.\n"
)


def geomap(*args, env=None, stdin=None, cwd=None):
    return subprocess.run(
        [sys.executable, "-m", "geomap", *map(str, args)],
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=cwd,
        env=os.environ | {"PYTHONPATH": str(ROOT)} | (env or {}),
        check=False,
    )


@pytest.fixture
def folder(tmp_path):
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "ferry.txt").write_text(ARTICLE, encoding="utf-8")
    return articles


def test_export_writes_every_output_and_says_so(folder, tmp_path):
    done = geomap("export", folder, "-o", tmp_path / "s.json", "-o", tmp_path / "s.geojson")
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    assert "wrote" in done.stderr
    story = json.loads((tmp_path / "s.json").read_text(encoding="utf-8"))
    assert story["documents"][0]["path"] == "ferry.txt"
    assert {"Calais", "Dover"} <= {p["name"] for p in story["places"]}


def test_title_and_date_are_taken_from_the_options(folder, tmp_path):
    done = geomap("export", folder, "-o", tmp_path / "s.json", "--title", "The ferry", "--date", "2024-03-05")
    assert done.returncode == 0, done.stderr
    story = json.loads((tmp_path / "s.json").read_text(encoding="utf-8"))
    assert story["title"] == "The ferry"
    assert story["options"] == {"title": "The ferry", "date": "2024-03-05"}
    assert story["documents"][0]["published"] == "2024-03-05"
    assert story["documents"][0]["published_basis"] == "inferred"


def test_an_existing_output_is_kept_before_any_work_is_done(folder, tmp_path):
    (tmp_path / "s.json").write_text("mine")
    done = geomap("export", folder, "-o", tmp_path / "s.json")
    assert done.returncode == 2
    assert "--force" in done.stderr
    assert (tmp_path / "s.json").read_text() == "mine"


@pytest.mark.parametrize(
    ("args", "status", "says"),
    [
        (["export", "missing", "-o", "x.json"], 2, "missing"),
        (["export", "articles", "-o", "x.docx"], 2, ".geojson"),
        (["export", "articles", "-o", "nowhere/x.json"], 2, "nowhere"),
        (["export", "articles", "-o", "x.json", "--date", "yesterday"], 2, "YYYY-MM-DD"),
        (["export", "articles"], 2, "-o"),
        (["export", "empty", "-o", "x.json"], 3, "empty"),
        (["gazetteer", "search", "Xyzzyplugh"], 1, "Xyzzyplugh"),
    ],
)
@pytest.mark.usefixtures("folder")
def test_what_cannot_be_done_is_said_with_its_status(tmp_path, args, status, says):
    (tmp_path / "empty").mkdir()
    done = geomap(*args, cwd=tmp_path)
    assert done.returncode == status, done.stderr
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "x.json").exists()


def test_one_broken_file_costs_nothing_but_itself(folder, tmp_path):
    (folder / "broken.txt").write_bytes(b"%PDF-1.7\n" + bytes(range(256)) * 40)
    (folder / "empty.txt").write_text("  \n")
    done = geomap("export", folder, "-o", tmp_path / "s.json")
    assert done.returncode == 1
    assert "failed broken.txt" in done.stderr
    story = json.loads((tmp_path / "s.json").read_text(encoding="utf-8"))
    assert [d["path"] for d in story["documents"]] == ["ferry.txt"]
    assert [e["path"] for e in story["failed"]] == ["broken.txt"]
    assert [e["path"] for e in story["skipped"]] == ["empty.txt"]


@pytest.mark.parametrize("suffix", [".json", ".html"])
def test_the_same_input_gives_the_same_bytes_in_any_process(folder, tmp_path, suffix):
    """Another hash seed, locale, time zone and working folder change nothing."""
    odd = {"PYTHONHASHSEED": "7", "LC_ALL": "C", "LANG": "C", "TZ": "Pacific/Chatham"}
    assert geomap("export", folder, "-o", tmp_path / f"a{suffix}").returncode == 0
    assert geomap("export", "articles", "-o", f"b{suffix}", env=odd, cwd=tmp_path).returncode == 0
    assert (tmp_path / f"a{suffix}").read_bytes() == (tmp_path / f"b{suffix}").read_bytes()


def test_parse_answers_each_line_in_order():
    lines = [
        {"id": str(n), "text": f"He lives in {city}."} for n, city in enumerate(["Lima", "Oslo", "Kyoto"])
    ]
    done = geomap("parse", stdin="\n".join(map(json.dumps, lines)) + "\n")
    assert done.returncode == 0, done.stderr
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [a["id"] for a in answers] == ["0", "1", "2"]
    assert [a["mentions"][0]["place"]["country"] for a in answers] == ["PE", "NO", "JP"]
    mention = answers[0]["mentions"][0]
    assert mention.keys() >= {"start", "end", "text", "role", "confidence", "place"}
    assert lines[0]["text"][mention["start"] : mention["end"]] == "Lima"


def test_parse_names_a_bad_line_and_does_the_others():
    lines = ["{", '{"id": 1}', '["x"]', "", '{"id": 2, "text": "In Lima."}', '{"id": 3, "text": null}']
    done = geomap("parse", stdin="\n".join(lines))
    assert done.returncode == 1
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == [2]
    for number in (1, 2, 3, 6):
        assert f"line {number}:" in done.stderr
    assert "line 1: is no JSON" in done.stderr
    assert "line 3: is no document" in done.stderr
    assert "geomap export" not in done.stderr


def test_parse_says_what_it_reads_where_it_could_read_nothing():
    done = geomap("parse", stdin="ALMATY - An article.\nIt is no line of JSON.\n")
    assert done.returncode == 3
    assert '{"id": "a", "text": "…"}' in done.stderr
    assert "For files and folders there is geomap export." in done.stderr


def test_parse_writes_strict_json_alone():
    done = geomap("parse", stdin='{"id": NaN, "text": "In Lima."}\n{"id": 1e999, "text": "In Lima."}\n')
    assert done.returncode == 3
    assert done.stdout == ""
    assert "line 1:" in done.stderr
    assert "line 2:" in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_a_full_standard_output_is_said_and_no_traceback():
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "geomap", "parse"],
            input='{"id": 1, "text": "In Lima."}',
            stdout=full, stderr=subprocess.PIPE, text=True, cwd=ROOT, check=False,
        )  # fmt: skip
    assert done.returncode == 2
    assert "No space left" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_file_name_cannot_forge_a_line_or_move_the_cursor(folder, tmp_path):
    (folder / "z\x1b]0;x\x07\nfailed forged.txt: x.txt").write_bytes(b"%PDF-1.7\n" + bytes(range(256)) * 40)
    done = geomap("export", folder, "-o", tmp_path / "s.json")
    assert "\x1b" not in done.stderr
    assert not any(line.startswith("failed forged") for line in done.stderr.splitlines())


def test_given_spans_are_resolved_exactly():
    text = "Paris, Texas and the big red barn."
    spans = [{"start": 0, "end": 5, "role": "ignored"}, {"start": 21, "end": 33}]
    done = geomap("parse", "--given", stdin=json.dumps({"id": "a", "text": text, "mentions": spans}))
    assert done.returncode == 0, done.stderr
    mentions = json.loads(done.stdout)["mentions"]
    assert [(m["start"], m["end"]) for m in mentions] == [(0, 5), (21, 33)]
    assert mentions[0]["place"]["country"] == "US"


@pytest.mark.parametrize(
    "spans", ["x", [{"start": 0}], [{"start": 3, "end": 99}], [{"start": 2, "end": 2}], None]
)
def test_given_spans_that_are_none_are_named(spans):
    done = geomap("parse", "--given", stdin=json.dumps({"id": "a", "text": "Lima", "mentions": spans}))
    assert done.returncode == 3
    assert "document a" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_gazetteer_can_be_searched_and_described():
    found = geomap("gazetteer", "search", "Springfield", "--limit", "5")
    assert found.returncode == 0
    assert len(found.stdout.splitlines()) == 5
    info = geomap("gazetteer", "info")
    assert info.returncode == 0
    assert "GeoNames" in info.stdout


def test_serve_says_its_address_first_and_stops_on_interrupt(folder):
    process = subprocess.Popen(
        [sys.executable, "-m", "geomap", "serve", str(folder), "--port", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        # A shell starts what runs in its background deaf to the interrupt, and so its children.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
    )
    try:
        address = process.stdout.readline().strip()
        assert address.startswith("http://127.0.0.1:")
        with urlopen(address, timeout=10) as response:
            assert "Calais" in response.read().decode()
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=10) == 0
    finally:
        process.kill()
        process.communicate()


def test_serve_says_that_a_port_is_taken(folder):
    done = geomap("serve", folder, "--host", "203.0.113.1", "--port", "0")
    assert done.returncode == 2
    assert "--port" in done.stderr


def test_every_verb_explains_itself():
    for verb in (["serve"], ["export"], ["parse"], ["evaluate"], ["gazetteer"], ["gazetteer", "search"], []):
        done = geomap(*verb, "--help")
        assert done.returncode == 0
        assert "Usage:" in done.stdout


def test_a_verb_that_cannot_be_loaded_is_not_taken_for_one_that_does_not_exist(monkeypatch):
    verbs = Verbs("parse")

    def broken(name):
        raise KeyError(name)

    monkeypatch.setattr("geomap.cli.verbs.importlib.import_module", broken)
    assert "parse" in verbs
    assert verbs.get("pars") is None
    with pytest.raises(ImportError, match="geomap parse cannot be loaded"):
        verbs.get("parse")
