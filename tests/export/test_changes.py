"""What changed between two stories: each kind of change is told, and of a story and itself there is none."""

from dataclasses import replace

import pytest
from click.testing import CliRunner

from geomap.cli import main
from geomap.export import save
from geomap.export.changes import changes
from geomap.export.changes_text import changes_markdown
from geomap.model import Journey, Stop, StopTime
from tests.big_stories import big_story
from tests.stories import small_story

OLD = small_story()
(JOURNEY,) = OLD.journeys
(FLIGHT,) = OLD.documents
ANADYR, NOME, SEA = OLD.places


def told(**new: object) -> list[str]:
    """Give the changes of a story of which something is different, each as a line."""
    return [
        f"{section.heading}: {change.what} {change.name}: {change.detail}"
        for section in changes(OLD, replace(OLD, **new))
        for change in section.changes
    ]


def journey(**new: object) -> tuple[Journey, ...]:
    return (replace(JOURNEY, **new),)


def test_a_place_is_known_again_by_its_name_without_its_diacritics():
    pinned = replace(NOME, id="pin-0123456789ab", name="Nóme")
    mentions = tuple(replace(m, place=pinned.id) if m.place == NOME.id else m for m in OLD.mentions)
    stops = tuple(replace(s, place=pinned.id) if s.place == NOME.id else s for s in JOURNEY.stops)
    legs = tuple(
        replace(
            leg,
            origin=pinned.id if leg.origin == NOME.id else leg.origin,
            destination=pinned.id if leg.destination == NOME.id else leg.destination,
        )
        for leg in JOURNEY.legs
    )
    lines = told(places=(ANADYR, pinned, SEA), mentions=mentions, journeys=journey(stops=stops, legs=legs))
    assert lines == ["Places: changed Nóme: name Nóme (was: Nome)"]


def test_of_a_story_and_itself_nothing_changed(sample):
    assert changes(sample, sample) == ()
    assert changes(sample, type(sample).from_json(sample.to_json())) == ()
    assert "Nothing" in changes_markdown(sample, sample)


def test_an_article_is_known_again_by_its_path_or_by_its_hash():
    assert told(documents=(replace(FLIGHT, sha256="1" * 64),)) == [
        "Articles: changed The flight: its text was edited"
    ]
    assert told(documents=(replace(FLIGHT, id="d1", path="b/flight.txt"),)) == [
        "Articles: changed The flight: path b/flight.txt (was: a/flight.txt)"
    ]


def test_added_and_removed_articles_are_told_apart():
    more = replace(FLIGHT, id="d2", path="more.txt", title="More", sha256="2" * 64)
    assert told(documents=(FLIGHT, more)) == ["Articles: added More: more.txt"]
    both = replace(OLD, documents=(FLIGHT, more))
    (section,) = changes(both, OLD)
    assert [(c.what, c.name) for c in section.changes] == [("removed", "More")]


def test_what_is_said_of_an_article_is_told():
    other = replace(FLIGHT, title="The long flight", published="2024-03-06", source="AP")
    (line,) = told(documents=(other,))
    assert line == (
        "Articles: changed The long flight: title The long flight (was: The flight); published 6 March 2024 "
        "(stated) (was: 5 March 2024 (stated)); source AP (was: unknown)"
    )


def test_a_name_that_is_placed_elsewhere_has_moved():
    elsewhere = replace(NOME, id="gn1", lat=32.0, lon=-99.0, admin1="Texas")
    lines = told(
        places=(ANADYR, elsewhere, SEA),
        mentions=(OLD.mentions[0], replace(OLD.mentions[1], place="gn1", alternatives=()), OLD.mentions[2]),
        journeys=journey(
            stops=(JOURNEY.stops[0], replace(JOURNEY.stops[1], place="gn1")),
            legs=(replace(JOURNEY.legs[0], destination="gn1", geodesic_km=6000.0),),
        ),
    )
    assert lines[0].startswith("Places: changed Nome: moved by 5,")
    assert "Texas" in lines[0]
    assert "Alaska" in lines[0].split("was:")[1]
    assert [line.split(":")[0] for line in lines] == ["Places", "Journeys"]  # the stop is the same, moved
    assert "6,000 km" in lines[1]


def test_a_place_that_is_nowhere_named_any_more_is_removed():
    here, away = Stop(ANADYR.id, "happened"), JOURNEY.stops[1:]
    lines = told(mentions=OLD.mentions[:1], unplaced=(), journeys=journey(stops=(here,), legs=()))
    assert "Places: removed Nome: village, Alaska, United States, 64.501° N, 165.406° W" in lines
    assert away[0].place == NOME.id


@pytest.mark.parametrize(
    ("stop", "line"),
    [
        ({"status": "planned"}, "stop Nome: planned (was: reported)"),
        ({"inferred": True}, "stop Nome: reported, inferred (was: reported)"),
        ({"when": StopTime("2024-03-07", "stated")},
         "stop Nome: reported, 7 March 2024 (stated) (was: reported)"),
    ],
)  # fmt: skip
def test_a_stop_whose_status_or_date_is_another_is_told(stop, line):
    stops = (JOURNEY.stops[0], replace(JOURNEY.stops[1], **stop))
    assert told(journeys=journey(stops=stops)) == [f"Journeys: changed Ana Ruiz: {line}"]


