"""Stops in order over several documents, and where they disagree."""

import pytest

from geomap.journey import assemble_journeys
from geomap.journey.rails import Railways, Station
from tests.journey.telling import journeys, tell


def route(*texts, **more):
    analyses = [tell(text, document=f"d{n}", **more) for n, text in enumerate(texts, 1)]
    return journeys(*analyses)


def test_a_country_is_a_stop_only_where_nothing_finer_is_said():
    _, found = route("Anna Berg arrived in [Spain]. Anna Berg left [Lyon]. Anna Berg reached [Madrid].")
    assert found == [("Anna Berg", [("Lyon", "happened"), ("Madrid", "happened")])]
    assert route("Anna Berg arrived in [Spain].")[1] == [("Anna Berg", [("Spain", "happened")])]


def test_what_is_done_comes_before_what_is_planned():
    _, found = route("Anna Berg will travel to [Madrid]. She left [Paris] on Sunday. She has reached [Lyon].")
    assert [name for name, _ in found[0][1]] == ["Paris", "Lyon", "Madrid"]


def test_a_story_told_out_of_order_is_put_in_order():
    text = (
        "On Friday Anna Berg arrived in [Madrid]. She had left [Paris] on Monday and had stopped in [Lyon]."
    )
    assert [name for name, _ in route(text)[1][0][1]] == ["Paris", "Lyon", "Madrid"]


def test_a_return_is_a_stop_of_its_own():
    text = "Anna Berg flew from [Oslo] to [Paris] on Monday. On Friday she returned to [Oslo]."
    assert [name for name, _ in route(text)[1][0][1]] == ["Oslo", "Paris", "Oslo"]


def test_where_one_only_heads_for_is_planned_until_it_is_reached():
    assert route("Anna Berg left [Oslo] for [Paris].")[1][0][1][-1] == ("Paris", "planned")
    text = "Anna Berg left [Oslo] for [Paris]. From [Paris] she took a train to [Lyon]."
    assert ("Paris", "happened") in route(text)[1][0][1]


def test_documents_about_one_trip_make_one_journey():
    _, found = route("Anna Berg left [Paris] on Monday.", "Berg, Anna Berg, reached [Lyon] on Tuesday.")
    assert found[0] == ("Anna Berg", [("Paris", "happened"), ("Lyon", "happened")])


def test_two_people_are_not_merged_for_a_surname():
    _, found = route("Anna Berg arrived in [Oslo].", "Karl Berg arrived in [Oslo].")
    assert sorted(who for who, _ in found) == ["Anna Berg", "Karl Berg"]


def test_past_possible_and_cancelled_trips_stand_apart():
    text = (
        "Anna Berg flew from [Oslo] to [Paris] on Monday. She may travel to [Lyon]. Her visit to [Madrid] "
        "was called off. Ten years ago she had visited [Lisbon]."
    )
    found = {stops[0]: len(stops) for _, stops in route(text)[1]}
    assert found == {
        ("Oslo", "happened"): 2, ("Lyon", "possible"): 1, ("Madrid", "cancelled"): 1, ("Lisbon", "past"): 1,
    }  # fmt: skip


def test_legs_carry_length_bearing_mode_and_evidence():
    assembly, _ = route("Anna Berg took a train from [Paris] to [Lyon].")
    (leg,) = assembly.journeys[0].legs
    assert (leg.mode, leg.status, leg.inferred) == ("rail", "happened", False)
    assert leg.geodesic_km == pytest.approx(392, abs=3)
    assert leg.path_basis == "stations"
    assert leg.path_km > leg.geodesic_km
    assert leg.evidence == (assembly.movements[0].id,)


def inferred(*texts):
    assembly, _ = route(*texts)
    return [leg.inferred for leg in assembly.journeys[0].legs]


def test_a_leg_that_no_sentence_tells_is_inferred():
    assert inferred("Anna Berg visited [Paris] on Monday. She arrived in [Lyon] on Tuesday.") == [True]


