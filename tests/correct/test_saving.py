"""Saving: the old file or the new one is whole, whoever is killed, and nobody's work is overwritten."""

import os
import subprocess
import sys

import pytest

from geomap.correct import Corrections
from geomap.errors import CorrectionsError, OutputError
from geomap.export.corrections import save_corrections
from geomap.model import Correction, OfDocument
from geomap.read import read_corrections

# Saves corrections, and is killed at its n-th call of anything that touches the disk.
KILLED = """
import os, signal, sys
from pathlib import Path
from geomap.correct import Corrections
from geomap.export.corrections import save_corrections
from geomap.model import Correction, OfDocument
path, left = sys.argv[1], int(sys.argv[2])
def deadly(call):
    def count(*args, **more):
        global left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return call(*args, **more)
    return count
new = Corrections().with_records([Correction("leave_out", OfDocument("new.txt"))])
for name in ("open", "fsync", "replace", "fdopen"):
    setattr(os, name, deadly(getattr(os, name)))
for name in ("unlink", "replace"):
    setattr(Path, name, deadly(getattr(Path, name)))
save_corrections(path, new)
"""


def left_out(*paths, **more):
    return Corrections().with_records([Correction("leave_out", OfDocument(p), **more) for p in paths])


def paths(corrections):
    return [r.target.document for r in corrections.records]


def test_what_is_saved_is_read_back(tmp_path):
    path = tmp_path / "c.json"
    saved = save_corrections(path, left_out("a.txt"))
    assert read_corrections(path) == saved == left_out("a.txt")
    assert list(tmp_path.iterdir()) == [path]


def test_whoever_is_killed_leaves_the_old_file_or_the_new_one(tmp_path):
    path = tmp_path / "c.json"
    save_corrections(path, left_out("old.txt"))
    seen = set()
    for n in range(1, 40):
        done = subprocess.run([sys.executable, "-c", KILLED, str(path), str(n)], check=False)
        seen.add(tuple(paths(read_corrections(path))))
        if done.returncode == 0:
            break
    assert done.returncode == 0, "it passes in the end"
    assert n > 3, "it was killed several times before"
    assert {frozenset(names) for names in seen} == {frozenset({"old.txt"}), frozenset({"old.txt", "new.txt"})}
    assert save_corrections(path, Corrections()) == read_corrections(path)


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_full_disk_keeps_the_old_file(tmp_path, monkeypatch, step):
    def fail(*_args, **_more):
        raise OSError(28, "No space left on device")

    path = tmp_path / "c.json"
    save_corrections(path, left_out("old.txt"))
    monkeypatch.setattr(os, step, fail)
    with pytest.raises(OutputError, match=r"c\.json.*No space left"):
        save_corrections(path, left_out("new.txt"))
    monkeypatch.undo()
    assert read_corrections(path) == left_out("old.txt")
    assert list(tmp_path.iterdir()) == [path]


def test_what_a_colleague_wrote_meanwhile_is_kept(tmp_path):
    path = tmp_path / "c.json"
    mine = save_corrections(path, left_out("mine.txt"))
    save_corrections(path, left_out("theirs.txt"))
    saved = save_corrections(path, mine.with_records(left_out("more.txt").records))
    assert set(paths(saved)) == {"mine.txt", "theirs.txt", "more.txt"}
    assert read_corrections(path) == saved


def test_what_was_undone_stays_undone(tmp_path):
    path = tmp_path / "c.json"
    saved = save_corrections(path, left_out("a.txt", "b.txt"))
    undone = save_corrections(path, saved.without(saved.records[0].id))
    assert paths(undone) == ["b.txt"]
    assert paths(save_corrections(path, saved)) == ["b.txt"], "also for whoever has not heard of it"


@pytest.mark.parametrize("content", [b"{", b'{"geomap_corrections": 2}', b"\xff"])
def test_a_file_that_cannot_be_read_is_never_overwritten(tmp_path, content):
    path = tmp_path / "c.json"
    path.write_bytes(content)
    with pytest.raises(CorrectionsError, match=r"c\.json.*left as it is"):
        save_corrections(path, left_out("a.txt"))
    assert path.read_bytes() == content


def test_a_link_is_not_written_through(tmp_path):
    elsewhere = tmp_path / "elsewhere.json"
    elsewhere.write_text(left_out("theirs.txt").to_json(), encoding="utf-8")
    path = tmp_path / "c.json"
    path.symlink_to(elsewhere)
    before = elsewhere.read_bytes()
    save_corrections(path, left_out("mine.txt"))
    assert elsewhere.read_bytes() == before
    assert set(paths(read_corrections(path))) == {"mine.txt", "theirs.txt"}
