"""Corrections made in the served page: kept beside the articles; map, legs and figures move at once."""

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import expect
from werkzeug.serving import make_server

from geomap.cli import main
from geomap.pipeline import build
from geomap.web import Editable, create_app
from tests.browser.conftest import Opened
from tests.browser.test_accessibility import findings
from tests.browser.test_attacks import ATTACKS

pytestmark = pytest.mark.browser

FIRST = """Ana Ruiz rides to Portland

Seattle, 4 March 2024 - Ana Ruiz left Seattle on Monday by train. On Tuesday she arrived in Portland.
The journey from Seattle to Portland is 145 miles. Portland greeted her with rain.
"""
SECOND = """Why she went

Vienna, 6 March 2024 - Friends in Portland had waited for Ana Ruiz for years. Their club Xyzwick 😀 cheered.
"""
LEFT = "(n) => document.querySelector('[data-left]').dataset.left === String(n)"
MAINE = "gn4975802"
MARK = "li[data-place=gn5746545]"


@dataclass
class Served:
    """A served folder with its page open in the browser."""

    opened: Opened
    folder: Path

    @property
    def page(self):
        return self.opened.page

    @property
    def records(self) -> list[dict]:
        return json.loads((self.folder / "geomap-corrections.json").read_text(encoding="utf-8"))["records"]

    def correct(self, mention: str) -> None:
        """Open the panel on a name."""
        if self.page.locator("#correcting").is_hidden():
            self.page.locator("#correct").click()
        self.page.locator(f"[data-mention={mention}]").click()

    def wait(self, words: str) -> None:
        """Wait until the page says something, as a screen reader would hear it."""
        self.page.wait_for_function(
            "(words) => document.querySelector('#live').textContent.includes(words)", arg=words
        )

    def reopen(self) -> None:
        self.page.reload()
        self.page.wait_for_function("() => Geomap.desk")