def test_a_leg_is_stated_by_a_movement_that_spans_it_or_by_leaving_and_reaching():
    assert inferred("Anna Berg left [Paris] on Monday. She arrived in [Lyon] on Tuesday.") == [False]
    assembly, _ = route("Anna Berg departed from [Oslo] for [Paris] on Monday.", "Anna Berg reached [Kiel].")
    legs = assembly.journeys[0].legs
    assert [(leg.destination, leg.inferred) for leg in legs] == [("gm-kiel", False), ("gm-paris", False)]
    assert all(leg.evidence == (assembly.movements[0].id,) for leg in legs)


def test_a_leg_out_of_an_area_states_the_leg_from_the_last_stop_in_it():
    text = "Anna Berg visited [Paris] and arrived in [Lyon]. She returned from [France] to [Oslo]."
    assert inferred(text)[-1] is False


def test_a_flight_over_the_antimeridian_takes_the_short_way():
    assembly, _ = route("Anna Berg flew from [Suva] to [Apia].")
    (leg,) = assembly.journeys[0].legs
    assert leg.geodesic_km < 1300
    assert leg.path_basis == "geodesic"
    assert all(abs(lon) > 170 for _, lon in leg.path)


def test_dates_of_an_undated_document_come_from_the_others():
    dated = tell("Anna Berg arrived in [Oslo] on September 12, 2023.", document="d1")
    open_ = tell(
        "Anna Berg left [Kiel] on Sunday and reached [Oslo] on Tuesday.", document="d2", published=None
    )
    assembly, _ = journeys(dated, open_)
    stops = {s.place: s.when for s in assembly.journeys[0].stops}
    assert (stops["gm-kiel"].iso, stops["gm-kiel"].basis) == ("2023-09-10", "inferred")
    assert assembly.documents[1].published == "2023-09-12"
    assert assembly.documents[1].published_basis == "inferred"


def test_a_page_dated_long_after_its_text_is_not_trusted():
    text = "May 24, 2024\n\nAnna Berg, seen on September 12, 2023, reached [Oslo] on Tuesday."
    assembly, _ = journeys(tell(text, published="2024-05-24"))
    assert assembly.documents[0].published == "2023-09-12"
    assert assembly.movements[0].when.iso == "2023-09-12"
    assert "date of the page" in [d.topic for d in assembly.disagreements]


def test_a_direction_that_the_map_contradicts_is_a_disagreement():
    assembly, _ = route("[Lyon], 390 km north of [Paris], is big.", "[Lyon] lies north of [Paris].")
    (found,) = [d for d in assembly.disagreements if d.topic.startswith("direction")]
    assert {e.document for e in found.evidence} == {"d1", "d2"}


def test_two_days_for_one_arrival_are_a_disagreement():
    assembly, _ = route(
        "Anna Berg arrived in [Oslo] on 4 September 2023.", "Anna Berg arrived in [Oslo] on 6 September 2023."
    )
    assert "arrival in Oslo" in [d.topic for d in assembly.disagreements]


def test_the_same_analyses_give_the_same_journeys():
    texts = ("Anna Berg left [Paris] for [Lyon].", "Karl Berg went to [Oslo] and [Bergen].")
    assert route(*texts)[0] == route(*texts)[0]


def test_other_names_give_the_other_journey():
    """Nothing hangs on who travels or where: the same words about others tell the other journey."""
    text = (
        "{who} left [{a}] by train on Sunday for [{c}]. A radio said that {who}’s train had crossed the "
        "border and reached the town of [{b}]. {who} will meet the mayor in [{c}]."
    )
    for who, a, b, c in [
        ("Anna Berg", "Paris", "Lyon", "Marseille"),
        ("Paul Renard", "Hanoi", "Huế", "Ho Chi Minh City"),
    ]:
        _, found = route(text.format(who=who, a=a, b=b, c=c))
        assert found[0] == (who, [(a, "happened"), (b, "reported"), (c, "planned")])


