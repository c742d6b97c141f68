"""The verbs: what fits is listed, what does not is named with an exit status, files are joined."""

import json

import pytest
from click.testing import CliRunner

from geomap.cli import main
from geomap.correct import Corrections
from geomap.model import Correction, OfDocument
from geomap.pipeline import build
from geomap.read import read_corrections
from tests.correct.articles import PIN, folder_of, of

NAME = "geomap-corrections.json"


@pytest.fixture(scope="module")
def plain(tmp_path_factory, gazetteer):
    return build(folder_of(tmp_path_factory.mktemp("plain")), gazetteer=gazetteer)


def run(*arguments):
    return CliRunner().invoke(main, [str(a) for a in arguments])


def written(path, *records, withdrawn=()):
    path.write_text(Corrections(tuple(records), tuple(withdrawn)).to_json(), encoding="utf-8")
    return path


def test_check_says_what_became_of_each(tmp_path, plain):
    folder = folder_of(tmp_path / "a")
    fits, gone = of(plain, "Nome", "place", PIN), Correction("leave_out", OfDocument("gone\x1b[2J.txt"))
    written(folder / NAME, fits, gone)
    done = run("corrections", "check", folder)
    assert done.exit_code == 1
    assert done.stdout.splitlines() == [
        f"applied\t{fits.id}\tplace “Nome” in flight.txt = Nome airport (64.5100, -165.4400)",
        f"lost\t{gone.id}\tleave_out article gone\\x1b[2J.txt\tthere is no article gone\\x1b[2J.txt any more",
    ]
    written(folder / NAME, fits)
    assert run("corrections", "check", folder).exit_code == 0


def test_check_without_corrections_is_all_good(tmp_path):
    done = run("corrections", "check", folder_of(tmp_path / "a"))
    assert done.exit_code == 0
    assert "there are no corrections" in done.stderr


def test_an_export_names_what_no_longer_fits_and_is_written_all_the_same(tmp_path):
    folder = folder_of(tmp_path / "a")
    written(folder / NAME, Correction("leave_out", OfDocument("gone.txt")))
    done = run("export", folder, "-o", tmp_path / "story.json")
    assert done.exit_code == 0
    assert "correction lost: leave_out article gone.txt: there is no article gone.txt any more" in done.stderr
    assert "0 names rejected; 1 correction: 1 lost" in done.stderr
    record = json.loads((tmp_path / "story.json").read_text(encoding="utf-8"))
    assert record["corrections"][0]["state"] == "lost"
    again = run("export", tmp_path / "story.json", "-o", tmp_path / "again.json")
    assert again.exit_code == 0
    assert (tmp_path / "again.json").read_bytes() == (tmp_path / "story.json").read_bytes()


def test_a_broken_file_stops_every_verb(tmp_path):
    folder = folder_of(tmp_path / "a")
    (folder / NAME).write_text("{", encoding="utf-8")
    for verb in (["corrections", "check", folder], ["export", folder, "-o", tmp_path / "story.json"]):
        done = run(*verb)
        assert done.exit_code == 3
        assert f"{NAME}: is no JSON" in done.stderr
        assert "Traceback" not in done.stderr
    assert run("corrections", "check", folder, "--corrections", "none").exit_code == 0
    assert run("corrections", "check", folder, "--corrections", tmp_path / "no.json").exit_code == 2


def test_files_are_joined_and_disputes_named(tmp_path, plain):
    ana = written(tmp_path / "ana.json", of(plain, "Nome", "place", PIN, made="2026-11-21T18:00:00Z"))
    ben = written(tmp_path / "ben.json", of(plain, "Nome", "reject", made="2026-11-21T19:00:00Z"))
    done = run("corrections", "merge", ana, ben, "-o", tmp_path / "both.json")
    assert done.exit_code == 0, done.stderr
    assert "disputed: ana says place “Nome”" in done.stderr
    assert "later ben says reject “Nome”" in done.stderr
    assert [r.by for r in read_corrections(tmp_path / "both.json").records] == ["ana", "ben"]


def test_joining_overwrites_only_what_it_joins(tmp_path):
    ana = written(tmp_path / "ana.json", Correction("leave_out", OfDocument("a.txt"), by="Ana"))
    ben = written(tmp_path / "ben.json", Correction("leave_out", OfDocument("b.txt"), by="Ben"))
    other = written(tmp_path / "other.json")
    assert run("corrections", "merge", ana, ben, "-o", other).exit_code == 2
    assert run("corrections", "merge", ana, ben, "-o", other, "--force").exit_code == 0
    assert run("corrections", "merge", ana, ben, "-o", ana).exit_code == 0
    assert len(read_corrections(ana).records) == len(read_corrections(other).records) == 2


def test_a_broken_file_is_not_joined(tmp_path):
    ana = written(tmp_path / "ana.json")
    (tmp_path / "ben.json").write_text('{"geomap_corrections": 1, "records": [7]}', encoding="utf-8")
    done = run("corrections", "merge", ana, tmp_path / "ben.json", "-o", tmp_path / "both.json")
    assert done.exit_code == 3
    assert "ben.json: record 1 is no object: 7" in done.stderr
    assert not (tmp_path / "both.json").exists()
    assert run("corrections", "merge", ana, tmp_path / "no.json", "-o", tmp_path / "both.json").exit_code == 2