def test_stops_and_legs_come_and_go_and_change_their_order():
    back = replace(JOURNEY.legs[0], origin=NOME.id, destination=ANADYR.id)
    there_and_back = journey(stops=(*JOURNEY.stops, Stop(ANADYR.id, "planned")), legs=(*JOURNEY.legs, back))
    assert [line.removeprefix("Journeys: added Ana Ruiz: ") for line in told(journeys=there_and_back)] == [
        "stop Anadyr (planned)",
        "leg Nome – Anadyr (reported, by air, 816 km, straight line, not the track taken)",
    ]
    turned = told(journeys=journey(stops=JOURNEY.stops[::-1], legs=(back,)))
    assert "Journeys: changed Ana Ruiz: order of the stops: Nome – Anadyr (was: Anadyr – Nome)" in turned


@pytest.mark.parametrize(
    ("leg", "words"),
    [({"mode": "sea"}, "by sea"), ({"status": "happened"}, "happened"), ({"geodesic_km": 900.0}, "900 km")],
)
def test_a_leg_that_is_another_is_told(leg, words):
    (line,) = told(journeys=journey(legs=(replace(JOURNEY.legs[0], **leg),)))
    assert line.startswith("Journeys: changed Ana Ruiz: leg Anadyr – Nome: ")
    assert words in line.split("was:")[0]
    assert words not in line.split("was:")[1]


def test_a_traveller_of_another_name_with_the_same_stops_is_the_same():
    assert told(journeys=journey(traveller="Ruiz")) == [
        "Journeys: changed Ruiz: the traveller is now Ruiz (was: Ana Ruiz)"
    ]
    other = Journey("j2", "Bo Li", (Stop(SEA.id, "planned"),))
    assert told(journeys=(JOURNEY, other))[-1] == "Journeys: added Bo Li: Bering Sea"
    assert "Journeys: removed Ana Ruiz: Anadyr – Nome" in told(journeys=())


def test_figures_disagreements_and_names_without_a_place_are_told():
    (claim, *_), (disagreement, *_) = OLD.claims, OLD.disagreements
    assert told(claims=(replace(claim, verdict="disagree"), *OLD.claims[1:]))[0].startswith(
        f"Figures in the articles: changed “{claim.text}” (The flight): does not fit the map (was: "
    )
    assert told(claims=())[0].startswith("Figures in the articles: removed")
    assert told(disagreements=())[0].startswith("Where the articles disagree: removed")
    assert told(disagreements=(replace(disagreement, note="Three."),))[0].endswith(
        f"Three. (was: {disagreement.note})"
    )
    assert told(unplaced=()) == ["Names without a place: removed “Atlantis”: "]


def test_another_gazetteer_or_option_is_told_first():
    lines = told(gazetteer=replace(OLD.gazetteer, release="2027.1"), options={"home": "Alaska"})
    assert lines == [
        "How it was made: changed Gazetteer: geomap 2027.1 (was: geomap 2026.11)",
        "How it was made: changed --home: Alaska (was: not given)",
    ]


def test_text_of_articles_cannot_become_markup():
    attack = "![x](http://evil.example/x.png)\n# <script>alert(1)</script> `"
    text = changes_markdown(OLD, replace(OLD, documents=(replace(FLIGHT, title=attack),)))
    assert "<script" not in text
    assert "](" not in text.replace("\\]\\(", "")
    assert [line for line in text.splitlines() if line.startswith("#")] == [
        "# What changed: Ana Ruiz: Anadyr – Nome", "## Articles",
    ]  # fmt: skip


def test_big_stories_are_compared_in_time():
    one = big_story(400, places=1200, journeys=40)
    other = replace(one, journeys=tuple(replace(j, traveller=f"X {j.traveller}") for j in one.journeys))
    (section,) = changes(one, other)
    assert len(section.changes) == len(one.journeys)


def run(*arguments: str):
    return CliRunner().invoke(main, arguments)


def test_the_command_takes_a_story_and_a_page(tmp_path):
    old, new = tmp_path / "old.json", tmp_path / "new.html"
    save(OLD, old)
    save(replace(OLD, title="Another"), new)
    answer = run("changes", str(old), str(new))
    assert answer.exit_code == 0
    assert "- changed **Title**: Another (was: Ana Ruiz: Anadyr – Nome)" in answer.stdout
    (tmp_path / "article.txt").write_text("Nome", encoding="utf-8")
    answer = run("changes", str(old), str(tmp_path / "article.txt"))
    assert answer.exit_code == 3
    assert "article.txt: holds no story" in answer.stderr
    assert run("changes", str(old), str(tmp_path / "nowhere.json")).exit_code == 2


def test_an_export_says_what_changed_since_the_file_that_it_overwrites(tmp_path):
    page, new = tmp_path / "story.html", tmp_path / "new.json"
    save(OLD, page)
    save(replace(OLD, title="Another"), new)
    answer = run("export", str(new), "-o", str(page), "--force", "--since", str(page))
    assert answer.exit_code == 1  # the story has a file that failed
    assert "**Title**" in answer.stdout
    answer = run("export", str(new), "-o", "-", "--format", "md", "--since", str(page))
    assert answer.exit_code == 2
    assert "--since" in answer.stderr
