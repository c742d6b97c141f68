"""The folium map of a story: complete by itself, the same bytes each time, open to a person's plugins."""

import folium
import pytest
from folium.plugins import MarkerCluster

from geomap.draw import to_map
from geomap.draw.story_map import StoryFigure
from geomap.errors import AssetError
from tests.stories import small_story


def test_it_is_a_folium_map():
    assert isinstance(to_map(small_story()), folium.Map)


def test_it_renders_the_same_bytes_each_time_and_for_each_map():
    one, other = to_map(small_story()), to_map(small_story())
    first = one.get_root().render()
    assert one.get_root().render() == first
    assert other.get_root().render() == first


def test_it_links_to_nothing():
    page = to_map(small_story()).get_root().render()
    assert "<script src" not in page
    assert 'rel="stylesheet"' not in page


def test_it_does_not_touch_the_links_of_other_folium_maps():
    before = list(folium.Map.default_js)
    to_map(small_story()).get_root().render()
    assert folium.Map.default_js == before
    assert "cdn" in folium.Map().get_root().render()


def test_saving_writes_what_rendering_gives(tmp_path):
    result = to_map(small_story())
    result.save(str(tmp_path / "map.html"))
    assert (tmp_path / "map.html").read_text("utf-8") == result.get_root().render()


def test_a_notebook_gets_a_frame_with_a_name():
    shown = to_map(small_story())._repr_html_()
    assert shown.startswith('<iframe title="Ana Ruiz: Anadyr – Nome"')


def test_plugins_stay_and_rendering_twice_still_gives_the_same_bytes():
    result = to_map(small_story())
    group = folium.FeatureGroup("mine").add_to(result)
    folium.Marker((64.5, -165.4), popup="a person's own").add_to(group)
    MarkerCluster().add_to(result)
    first = result.get_root().render()
    assert "a person" in first
    assert "jquery" in first  # folium's popups call it
    assert result.get_root().render() == first


def test_what_is_added_after_rendering_is_rendered_the_next_time():
    result = to_map(small_story())
    before = result.get_root().render()
    folium.CircleMarker((64.5, -165.4)).add_to(result)
    assert len(result.get_root().render()) > len(before)


def test_in_our_own_page_an_unknown_link_raises():
    figure = StoryFigure(heading="x", drawing={})
    MarkerCluster().add_to(figure.story_map)
    with pytest.raises(AssetError, match="links to"):
        figure.parts()


@pytest.mark.parametrize("text", ["{{7*7}}", "{% raw %}", "{#", "${1}", "</script><b>", "\u2028", "\ud800"])
def test_text_of_a_story_is_never_a_template(text):
    page = to_map(small_story(title=f"t {text}")).get_root().render()
    assert "t 49" not in page
    assert page.count("</script>") == to_map(small_story()).get_root().render().count("</script>")
