"""Corrections made in an exported file: shown at once, kept, saved as the corrections file."""

import json
from dataclasses import replace

import pytest

from geomap.cli.building import workspace_of
from geomap.correct import Corrections
from geomap.model import Mention, Story
from geomap.options import Options
from geomap.web import Workspace
from tests.browser.test_accessibility import findings
from tests.browser.test_attacks import ATTACKS
from tests.stories import TEXT, small_story

pytestmark = pytest.mark.browser
LATER = "In NOME again. Ana saw 😀 Teller."
FOCUS = "document.activeElement.dataset.key || document.activeElement.id"


def saved(page) -> list[dict]:
    """Press the button and read what the browser saves, with the reader that geomap has."""
    with page.expect_download() as download:
        page.locator("[data-key=save]").click()
    text = download.value.path().read_text(encoding="utf-8")
    read = Corrections.from_json(text)
    records = json.loads(text)["records"]
    assert len(read.records) == len(records)
    return records


def twice_nome() -> Story:
    """The small story with a second Nome in a second article."""
    story = small_story()
    first = story.documents[0]
    second = replace(
        first, id="d2", path="b/later.txt", title="Later", text=LATER, sentences=(), furniture=(),
        published=None, published_basis="none", title_span=None,
    )  # fmt: skip
    again = Mention("d2m1", "d2", 3, 7, "NOME", "location", "gn5870133", confidence=0.8)
    return replace(story, documents=(first, second), mentions=(*story.mentions, again))


def test_readers_see_one_quiet_button_and_no_panel(open_file):
    opened = open_file(small_story())
    page = opened.page
    assert page.locator("#correcting").is_hidden()
    assert page.locator(".masthead button").all_inner_texts() == ["Correct"]
    page.locator("[data-mention=d1m2]").click()
    assert page.locator("#correcting").is_hidden()
    opened.quiet()


def test_another_candidate_for_all_alike_is_shown_undone_and_saved(open_file):
    opened = open_file(twice_nome())
    page = opened.page
    page.keyboard.press("e")
    page.locator("[data-mention=d1m2]").click()
    assert page.locator("#correcting-heading").inner_text() == "“Nome”"
    page.locator("#fix-scope").select_option("everywhere")
    choices = page.locator("ol .fix-choice")
    assert choices.nth(0).get_attribute("aria-pressed") == "true"
    assert "sea" in choices.nth(1).inner_text()
    assert "km away" in choices.nth(1).inner_text()
    choices.nth(1).click()
    assert page.locator("#articles [data-place=gm-bering-sea]").count() == 2
    assert page.locator(".fix-pending-mark").count() == 1
    assert page.locator("#live").inner_text() == "“Nome” is now Bering Sea, 2 times"
    page.keyboard.press("Control+z")
    assert page.locator("#articles [data-place=gm-bering-sea]").count() == 0
    page.locator("ol .fix-choice").nth(1).click()
    [record] = saved(page)
    assert record["action"] == "place"
    assert record["value"]["id"] == "gm-bering-sea"
    assert record["target"]["scope"] == "everywhere"
    anchor = record["target"]["anchor"]
    assert (anchor["quote"], TEXT[anchor["start"] : anchor["end"]]) == ("Nome", "Nome")
    assert TEXT[: anchor["start"]].endswith(anchor["before"])
    assert TEXT[anchor["end"] :].startswith(anchor["after"])
    opened.quiet()


def test_a_story_that_is_served_built_is_corrected_like_its_file(open_served, tmp_path):
    path = tmp_path / "story.json"
    path.write_text(small_story().to_json(), encoding="utf-8")
    opened = open_served(workspace_of((str(path),), Options()))
    page = opened.page
    page.keyboard.press("e")
    page.locator("[data-mention=d1m2]").click()
    page.locator("ol .fix-choice").nth(1).click()
    assert page.locator("#articles [data-place=gm-bering-sea]").count() == 1
    [record] = saved(page)
    assert record["value"]["id"] == "gm-bering-sea"
    assert {child.name for child in tmp_path.iterdir()} == {"story.json"}
    opened.quiet()


def test_a_story_is_served_built_to_be_read_alone(open_served):
    closed = Workspace(small_story(), reader_saves=True)
    closed.close()
    for story in (small_story(), closed):
        page = open_served(story).page
        page.keyboard.press("e")
        assert page.locator("#correct, #correcting").count() == 0


