"""Somebody's map under the story: whom it names, what it lets in, what it refuses; without a browser."""

import io

import pytest
from click.testing import CliRunner
from PIL import Image
from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import write

from geomap.cli import main
from geomap.errors import OptionError
from geomap.web import Tiles, create_app
from tests.stories import small_story

ADDRESS = "https://{s}.tiles.example.org/{z}/{x}/{y}.png"


def picture(colour):
    out = io.BytesIO()
    Image.new("RGB", (8, 8), colour).save(out, "PNG")
    return out.getvalue()


def archive(
    path, *, kind=TileType.PNG, attribution='<a href="https://maps.example.org/c">© Maps</a> & co', **more
):
    header = {"tile_type": kind, "tile_compression": Compression.NONE} | more
    with write(path) as writer:
        for z in range(3):
            for x in range(2**z):
                for y in range(2**z):
                    if (z, x, y) != (2, 0, 0):
                        writer.write_tile(zxy_to_tileid(z, x, y), picture((z * 80, x * 60, y * 60)))
        writer.finalize(header, {"attribution": attribution})
    return path


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    return archive(tmp_path_factory.mktemp("tiles") / "city.pmtiles")


def policy(tiles=None):
    answer = create_app(small_story(), tiles=tiles).test_client().get("/")
    return answer.headers["Content-Security-Policy"], answer.get_data(as_text=True)


def test_without_the_option_no_other_host_is_let_in_and_no_script_for_it_is_loaded():
    header, page = policy()
    assert "img-src 'self' data:;" in header
    assert "http" not in header
    assert "tiles.js" not in page
    assert "layTiles" not in page


def test_pictures_are_let_in_from_the_named_hosts_alone():
    header, page = policy(Tiles.named(ADDRESS))
    hosts = " ".join(f"https://{s}.tiles.example.org" for s in "abc")
    assert f"img-src 'self' data: {hosts};" in header
    assert header.count("http") == 3
    assert "static/tiles.js" in page


def test_a_provider_is_found_by_its_name_and_credited_with_its_links():
    tiles = Tiles.named("openstreetmap mapnik")
    assert tiles.origins == ("https://tile.openstreetmap.org",)
    assert ("OpenStreetMap", "https://www.openstreetmap.org/copyright") in tiles.credit
    assert tiles.layer["maxNativeZoom"] == 19
    assert "tile requests go to tile.openstreetmap.org: which part of the map you look at" in tiles.notice()


def test_a_key_is_asked_for_and_written_into_the_address_only():
    with pytest.raises(OptionError, match=r"needs a key .* --tiles-key"):
        Tiles.named("Thunderforest.OpenCycleMap")
    tiles = Tiles.named("Thunderforest.OpenCycleMap", key="a{b}&c")
    assert tiles.url.endswith("?apikey=a%7Bb%7D%26c")
    assert "a%7B" not in tiles.notice()
    assert "secret" not in Tiles.named("OpenStreetMap.Mapnik", key="secret").url


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("OpenStreetMap.Mapnick", "is it OpenStreetMap.Mapnik"),
        ("Positron", r"is it .*CartoDB\.Positron"),
        ("Esri.ArcticImagery", "EPSG:3857"),
        ("https://tiles.example.org/tile.png", r"has \{z\}, \{x\} and \{y\}"),
        ("https://tiles.example.org/{z}/{x}/{y}?k={key}", r"write for \{key\}"),
        ("https://x;script-src *;/{z}/{x}/{y}", "no address of a server"),
        ("https://me@tiles.example.org/{z}/{x}/{y}", "no address of a server"),
        ("file:///{z}/{x}/{y}", "no address of a server"),
        ("https://example.org/a.pmtiles", "must lie on this machine"),
    ],
)
def test_what_cannot_be_shown_is_refused_with_the_reason(value, why):
    with pytest.raises(OptionError, match=why):
        Tiles.named(value)


def test_a_file_is_served_by_the_server_itself_and_opens_no_host(city):
    tiles = Tiles.named(str(city))
    assert tiles.credit == (("© Maps", "https://maps.example.org/c"), (" & co", ""))
    assert "nothing is sent" in tiles.notice()
    app = create_app(small_story(), tiles=tiles)
    client = app.test_client()
    assert "img-src 'self' data:;" in client.get("/").headers["Content-Security-Policy"]
    answer = client.get("/tiles/1/1/0")
    assert (answer.status_code, answer.mimetype) == (200, "image/png")
    assert Image.open(io.BytesIO(answer.data)).getpixel((0, 0)) == (80, 60, 0)
    again = client.get("/tiles/1/1/0", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
    for gap in ("2/0/0", "9/0/0", "1/5/0", f"1/{10**30}/0", f"{10**30}/0/0"):
        assert client.get(f"/tiles/{gap}").status_code == 204, gap
    assert client.get("/tiles/-1/0/0").status_code == 404
    assert create_app(small_story()).test_client().get("/tiles/1/1/0").status_code == 404


@pytest.mark.parametrize("length", [9, 100, 200, -40])
def test_a_file_that_is_cut_is_named(city, tmp_path, length):
    cut = tmp_path / "cut.pmtiles"
    cut.write_bytes(city.read_bytes()[:length])
    with pytest.raises(OptionError, match=r"cut\.pmtiles: the file is damaged or not whole"):
        Tiles.named(str(cut))


def test_every_byte_of_head_and_directory_may_be_wrong(city, tmp_path):
    good = city.read_bytes()
    path = tmp_path / "odd.pmtiles"
    for position in range(min(len(good), 420)):
        path.write_bytes(good[:position] + bytes([good[position] ^ 0xFF]) + good[position + 1 :])
        try:
            tiles = Tiles.named(str(path))
        except OptionError as error:
            assert "odd.pmtiles" in str(error)  # noqa: PT017
            continue
        assert isinstance(tiles.archive.tile(1, 1, 0), bytes | None), position


def test_other_files_are_refused_with_the_reason(tmp_path):
    vector = archive(tmp_path / "vector.pmtiles", kind=TileType.MVT, tile_compression=Compression.GZIP)
    other = tmp_path / "other.pmtiles"
    other.write_bytes(b"SQLite format 3\0" * 20)
    for path, why in (
        (vector, r"vector tiles \(MVT\)"),
        (other, "no PMTiles file of version 3"),
        (tmp_path / "none.pmtiles", "cannot be read"),
        (tmp_path, "cannot be read"),
    ):
        name = str(path) if path.suffix else f"{path}/x/../.pmtiles"
        with pytest.raises(OptionError, match=why):
            Tiles.named(name)


@pytest.mark.parametrize(
    "credit", ["<script>alert(1)</script>", '<a href="javascript:x()">y</a>', "<" * 5000, ""]
)
def test_a_hostile_credit_is_text_without_a_link(tmp_path, credit):
    tiles = Tiles.named(str(archive(tmp_path / "odd.pmtiles", attribution=credit)))
    assert tiles.credit
    assert {href for _, href in tiles.credit} == {""}
    assert "<script>alert" not in policy(tiles)[1]


def test_what_is_wrong_is_said_before_the_story_is_built():
    done = CliRunner().invoke(main, ["serve", "no such folder", "--tiles", "OpenStreetMap.Mapnick"])
    assert done.exit_code == 2
    assert "is it OpenStreetMap.Mapnik" in done.output


def test_the_tiles_stay_when_the_story_is_shown_as_read_only():
    app = create_app(small_story(), read_only=True, tiles=Tiles.named(ADDRESS))
    assert "layTiles" in app.test_client().get("/").get_data(as_text=True)
