"""The public surface: adding to it is a decision, taking from it breaks people's code."""

import subprocess
import sys

import geomap

PUBLIC = [
    "GazetteerGeocoder",
    "GeomapError",
    "Options",
    "Story",
    "__version__",
    "build",
    "save",
    "to_geodataframes",
    "to_map",
]


def test_the_public_names_are_these():
    assert sorted(geomap.__all__) == PUBLIC
    assert dir(geomap) == PUBLIC


def test_each_public_name_loads():
    assert all(getattr(geomap, name) is not None for name in PUBLIC)


def test_importing_geomap_loads_nothing_heavy():
    """The command starts quickly because folium, Flask and the gazetteer are loaded when they are used."""
    code = (
        "import sys, geomap; print([m for m in ('folium', 'flask', 'sqlite3', 'numpy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_of_all_formats_only_the_page_loads_folium():
    """It takes 1 s."""
    code = (
        "import sys; from geomap.export import FORMATS, encode; from tests.stories import small_story\n"
        "for suffix in FORMATS.keys() - {'.html', '.png'}: encode(small_story(), suffix)\n"
        "print('folium' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