def test_pending_corrections_outlive_a_reload(open_file):
    opened = open_file(small_story())
    page = opened.page
    page.keyboard.press("e")
    page.locator("[data-mention=d1m1]").click()
    page.keyboard.press("x")
    assert page.locator("[data-mention=d1m1]").count() == 0
    saved(page)
    page.reload()
    page.wait_for_function("() => Geomap.desk")
    assert page.locator("[data-mention=d1m1]").count() == 0
    page.keyboard.press("e")
    page.locator("[data-tab=list]").click()
    assert page.locator(".fix-entry").inner_text().startswith("“Anadyr” is not a place")
    page.locator(".fix-entry button").click()
    assert page.locator("[data-mention=d1m1]").count() == 1
    opened.quiet()


def test_a_pin_is_dropped_with_the_keyboard_a_click_and_typed(open_file):
    opened = open_file(small_story(), height=1000)
    page = opened.page
    page.keyboard.press("e")
    page.locator("[data-mention=d1m2]").click()
    page.locator("[data-key=own]").click()
    page.locator("[data-key=pin]").click()
    for key in ("ArrowRight", "Shift+ArrowDown", "Enter"):
        page.keyboard.press(key)
    assert page.evaluate(FOCUS) == "put"
    lat, lon = map(float, page.locator("#fix-spot").input_value().split(","))
    assert lat < 64.5
    assert lon > -165.4064
    page.keyboard.press("Enter")
    page.locator("[data-key=pin]").click()
    page.mouse.click(600, 500)
    assert page.locator("#fix-spot").input_value() != ""
    page.locator("#fix-spot").fill("north of here")
    page.locator("[data-key=put]").click()
    assert page.locator("#fix-spot").get_attribute("aria-invalid") == "true"
    page.locator("#fix-spot").fill("64°30′N, 165°24′W")
    page.keyboard.press("Enter")
    first, second = saved(page)
    assert (first["value"]["lat"], first["value"]["lon"], first["value"]["id"]) == (lat, lon, None)
    assert second["value"]["lat"] == pytest.approx(64.5)
    assert second["value"]["lon"] == pytest.approx(-165.4)
    opened.quiet()


def test_a_missed_name_is_selected_or_looked_for(open_file):
    opened = open_file(twice_nome())
    page = opened.page
    page.keyboard.press("e")
    page.evaluate("""() => {
      const node = document.querySelector("[data-document=d2] [data-start='7']").firstChild;
      const at = node.data.indexOf("eller");
      getSelection().setBaseAndExtent(node, at, node, at + 5);
    }""")
    page.get_by_text("Mark “Teller”").wait_for()
    page.locator("[data-key=accept]").click()
    assert page.locator("#correcting-heading").inner_text() == "“Teller”"
    assert page.locator("#articles [data-mention^=new]").inner_text() == "Teller"
    page.locator("[data-tab=find]").click()
    page.locator("#fix-words").fill("monday")
    page.locator(".fix-choice").click()
    page.locator("#fix-role").select_option("part_of_name")
    page.locator("[data-key=accept]").click()
    teller, monday = saved(page)
    anchor = teller["target"]["anchor"]
    assert LATER[anchor["start"] : anchor["end"]] == anchor["quote"] == "Teller"
    assert teller["value"] == {"role": "location", "place": None}
    assert monday["value"]["role"] == "part_of_name"
    opened.quiet()


def test_stop_leg_and_article_are_corrected(open_file):
    opened = open_file(small_story(), height=1000)
    page = opened.page
    page.keyboard.press("e")
    page.locator(".way [data-stop=gn5870133] h4 a").click()
    assert page.locator("#correcting-heading").inner_text() == "Stop Nome"
    page.locator("#fix-day").fill("2024-03-06")
    page.locator("[data-key=fix-day-go]").click()
    page.locator("[data-key=accept]").click()
    page.locator("li[data-leg='1'] a").first.click()
    page.locator("#fix-name").fill("The flight")
    page.keyboard.press("Enter")
    page.locator("[data-key=reject]").click()
    page.locator("[data-tab=articles]").click()
    page.locator("[data-key='out a/flight.txt']").click()
    actions = [(r["action"], r["target"]["kind"], r["value"]) for r in saved(page)]
    assert actions == [
        ("date", "stop", "2024-03-06"), ("confirm", "stop", None), ("name", "leg", "The flight"),
        ("reject", "leg", None), ("leave_out", "document", None),
    ]  # fmt: skip
    opened.quiet()