@pytest.fixture
def served(visit, tmp_path, gazetteer) -> Iterator[Served]:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text(FIRST, encoding="utf-8")
    (folder / "b.txt").write_text(SECOND, encoding="utf-8")
    workspace = Editable.open([folder], gazetteer=gazetteer)
    server = make_server("127.0.0.1", 0, create_app(workspace), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield Served(visit(f"http://127.0.0.1:{server.server_port}/", height=1000), folder)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_another_candidate_moves_marks_legs_and_figures_and_stays(served):
    page = served.page
    assert "233 km" in page.locator("li[data-leg='1']").inner_text()
    assert "fits the map" in page.locator("#checks").inner_text()
    served.correct("d1m4")
    page.locator("#fix-scope").select_option("everywhere")
    page.locator(".fix-choice", has_text="Maine").click()
    served.wait("is now Portland")
    assert page.locator(f"[data-mark={MAINE}]").count() == 1
    assert page.locator(MARK).count() == 0
    assert page.locator(f"#articles [data-place={MAINE}]").count() == 5
    leg = page.locator("li[data-leg='1']").inner_text()
    assert "233 km" not in leg
    assert "does not fit the map" in page.locator("#checks").inner_text()
    assert [r["value"]["id"] for r in served.records] == [MAINE]
    served.reopen()
    assert page.locator("li[data-leg='1']").inner_text() == leg
    page.keyboard.press("e")
    page.locator("[data-tab=list]").click()
    page.locator(".fix-entry button").click()
    served.wait("Undone")
    assert page.locator(MARK).count() == 1
    assert "233 km" in page.locator("li[data-leg='1']").inner_text()
    served.opened.quiet()


def test_all_alike_are_rejected_in_an_article_and_everywhere(served):
    page = served.page
    served.correct("d1m7")
    page.locator("[data-key=reject]").click()
    served.wait("is not a place")
    assert page.locator("#articles [data-place=gn5746545]").count() == 1
    page.keyboard.press("Control+z")
    served.wait("Undone")
    served.correct("d1m7")
    page.locator("#fix-scope").select_option("everywhere")
    page.locator("[data-key=reject]").click()
    page.wait_for_function("() => !document.querySelector('#articles [data-place=gn5746545]')")
    assert page.locator("li[data-leg]").count() == 0
    served.opened.quiet()


def test_what_is_seen_stays_where_it_was(served):
    page = served.page
    page.locator("#query").fill("rain")
    page.locator("#results a").first.wait_for()
    page.locator(f"{MARK} .why summary").click()
    page.evaluate("void geomap_map.setView([47, -121], 6, { animate: false })")
    served.correct("d1m4")
    view = page.evaluate("[geomap_map.getCenter().lat, geomap_map.getZoom()]")
    page.locator("[data-key=accept]").click()
    served.wait("accepted")
    assert page.evaluate("[geomap_map.getCenter().lat, geomap_map.getZoom()]") == view
    assert page.locator("#query").input_value() == "rain"
    assert page.locator(f"{MARK} .why").get_attribute("open") is not None
    assert page.locator("[data-mark=gn5746545]").get_attribute("aria-current") == "true"
    assert page.locator(".leaflet-popup").count() == 0  # the panel says it, and the map stays in sight
    assert page.evaluate("document.activeElement.id") == "correcting-heading"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.dataset.mention") == "d1m4"
    served.opened.quiet()


def test_a_place_is_searched_and_a_pin_dropped(served):
    page = served.page
    served.correct("d1m7")
    page.locator("#fix-scope").select_option("here")
    page.locator("[data-key=another]").click()
    page.locator("#fix-query").fill("Tripoli")
    page.locator("details .fix-choice", has_text="Libya").first.click()
    served.wait("is now Tripoli")
    page.locator("[data-key=own]").click()
    page.locator("[data-key=pin]").click()
    page.keyboard.press("Enter")
    page.locator("#fix-spot-name").fill("The pier")
    page.locator("[data-key=put]").click()
    served.wait("is now The pier")
    assert page.locator("li[data-place^=pin-] h3 a").text_content() == "The pier"
    assert [r["value"]["name"] for r in served.records] == ["Tripoli", "The pier"]
    assert "overruled" in page.locator(".fix-made").inner_text()
    served.opened.quiet()


def test_a_missed_name_is_marked_and_placed(served):
    page = served.page
    served.page.keyboard.press("e")
    page.locator("[data-tab=find]").click()
    page.locator("#fix-words").fill("xyzwick")
    page.locator(".fix-choice").click()
    page.locator("[data-key=own]").click()
    page.locator("#fix-spot").fill("48.2, 16.4")
    page.keyboard.press("Enter")
    served.wait("is marked as a place name")
    assert page.locator("#correcting-heading").inner_text() == "“Xyzwick”"
    [record] = served.records
    anchor = record["target"]["anchor"]
    assert SECOND[anchor["start"] : anchor["end"]] == "Xyzwick"
    assert page.locator("li[data-place^=pin-]").first.get_attribute("data-lat") == "48.2"
    served.opened.quiet()


def test_stops_and_legs_are_confirmed_dated_named_and_taken_out(served):
    page = served.page
    page.keyboard.press("e")
    page.locator(".way [data-stop=gn5746545] h4 a").click()
    page.locator("#fix-day").fill("2024-03-05")
    page.keyboard.press("Enter")
    served.wait("2024-03-05")
    assert "5 March 2024" in page.locator(".way [data-stop=gn5746545]").inner_text()
    page.locator("li[data-leg='1'] a").first.click()
    page.locator("#fix-name").fill("The Cascades")
    page.keyboard.press("Enter")
    served.wait("Leg named")
    assert "The Cascades" in page.locator("li[data-leg='1']").inner_text()
    page.locator("[data-key=reject]").click()
    served.wait("taken out")
    assert page.locator("li[data-leg]").count() == 0
    states = [r["action"] for r in served.records]
    assert states == ["date", "name", "reject"]
    served.opened.quiet()


def test_a_stop_goes_where_its_day_fits_and_is_followed(served):
    page = served.page
    page.set_viewport_size({"width": 1280, "height": 560})
    page.keyboard.press("e")
    page.locator(".way [data-stop] h4 a", has_text="Seattle").click()
    page.locator("#fix-day").fill("2024-03-06")
    page.keyboard.press("Enter")
    served.wait("2024-03-06")
    assert page.locator(".way .stop h4").all_inner_texts() == ["Portland", "Seattle"]
    assert "2 of 2" in page.locator("#correcting .minor").first.inner_text()
    expect(page.locator(".way [data-stop=gn5809844]")).to_be_in_viewport()
    served.opened.quiet()


def test_the_review_goes_on_until_nothing_is_left(served):
    page = served.page
    page.keyboard.press("e")
    page.locator("[data-key=start-review]").click()
    left = page.locator("[data-left]")
    count = int(left.get_attribute("data-left"))
    assert page.locator(".fix-progress").inner_text().startswith(f"{count} of {count} left")
    page.locator("[data-key=accept]").focus()
    for n in range(count - 1, -1, -1):
        page.keyboard.press("a")
        page.wait_for_function(LEFT, arg=n)
    assert left.inner_text() == "Nothing is left to review"
    page.wait_for_function("() => !Geomap.desk._turns.busy")
    served.reopen()
    page.keyboard.press("e")
    page.locator("[data-tab=review]").click()
    assert left.inner_text() == "Nothing is left to review"
    served.opened.quiet()


def test_articles_are_pasted_dropped_and_taken_out(served):
    page = served.page
    page.keyboard.press("e")
    page.locator("[data-tab=articles]").click()
    page.locator("#fix-title").fill("On to Boise")
    page.locator("#fix-text").fill("Boise, 7 March 2024 - Ana Ruiz then went to Boise.")
    page.locator("[data-key=add]").click()
    served.wait("Added")
    assert page.locator("article[data-document]").count() == 3
    page.evaluate("""() => {
      const data = new DataTransfer();
      const text = "Spokane in spring\\n\\nSpokane, 8 March 2024 - It rained in Spokane.";
      data.items.add(new File([text], "spring.txt"));
      for (const type of ["dragover", "drop"]) {
        const init = { dataTransfer: data, bubbles: true, cancelable: true };
        document.body.dispatchEvent(new DragEvent(type, init));
      }
    }""")
    page.wait_for_function("() => document.querySelectorAll('article[data-document]').length === 4")
    assert sorted(p.suffix for p in served.folder.rglob("*.txt")) == [".txt"] * 4
    page.locator("[data-key='out a.txt']").click()
    served.wait("taken out")
    assert page.locator("article[data-document]").count() == 3
    assert (served.folder / "a.txt").exists()
    served.opened.quiet()


def test_a_colleagues_file_is_merged_and_both_sides_are_shown(served):
    page = served.page
    served.correct("d1m4")
    page.locator("#fix-scope").select_option("here")
    page.locator(".fix-choice", has_text="Maine").click()
    served.wait("is now")
    theirs = json.loads(json.dumps(served.records[0]))
    theirs |= {"by": "Beth", "made": "2030-01-01T00:00:00Z"}
    theirs["value"] |= {
        "id": "gn4841001",
        "name": "Portland",
        "lat": 41.57,
        "lon": -72.64,
        "admin1": "Connecticut",
    }
    del theirs["id"]
    page.locator("[data-tab=list]").click()
    page.locator("#fix-merge").set_input_files({
        "name": "beth.json", "mimeType": "application/json",
        "buffer": json.dumps({"geomap_corrections": 1, "records": [theirs], "withdrawn": []}).encode(),
    })  # fmt: skip
    page.locator(".fix-both .fix-entry").nth(1).wait_for()
    both = page.locator(".fix-both").inner_text()
    assert "Maine" in both
    assert "Connecticut" in both
    assert "by Beth" in both
    served.opened.quiet()


def test_a_correction_sits_after_an_edit_and_is_reported_when_its_words_are_gone(served, gazetteer):
    page = served.page
    served.correct("d1m4")
    page.locator("#fix-scope").select_option("here")
    page.locator(".fix-choice", has_text="Maine").click()
    served.wait("is now")
    path = served.folder / "a.txt"
    path.write_text(
        FIRST.replace("Seattle, 4", "By a reporter who saw it all.\n\nSeattle, 4"), encoding="utf-8"
    )
    story = build([served.folder], gazetteer=gazetteer)
    assert [o.state for o in story.corrections] == ["moved"]
    assert [m.text for m in story.mentions if m.place == MAINE] == ["Portland"]
    path.write_text(FIRST.replace(" On Tuesday she arrived in Portland.", ""), encoding="utf-8")
    story = build([served.folder], gazetteer=gazetteer)
    assert [o.state for o in story.corrections] == ["lost"]
    assert story.corrections[0].why


def test_what_the_server_refuses_is_said_and_changes_nothing(served):
    page = served.page
    served.correct("d1m4")
    page.evaluate("Geomap.desk.store._token = 'wrong'")
    page.locator("[data-key=reject]").click()
    page.locator(".fix-error:not(:empty)").wait_for()
    assert page.locator("[data-mention=d1m4]").count() == 1
    assert not (served.folder / "geomap-corrections.json").exists()


def test_read_only_shows_nothing_to_correct(served, visit, gazetteer):
    workspace = Editable.open([served.folder], gazetteer=gazetteer)
    server = make_server("127.0.0.1", 0, create_app(workspace, read_only=True), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        opened = visit(f"http://127.0.0.1:{server.server_port}/")
        opened.page.keyboard.press("e")
        assert opened.page.locator("#correct, #correcting").count() == 0
        opened.quiet()
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_what_a_file_saves_gives_what_the_server_gives(served, visit, tmp_path):
    """The same act in the exported page, given back to `geomap export`, leads to the same story."""
    runner = CliRunner()
    html, again = tmp_path / "story.html", tmp_path / "again.json"
    assert runner.invoke(main, ["export", str(served.folder), "-o", str(html)]).exit_code == 0
    opened = visit(html.as_uri(), height=1000)
    page = opened.page
    page.keyboard.press("e")
    page.locator("[data-mention=d1m4]").click()
    page.locator("#fix-scope").select_option("everywhere")
    page.locator(".fix-choice", has_text="Maine").click()
    with page.expect_download() as download:
        page.locator("[data-key=save]").click()
    saved = tmp_path / "saved.json"
    download.value.save_as(saved)
    arguments = ["export", str(served.folder), "-o", str(again), "--corrections", str(saved)]
    assert runner.invoke(main, arguments).exit_code == 0
    served.correct("d1m4")
    served.page.locator("#fix-scope").select_option("everywhere")
    served.page.locator(".fix-choice", has_text="Maine").click()
    served.wait("is now")
    ours, theirs = json.loads(again.read_text()), served.page.evaluate("Geomap.page.story")
    for key in ("mentions", "journeys", "claims"):
        assert ours[key] == theirs[key], key
    opened.quiet()


def test_a_keyboard_alone_reads_and_corrects(served):
    page = served.page
    press = page.keyboard.press

    def tab_to(test: str) -> None:
        for _ in range(80):
            if page.evaluate(f"(() => {{ const a = document.activeElement; return {test}; }})()"):
                return
            press("Tab")
        raise AssertionError(test)

    tab_to("a.closest('.way [data-stop=gn5746545]')")
    press("e")
    tab_to("a.dataset.key === 'tab find'")
    press("Enter")
    tab_to("a.id === 'fix-words'")
    page.keyboard.type("xyzwick")
    tab_to("a.classList.contains('fix-choice')")
    press("Enter")
    tab_to("a.dataset.key === 'own'")
    press("Enter")
    tab_to("a.dataset.key === 'pin'")
    press("Enter")
    for key in ("ArrowLeft", "ArrowUp", "Enter"):
        press(key)
    assert page.evaluate("document.activeElement.dataset.key") == "put"
    press("Enter")
    served.wait("marked as a place name")
    press("x")
    served.wait("is not a place")
    assert page.evaluate("document.activeElement.dataset.key") == "undo"
    press("Control+z")
    served.wait("Undone")
    press("Escape")
    press("Escape")
    tab_to("a.dataset.mention === 'd1m4'")
    press("Enter")
    assert page.locator("#correcting-heading").inner_text() == "“Portland”"
    press("2")
    served.wait("is now Portland")
    press("Escape")
    assert page.evaluate("document.activeElement.dataset.mention") == "d1m4"
    press("e")
    assert page.locator("#correcting").is_hidden()
    assert len(served.records) == 2
    served.opened.quiet()


@pytest.mark.parametrize("attack", [ATTACKS[0], ATTACKS[2], ATTACKS[4], ATTACKS[6]])
def test_hostile_words_in_corrections_are_shown_literally(served, attack):
    page = served.page
    marks = served.opened.marks
    page.keyboard.press("e")
    page.evaluate("(name) => { Geomap.desk.by = name; }", attack[:80])
    page.evaluate("Geomap.desk._showMention('d1m4')")
    page.locator("#fix-note").fill(attack)
    page.locator("[data-key=keep-note]").click()
    served.wait("Note kept")
    page.locator("[data-key=own]").click()
    page.locator("#fix-spot-name").fill(attack)
    page.locator("#fix-spot").fill("45.5, -122.6")
    page.locator("[data-key=put]").click()
    served.wait("is now")
    page.evaluate("Geomap.page.choose('leg', 1, 'list')")
    page.locator("#fix-name").fill(attack)
    page.keyboard.press("Enter")
    served.wait("Leg named")
    page.evaluate("Geomap.view.choose('leg', 1)")
    shown = page.evaluate("document.body.innerText")
    assert shown.count(attack.split("\n")[0][:60]) >= 3
    assert page.locator("iframe, base, img, #correcting style").count() == 0
    assert served.opened.marks >= marks
    served.opened.quiet()


def test_axe_finds_nothing_where_articles_are_added_and_sides_differ(served, visit):
    page = visit(served.page.url, bypass_csp=True, color_scheme="dark").page
    page.keyboard.press("e")
    page.locator("[data-tab=articles]").click()
    assert findings(page) == []
    page.locator("[data-mention=d1m4]").click()
    page.locator("[data-key=another]").click()
    page.locator("#fix-query").fill("Tripoli")
    page.locator("details .fix-choice").first.wait_for()
    assert findings(page) == []
    page.locator("details .fix-choice").first.click()
    page.locator(".fix-made button").wait_for()
    page.locator("[data-tab=list]").click()
    assert findings(page) == []


def test_acts_during_a_save_wait_their_turn_and_the_page_is_renewed_once(served):
    page = served.page
    pages = []
    page.on("response", lambda r: pages.append(r.url) if r.request.method == "GET" else None)
    page.route("**/api/corrections*", lambda route: (page.wait_for_timeout(300), route.continue_()))
    page.keyboard.press("e")
    page.locator("[data-tab=review]").click()
    left = page.locator("[data-left]")
    count = int(left.get_attribute("data-left"))
    page.locator("[data-key=accept]").focus()
    for n in range(1, 4):
        page.keyboard.press("a")
        page.wait_for_function(LEFT, arg=count - n)  # the next one at once, whatever the server does
    assert page.locator("#live").text_content() == "Saving …"
    served.wait("3 changes saved")
    assert len(pages) == 1
    kept = len(served.records)
    assert left.get_attribute("data-left") == str(count - 3)
    page.keyboard.press("x")
    page.keyboard.press("Control+z")
    served.wait("Undone")
    assert len(served.records) == kept
    assert left.get_attribute("data-left") == str(count - 3)
    served.opened.quiet()


def test_what_waits_behind_a_failure_is_said_and_comes_back(served):
    page = served.page
    page.keyboard.press("e")
    page.locator("[data-tab=review]").click()
    count = int(page.locator("[data-left]").get_attribute("data-left"))
    page.evaluate("Geomap.desk.store._token = 'wrong'")
    page.route("**/api/corrections*", lambda route: (page.wait_for_timeout(500), route.continue_()))
    page.locator("[data-key=accept]").focus()
    for _ in range(3):  # all three while the first is on its way
        page.keyboard.press("a")
    page.locator(".fix-error:not(:empty)").wait_for()
    assert "3 changes were not made" in page.locator(".fix-error").inner_text()
    page.wait_for_function(LEFT, arg=count)
    assert not (served.folder / "geomap-corrections.json").exists()


def test_a_name_is_made_longer_by_its_words(served):
    page = served.page
    page.keyboard.press("e")
    page.locator("[data-tab=find]").click()
    page.locator("#fix-words").fill("seattle to portland")
    assert page.locator("#correcting [role=status]").inner_text().startswith("1 time in the texts")
    page.locator(".fix-choice").click()
    page.locator("[data-key=accept]").click()
    served.wait("is marked as a place name")
    assert page.locator("#correcting-heading").inner_text() == "“Seattle to Portland”"
    assert page.locator("#articles [data-mention]", has_text="Seattle to Portland").count() == 1
    served.opened.quiet()


def test_each_name_has_its_own_scope_and_what_is_settled_is_spared(served):
    page = served.page
    served.correct("d1m4")
    page.locator("[data-key=own]").click()
    page.wait_for_function("() => document.querySelector('#fix-scope').value === 'here'")
    page.locator("#fix-spot").fill("45.6, -122.7")
    page.locator("[data-key=put]").click()
    served.wait("is now Portland")
    assert [r["target"]["scope"] for r in served.records] == ["here"]
    served.correct("d1m7")
    scope = page.locator("#fix-scope")
    assert scope.input_value() == "article"
    scope.select_option("everywhere")
    page.locator("[data-key=reject]").click()
    page.wait_for_function("() => !document.querySelector('#articles [data-place=gn5746545]')")
    assert page.locator("#articles [data-place^=pin-]").count() == 1
    page.locator("#articles [data-mention]", has_text="Seattle").first.click()
    assert scope.input_value() == "article"
    served.opened.quiet()


def test_an_article_without_text_is_asked_for(served):
    page = served.page
    page.keyboard.press("e")
    page.locator("[data-tab=articles]").click()
    page.locator("[data-key=add]").click()
    assert "no text yet" in page.locator(".fix-error").inner_text()
    assert page.evaluate("document.activeElement.id") == "fix-text"
    served.opened.quiet()


def test_correcting_puts_an_open_popup_away_and_keeps_the_choice(served):
    page = served.page
    page.locator("[data-mark=gn5746545]").click()
    page.locator(".leaflet-popup").wait_for()
    page.locator("#correct").click()
    page.wait_for_function("() => !document.querySelector('.leaflet-popup')")
    assert page.locator("[data-mark=gn5746545]").get_attribute("aria-current") == "true"
    served.opened.quiet()


def test_on_a_phone_the_pin_falls_where_the_cross_stands(served, visit):
    page = visit(served.page.url, width=360, height=740, has_touch=True).page
    page.keyboard.press("e")
    page.evaluate("Geomap.desk._showMention('d1m4')")
    page.locator("[data-key=own]").click()
    page.locator("[data-key=pin]").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    lat, lon = (float(v) for v in page.locator("#fix-spot").input_value().split(", "))
    assert abs(lat - 45.52) < 0.2
    assert abs(lon + 122.68) < 0.2
