"""Importing GeoNames dumps and own tables: what is taken, what is refused, and what a kill leaves behind."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from geomap.cli import main
from geomap.errors import GazetteerError, SourceError
from geomap.gazetteer import Gazetteer, imports, normalise
from geomap.gazetteer.choice import EMBEDDED, VARIABLE, imported_path
from geomap.gazetteer.dumps import BrokenLineError, read_line, recognise
from geomap.gazetteer.features import KIND_OF, kind_of
from geomap.gazetteer.imports import import_files
from geomap.model import KINDS

ROOT = Path(__file__).parents[2]


def row(gid, name, feature, lat, lon, country, *, code1="", code2="", people=0, ascii_name="", others=""):
    group, code = feature.split(".")
    return "\t".join([
        str(gid), name, ascii_name or name, others, str(lat), str(lon), group, code, country, "", code1,
        code2, "", "", str(people), "", "10", "Etc/UTC", "2024-05-01",
    ])  # fmt: skip


# France and its Paris are in the base; the others are not, and none of these ids is a real one.
PLACES = [
    row(3017382, "Republic of France", "A.PCLI", 46, 2, "FR", people=64_768_389, others="Frankrike,FRA"),
    row(2988507, "Paris", "P.PPLC", 48.85341, 2.3488, "FR", code1="11", people=2_138_551, others="Paname"),
    row(900001, "Île-de-France", "A.ADM1", 48.5, 2.5, "FR", code1="11", people=12_000_000),
    row(900002, "Vaux-le-Petit", "P.PPL", 48.6, 2.7, "FR", code1="11", code2="77", people=740),
    row(900003, "Les Genêts", "P.PPL", 48.61, 2.71, "FR", code1="11", code2="77", ascii_name="Les Genets"),
    row(900004, "Ru du Moulin", "H.STM", 48.62, 2.72, "FR", code1="11"),
    row(900005, "Puits Neuf", "H.WLL", 48.63, 2.73, "FR", code1="11"),
    row(900006, "Qarabağçay", "P.PPLA2", 40.1, 47.1, "AZ", code1="05", people=18_000, others="Карабахчай"),
    row(900007, "State of Texas", "A.ADM1", 31.25, -99.25, "US", code1="TX", people=28_000_000),
    row(900008, "Nowhere Creek", "P.PPL", 31.3, -99.3, "US", code1="TX", people=600),
]
NAMES = [
    "1\t900006\taz\tQarabağçay\t1\t\t\t\t\t",
    "2\t900006\ten\tKarabakhchay\t1\t\t\t\t\t",
    "3\t900006\tru\tКрасный Берег\t\t\t\t1\t1938\t1991",
    "4\t2988507\ten\tCity of Light\t\t\t1\t\t\t",
    "5\t2988507\tlink\thttps://en.wikipedia.org/wiki/Paris\t\t\t\t\t\t",
    "6\t999999\ten\tNobody\t\t\t\t\t\t",
    "7\t900002\ticao\tLFQZ\t\t\t\t\t\t",
]


def write(path: Path, lines) -> Path:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


@pytest.fixture
def files(tmp_path):
    return [
        write(tmp_path / "alternateNamesV2.txt", NAMES),
        write(tmp_path / "XX.txt", PLACES),
        write(tmp_path / "admin1CodesASCII.txt", ["AZ.05\tAğcabədi\tAgcabedi\t900009", "FR.11\tIdF\tIdF\t1"]),
        write(tmp_path / "admin2Codes.txt", ["FR.11.77\tSeine-et-Marne\tSeine-et-Marne\t900010"]),
    ]


@pytest.fixture
def imported(tmp_path, small_file, files):
    into = tmp_path / "big.sqlite"
    outcome = import_files(files, into=into, base=small_file)
    assert [one.broken for one in outcome.files] == [0, 0, 0, 0]
    return Gazetteer(into)


def test_every_feature_code_is_of_a_kind_of_the_contract():
    assert set(KIND_OF.values()) <= set(KINDS)
    assert kind_of("P", "PPLC", 0) == "city"
    assert kind_of("P", "PPLX", 0) == "district"
    assert kind_of("P", "PPL", 20_000) == "town"
    assert kind_of("H", "WLL", 0) is None


def test_the_imported_places_are_found_beside_those_of_the_base(imported):
    found = imported.candidates("Vaux-le-Petit")[0].place
    assert (found.id, found.kind, found.country, found.population) == ("gn900002", "village", "FR", 740)
    assert found.admin2 == "Seine-et-Marne"
    assert imported.place("gm-paris-texas").population == 24_000
    assert imported.candidates("Ru du Moulin")[0].place.kind == "river"
    assert not [c for c in imported.candidates("Puits Neuf") if c.match == "name"], "wells are left out"
    imported.verify()


def test_a_place_of_the_base_keeps_its_row_and_gains_the_names(imported):
    paris = imported.candidates("Paname")[0].place
    assert (paris.id, paris.name, paris.capital) == ("gn2988507", "Paris", True)
    assert [c.place.id for c in imported.candidates("Paris")] == ["gn2988507", "gm-paris-texas"]
    assert imported.candidates("City of Light")[0].place.id == "gn2988507"
    assert imported.place("gn3017382").name == "France"


def test_a_region_without_an_id_is_merged_by_its_name(imported):
    texas = imported.place("gn900007")
    assert (texas.name, texas.kind, texas.population) == ("Texas", "admin1", 28_000_000)
    assert [c.place.id for c in imported.candidates("Texas")] == ["gn900007"]
    assert imported.candidates("Nowhere Creek")[0].place.admin1 == "Texas"


def test_alternate_names_lead_to_their_place_by_language_and_flag(imported):
    place = imported.candidates("Karabakhchay")[0].place
    assert (place.id, place.name, place.admin1) == ("gn900006", "Karabakhchay", "Ağcabədi")
    assert imported.candidates("Красный Берег")[0].match == "alternate"
    assert imported.candidates("Карабахчай")[0].place.id == "gn900006"
    assert imported.candidates("LFQZ")[0].match == "abbreviation"
    assert {c.match for c in imported.candidates("https://en.wikipedia.org/wiki/Paris")} == {"part"}
    assert not imported.candidates("Nobody")


def test_small_places_are_candidates_but_unknown_to_the_recogniser(imported):
    assert imported.candidates("Les Genets")[0].place.name == "Les Genêts"
    assert imported.candidates("Les Genets")[0].match == "name"
    assert imported.knows(normalise("Les Genêts")) == 0
    assert imported.knows(normalise("Vaux-le-Petit"))


def test_the_sources_are_named(imported):
    told = imported.info().to_text()
    assert "imported: XX.txt, GeoNames' places, 9 lines" in told
    assert "imported: alternateNamesV2.txt, GeoNames' alternate names, 5 lines" in told


def test_the_same_files_give_the_same_bytes_in_any_order(tmp_path, small_file, files):
    import_files(files, into=tmp_path / "a", base=small_file)
    import_files(files[::-1], into=tmp_path / "b", base=small_file)
    assert Gazetteer(tmp_path / "a").info().kinds == Gazetteer(tmp_path / "b").info().kinds
    import_files(files, into=tmp_path / "c", base=small_file)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "c").read_bytes()


def test_a_zip_of_geonames_is_read_as_it_comes(tmp_path, small_file):
    packed = tmp_path / "XX.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("readme.txt", "This readme describes the GeoNames Gazetteer extract files.\n")
        archive.writestr("XX.txt", "\n".join(PLACES))
    import_files([packed], into=tmp_path / "big.sqlite", base=small_file)
    assert Gazetteer(tmp_path / "big.sqlite").place("gn900002").name == "Vaux-le-Petit"


OWN = """\
name;lat;lon;kind;other_names;country;population
Camp Juliett;12.5;43.25;facility;Juliet Camp|Al-Juliett;ye;
"Farm; north";-4.5;30.1;;;;
Paris;48.86;2.35;city;Panam;FR;
Upside;91;3;;;;
Odd;1;2;farm;;;
"""


def test_a_persons_own_table_is_read(tmp_path, small_file):
    table = tmp_path / "mine.csv"
    table.write_text(OWN, encoding="utf-8-sig")
    outcome = import_files([table], into=tmp_path / "big.sqlite", base=small_file)
    mine = Gazetteer(tmp_path / "big.sqlite")
    camp = mine.candidates("Camp Juliett")[0].place
    assert (camp.id, camp.kind, camp.lat, camp.country) == ("gm-own-camp-juliett-ye", "facility", 12.5, "YE")
    assert mine.knows(normalise("Al-Juliett")), "what a person adds is known"
    assert mine.candidates("Farm; north")[0].place.kind == "village"
    assert mine.candidates("Panam")[0].place.id == "gn2988507", "the same place, not a second one"
    assert outcome.files[0].broken == 2
    assert "mine.csv, line 5" in outcome.files[0].named[0]
    assert "lies off the Earth" in outcome.files[0].named[0]
    assert "'farm' is none of" in outcome.files[0].named[1]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("1\tX", "2 columns"),
        (row("x", "X", "P.PPL", 1, 2, "FR"), "geonameid is 'x'"),
        (row(1, "X", "P.PPL", 1, 200, "FR"), "off the Earth"),
        (row(1, "X", "P.PPL", "nan", 2, "FR"), "off the Earth"),
        (row(1, " ", "P.PPL", 1, 2, "FR"), "no name"),
        (row(1, "X", "P.PPL", 1, 2, "FR", people="many"), "population is 'many'"),
    ],
)
def test_a_broken_line_says_why(line, says):
    with pytest.raises(BrokenLineError, match=says):
        read_line("places", line)


def test_broken_lines_are_named_and_the_others_taken(tmp_path, small_file):
    dump = tmp_path / "XX.txt"
    lines = [line.encode() for line in PLACES]
    lines[2:2] = [b"rubbish", b"\xff\xfe" + lines[2], b"9" * 300_000]
    dump.write_bytes(b"\n".join(lines))
    (told,) = import_files([dump], into=tmp_path / "big.sqlite", base=small_file).files
    assert (told.kept, told.left_out, told.broken) == (9, 1, 3)
    assert [line.split(":")[0] for line in told.named] == [f"XX.txt, line {n}" for n in (3, 4, 5)]
    assert "longer than" in told.named[2]


@pytest.mark.parametrize(
    "content", [b"", b"Dear reader,\nthis is a letter.\n", bytes(range(256)) * 40, b"a,b\n1,2\n"]
)
def test_a_wrong_file_is_refused_before_anything_is_done(tmp_path, small_file, content):
    wrong = tmp_path / "wrong.txt"
    wrong.write_bytes(content)
    with pytest.raises(SourceError, match="no table that can be imported"):
        import_files(
            [write(tmp_path / "XX.txt", PLACES), wrong], into=tmp_path / "big.sqlite", base=small_file
        )
    with pytest.raises(SourceError, match="there is no such file"):
        recognise(tmp_path / "missing.txt")
    assert not list(tmp_path.glob("big*"))


def test_a_second_import_at_the_same_time_is_refused(tmp_path, small_file, files):
    (tmp_path / f"big.sqlite.{imports.SUFFIX}").touch()
    holder = sqlite3.connect(tmp_path / f"big.sqlite.{imports.SUFFIX}")
    holder.execute("BEGIN EXCLUSIVE")
    with pytest.raises(GazetteerError, match="another import"):
        import_files(files, into=tmp_path / "big.sqlite", base=small_file)
    holder.close()


def test_a_half_done_file_that_is_broken_is_begun_again(tmp_path, small_file, files):
    (tmp_path / f"big.sqlite.{imports.SUFFIX}").write_bytes(b"SQLite format 3\0" + bytes(5000))
    import_files(files, into=tmp_path / "big.sqlite", base=small_file)
    assert Gazetteer(tmp_path / "big.sqlite").place("gn900002")


class Killed(BaseException):
    """Stands for a kill: nothing may catch it."""


@pytest.mark.parametrize("after", range(0, 14, 2))
def test_an_import_broken_off_anywhere_goes_on_to_the_same_bytes(
    tmp_path, small_file, files, monkeypatch, after
):
    monkeypatch.setattr(imports, "BATCH_LINES", 3)
    import_files(files, into=tmp_path / "whole.sqlite", base=small_file)
    told: list[tuple[str, int, int]] = []

    def tell(*what):
        told.append(what)
        if len(told) > after:
            raise Killed

    into = tmp_path / "big.sqlite"
    into.write_bytes(small_file.read_bytes())
    with pytest.raises(Killed):
        import_files(files, into=into, base=small_file, tell=tell)
    assert into.read_bytes() == small_file.read_bytes(), "the old gazetteer is whole"
    import_files(files, into=into, base=small_file)
    assert into.read_bytes() == (tmp_path / "whole.sqlite").read_bytes()
    assert not list(tmp_path.glob("big.sqlite.*"))


def test_a_killed_command_goes_on_to_the_same_bytes(tmp_path, small_file):
    """A real process and a real kill, at moments that the machine chooses."""
    rows = (row(10**6 + n, f"Place {n}", "P.PPL", n % 80, n % 170, "FR") for n in range(4000))
    dump = write(tmp_path / "XX.txt", rows)
    code = (
        "import sys; from pathlib import Path; from geomap.gazetteer import imports\n"
        "imports.BATCH_LINES = 50\n"
        "imports.import_files([Path(sys.argv[1])], into=Path(sys.argv[2]), base=Path(sys.argv[3]))\n"
    )
    command = [sys.executable, "-c", code, str(dump)]
    into = tmp_path / "big.sqlite"
    staged = tmp_path / f"big.sqlite.{imports.SUFFIX}"
    for seconds in (0.0, 0.1, 0.2):
        process = subprocess.Popen([*command, str(into), str(small_file)], cwd=ROOT)
        while not staged.exists() and process.poll() is None:
            time.sleep(0.01)
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)
        process.wait()
    subprocess.run([*command, str(into), str(small_file)], cwd=ROOT, check=True)
    subprocess.run([*command, str(tmp_path / "whole.sqlite"), str(small_file)], cwd=ROOT, check=True)
    assert into.read_bytes() == (tmp_path / "whole.sqlite").read_bytes()


def test_the_command_imports_into_the_data_folder_and_geomap_uses_it(
    tmp_path, small_file, files, monkeypatch
):
    monkeypatch.setitem(import_files.__kwdefaults__, "base", small_file)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.delenv(VARIABLE, raising=False)
    assert Gazetteer.default().path == EMBEDDED
    write(files[1], [*PLACES, "rubbish"])
    ran = CliRunner().invoke(main, ["gazetteer", "import", *map(str, files)])
    assert ran.exit_code == 1, "some lines were broken"
    assert "XX.txt, line 11: 1 columns instead of 19" in ran.stderr
    assert ran.stdout.startswith(str(imported_path()))
    assert Gazetteer.default().path == imported_path() == tmp_path / "data" / "geomap" / "gazetteer.sqlite"
    assert Gazetteer.default().place("gn900002").admin1 == "Île-de-France"
    told = CliRunner().invoke(main, ["gazetteer", "info"])
    assert "imported: XX.txt" in told.stdout
    monkeypatch.setenv(VARIABLE, "embedded")
    assert Gazetteer.default().path == EMBEDDED


def test_a_damaged_import_is_never_replaced_by_the_embedded_gazetteer_in_silence(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.delenv(VARIABLE, raising=False)
    imported_path().parent.mkdir()
    imported_path().write_bytes(EMBEDDED.read_bytes()[:100_000])
    with pytest.raises(GazetteerError, match=r"cut off.*geomap gazetteer import.*GEOMAP_GAZETTEER=embedded"):
        Gazetteer.default()
    monkeypatch.setenv(VARIABLE, str(tmp_path / "none.sqlite"))
    with pytest.raises(GazetteerError, match=r"none\.sqlite: there is no gazetteer"):
        Gazetteer.default()


@pytest.mark.skipif(os.geteuid() == 0 if hasattr(os, "geteuid") else True, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_named(tmp_path, small_file, files):
    tmp_path.chmod(0o500)
    with pytest.raises(GazetteerError, match="could not be made"):
        import_files(files, into=tmp_path / "none" / "big.sqlite", base=small_file)
