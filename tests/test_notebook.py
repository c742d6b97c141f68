"""In a notebook a story shows itself as the map, from the first public name that was used."""

import subprocess
import sys
from pathlib import Path

import geomap
from tests.stories import small_story


def test_a_story_shows_itself_as_its_map():
    html = geomap.Story.from_json(small_story().to_json())._repr_html_()
    assert "<iframe" in html
    assert "Anadyr" in html


def test_it_does_so_in_a_fresh_process_and_quietly_without_geomap(tmp_path):
    path = tmp_path / "story.json"
    path.write_text(small_story().to_json(), encoding="utf-8")
    read = f"Story.from_json(open({str(path)!r}, encoding='utf-8').read())._repr_html_()"
    for imports, shown in (
        ("import geomap; Story = geomap.Story", "<iframe"),
        ("from geomap.model import Story", "<pre>"),
    ):
        done = subprocess.run(
            [sys.executable, "-c", f"{imports}; print({read})"],
            capture_output=True, text=True, check=True, cwd=Path(__file__).parents[1],
        )  # fmt: skip
        assert shown in done.stdout