def test_the_shortest_way_by_rail_changes_trains():
    lines = [
        Station("north", "A", 50.0, 0.0), Station("north", "B", 50.0, 1.0), Station("north", "C", 51.0, 1.0),
        Station("south", "B2", 50.01, 1.0), Station("south", "D", 50.0, 2.0),
    ]  # fmt: skip
    railways = Railways(lines)
    assert railways.path((50.0, 0.0), (50.0, 2.0)) == ((50.0, 0.0), (50.0, 1.0), (50.01, 1.0), (50.0, 2.0))
    assert railways.path((50.0, 0.0), (10.0, 10.0)) is None


def test_the_table_of_lines_has_stations_on_earth_in_order():
    stations = Railways.default().stations
    assert len({s.line for s in stations}) > 100
    assert all(-90 <= s.lat <= 90 and -180 <= s.lon <= 180 for s in stations)


def test_halts_on_the_way_come_before_what_is_made_for():
    text = "Anna Berg sailed from [Bergen] for [Lisbon]. She called at [Oslo]. She stopped in [Kiel]."
    assert [name for name, _ in route(text)[1][0][1]] == ["Bergen", "Oslo", "Kiel", "Lisbon"]


def test_a_border_that_was_crossed_by_rail_is_an_inferred_stop():
    text = "Anna Berg took a train from [Paris] to [Madrid]. The train {}."
    crossed = assemble_journeys([tell(text.format("crossed into [Spain]"))])
    (stop,) = [s for s in crossed.journeys[0].stops if s.inferred]
    (place,) = crossed.places
    assert (stop.place, place.country, place.kind) == (place.id, "ES/FR", "crossing")
    assert stop.evidence == (crossed.movements[1].id,)
    assert len(crossed.journeys[0].legs) == 2
    silent = assemble_journeys([tell(text.format("was late in [Spain]"))])
    assert not silent.places


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Anna Berg left [Oslo] on Monday. She stopped in [Kiel]. She reached [Paris] on Tuesday.",
            ["Oslo", "Kiel", "Paris"],
        ),
        (
            "Anna Berg went from [Oslo] to [Kiel]. She saw [Madrid]. In May she went from [Kiel] to [Oslo].",
            ["Oslo", "Kiel", "Oslo"],
        ),
        (
            "Anna Berg has returned to [Oslo]. She left [Bergen] on Monday and reached [Paris] on Tuesday.",
            ["Bergen", "Paris", "Oslo"],
        ),
        (
            "Anna Berg drove from [Paris] to [Madrid]. On the way she stopped in [Lyon] and [Barcelona].",
            ["Paris", "Lyon", "Barcelona", "Madrid"],
        ),
    ],
    ids=["undated beside its neighbours", "come back to", "begun with the end", "on the way"],
)
def test_stops_stand_in_the_order_of_the_trip(text, expected):
    assert [name for name, _ in route(text)[1][0][1]] == expected


def test_what_lies_decades_apart_is_two_journeys():
    text = "In May 1887 Anna Berg sailed from [Oslo] to [Kiel]. In May 1901 she travelled to [Lisbon]."
    found = route(text, published=None)[1]
    assert sorted(len(stops) for _, stops in found) == [1, 2]


def test_a_figure_that_speaks_of_something_else_is_not_held_against_the_journey():
    text = "Anna Berg left [Paris] on Monday and reached [Madrid], 40 km to the north, on Friday."
    (claim,) = [c for c in route(text)[0].claims if c.type == "distance"]
    assert claim.verdict != "disagree"


def test_a_figure_on_the_way_back_is_held_against_the_way_back():
    text = (
        "Anna Berg left [Oslo] for [Lyon] on 2 May 2019 and went on to [Marseille]. "
        "On 12 May she drove back to [Lyon], a drive of 280 km, and returned to [Oslo], 1,630 km."
    )
    assembly, _ = journeys(tell(text))
    assert [(c.origin, c.destination, c.verdict) for c in assembly.claims if c.type == "distance"] == [
        ("gm-marseille", "gm-lyon", "agree"),
        ("gm-lyon", "gm-oslo", "agree"),
    ]