def test_the_sample_is_reviewed_until_nothing_is_left(open_file, sample: Story):
    opened = open_file(sample)
    page = opened.page
    left = page.locator("[data-left]")
    page.keyboard.press("e")
    page.locator("[data-key=start-review]").click()
    at_first = int(left.get_attribute("data-left"))
    page.keyboard.press("a")
    assert int(left.get_attribute("data-left")) == at_first - 1
    assert page.evaluate(FOCUS) == "accept"
    second = page.locator("#correcting-heading").inner_text()
    page.keyboard.press("n")
    page.keyboard.press("p")
    assert page.locator("#correcting-heading").inner_text() == second
    page.locator("[data-key=bulk-fold]").click()
    page.locator("#fix-level").select_option("90")
    page.locator("[data-key=bulk]").click()
    page.locator("[data-key=bulk-yes]").click()
    few = int(left.get_attribute("data-left"))
    assert few < at_first / 2
    page.locator("[data-key=undo]").click()
    assert int(left.get_attribute("data-left")) == at_first - 1
    page.locator("[data-key=bulk]").click()
    page.locator("[data-key=bulk-yes]").click()
    page.locator("[data-key=accept]").focus()
    for _ in range(few + 5):
        page.keyboard.press("a")
    assert (
        left.inner_text().startswith("Nothing is left")
        or "Stop" in page.locator("#correcting-heading").inner_text()
    )
    opened.quiet()


def test_focus_goes_to_the_panel_and_back_and_a_session_needs_no_pointer(open_file):
    opened = open_file(small_story())
    page = opened.page
    page.locator("[data-mention=d1m2]").focus()
    page.keyboard.press("e")
    assert page.evaluate(FOCUS) == "correcting-heading"
    page.keyboard.press("2")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.dataset.place") == "gm-bering-sea"
    page.keyboard.press("Control+z")
    assert page.evaluate("document.activeElement.dataset.place") == "gn5870133"
    page.keyboard.press("Enter")
    assert page.evaluate(FOCUS) == "correcting-heading"
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUS) == "fix-role":
            break
    page.keyboard.press("ArrowDown")
    assert page.locator("[data-mention=d1m2].role-actor").count() == 1
    assert page.evaluate(FOCUS) == "fix-role"
    page.keyboard.press("Escape")
    page.keyboard.press("e")
    assert page.locator("#correcting").is_hidden()
    opened.quiet()


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_axe_finds_nothing_in_any_view(open_file, width, scheme):
    page = open_file(small_story(), width=width, color_scheme=scheme, bypass_csp=True).page
    page.keyboard.press("e")
    found = {"start": findings(page)}
    page.evaluate("Geomap.desk._showMention('d1m2')")
    page.evaluate("document.querySelectorAll('#correcting details').forEach((fold) => { fold.open = true; })")
    found["name"] = findings(page)
    page.locator("[data-key=reject]").dispatch_event("click")
    for tab in ("review", "find", "list", "articles"):
        page.locator(f"[data-tab={tab}]").click()
        found[tab] = findings(page)
    page.evaluate("Geomap.page.choose('leg', 1, 'map')")
    found["leg"] = findings(page)
    assert found == {view: [] for view in found}
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("attack", [*ATTACKS[:9:2], ATTACKS[-1], ATTACKS[-3]])
def test_hostile_notes_names_and_merged_files_are_shown_literally(open_file, attack):
    opened = open_file(small_story())
    page = opened.page
    page.keyboard.press("e")
    page.evaluate("Geomap.desk._showMention('d1m2')")
    page.locator("#fix-note").fill(attack)
    page.locator("[data-key=keep-note]").click()
    page.locator("[data-key=own]").click()
    page.locator("#fix-spot-name").fill(attack)
    page.locator("#fix-spot").fill("64.5, -165.4")
    page.locator("[data-key=put]").click()
    records = saved(page)
    for record in records:
        record |= {"note": attack, "by": attack}
    records[0]["target"]["anchor"]["quote"] = attack
    file = json.dumps({"geomap_corrections": 1, "story": attack, "records": records, "withdrawn": []})
    page.locator("[data-tab=list]").click()
    page.locator("#fix-merge").set_input_files(
        {"name": f"{attack[:20]}.json", "mimeType": "application/json", "buffer": file.encode()}
    )
    page.locator(".fix-entry").nth(2).wait_for()
    assert attack.split("\n")[0][:60].strip() in page.locator(".fix-made").inner_text()
    assert page.locator("#correcting img, #correcting iframe, #correcting style, base").count() == 0
    assert opened.marks == 2
    opened.quiet()
