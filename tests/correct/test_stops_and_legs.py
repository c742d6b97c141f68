"""Stops and legs as a person has them: confirmed, dated, taken out, cut, named; never the wrong one."""

from dataclasses import replace
from itertools import pairwise

import pytest

from geomap.correct import Corrections, anchor_at, make_plan, outcomes_of
from geomap.geodesy import distance_km
from geomap.journey import assemble_journeys
from geomap.model import Correction, OfLeg, OfStop
from tests.journey.telling import ATLAS, tell

TOUR = tell(
    "Ana Ruiz left [Paris] on September 1, 2023 by train. She arrived in [Lyon] on September 2. From [Lyon] "
    "she travelled to [Marseille] on September 3. She will travel to [Barcelona] on September 20."
)
THERE_AND_BACK = tell(
    "Ana Ruiz left [Paris] on September 1, 2023. She arrived in [Lyon] on September 2. She returned to "
    "[Paris] on September 5, and arrived in [Oslo] on September 7."
)


def assembled(*records, analysis=TOUR):
    plan = make_plan(Corrections().with_records(records), [analysis.document])
    assembly = assemble_journeys([analysis], said=plan.routes)
    return assembly, outcomes_of(plan, assembly.corrections)


def names(assembly):
    name = {p.id: p.name for p in ATLAS.values()}
    return [[name[s.place] for s in j.stops] for j in assembly.journeys]


def stop(name, action, value=None, *, traveller="Ana Ruiz", anchors=(), **more):
    return Correction(action, OfStop(traveller, ATLAS[name], tuple(anchors)), value, **more)


def leg(a, b, action, value=None, **more):
    return Correction(action, OfLeg("Ana Ruiz", ATLAS[a], ATLAS[b]), value, **more)


def states(outcomes):
    return [o.state for o in outcomes]


def test_the_tour_is_told_as_it_should_be():
    assert names(assembled()[0]) == [["Paris", "Lyon", "Marseille", "Barcelona"]]
    assert names(assembled(analysis=THERE_AND_BACK)[0]) == [["Paris", "Lyon", "Paris", "Oslo"]]


def test_a_stop_is_taken_out_and_its_neighbours_are_joined():
    assembly, outcomes = assembled(stop("Lyon", "reject"))
    assert names(assembly) == [["Paris", "Marseille", "Barcelona"]]
    first = assembly.journeys[0].legs[0]
    paris, marseille = ATLAS["Paris"], ATLAS["Marseille"]
    straight = distance_km((paris.lat, paris.lon), (marseille.lat, marseille.lon))
    assert (first.origin, first.destination) == (paris.id, marseille.id)
    assert first.geodesic_km == pytest.approx(straight, abs=0.1)
    assert states(outcomes) == ["applied"]


@pytest.mark.parametrize("name", ["Paris", "Barcelona"])
def test_a_stop_at_the_end_is_taken_out(name):
    kept = [n for n in ["Paris", "Lyon", "Marseille", "Barcelona"] if n != name]
    assert names(assembled(stop(name, "reject"))[0]) == [kept]


def test_a_journey_without_stops_is_none():
    every = [stop(name, "reject") for name in ["Paris", "Lyon", "Marseille", "Barcelona"]]
    assert names(assembled(*every)[0]) == []


def test_a_journey_is_cut_at_a_leg():
    assembly, outcomes = assembled(leg("Lyon", "Marseille", "reject"))
    assert sorted(names(assembly)) == [["Marseille", "Barcelona"], ["Paris", "Lyon"]]
    assert {j.id for j in assembly.journeys} == {"j1", "j2"}
    assert all(len(j.legs) == len(j.stops) - 1 for j in assembly.journeys)
    assert states(outcomes) == ["applied"]


def test_a_confirmed_stop_happened():
    before, after = assembled()[0].journeys[0], assembled(stop("Barcelona", "confirm"))[0].journeys[0]
    assert before.stops[-1].status == "planned"
    assert (after.stops[-1].status, after.stops[-1].inferred) == ("happened", False)
    assert after.legs[-1].status == "happened"
    assert after.stops[:-1] == before.stops[:-1]


def test_a_confirmed_leg_happened_and_so_did_its_ends():
    after = assembled(leg("Marseille", "Barcelona", "confirm"))[0].journeys[0]
    assert (after.legs[-1].status, after.legs[-1].inferred) == ("happened", False)
    assert after.stops[-1].status == "happened"


def test_a_stop_is_dated():
    after = assembled(stop("Barcelona", "date", "2023-09-18"))[0].journeys[0]
    assert (after.stops[-1].when.iso, after.stops[-1].when.basis) == ("2023-09-18", "stated")


@pytest.mark.parametrize(
    ("name", "day", "wanted"),
    [
        ("Barcelona", "2023-09-01", ["Paris", "Barcelona", "Lyon", "Marseille"]),  # as near as can be
        ("Barcelona", "2023-08-30", ["Barcelona", "Paris", "Lyon", "Marseille"]),
        ("Paris", "2023-09-04", ["Lyon", "Marseille", "Paris", "Barcelona"]),
        (
            "Lyon",
            "2023-09-03",
            ["Paris", "Lyon", "Marseille", "Barcelona"],
        ),  # the same day contradicts nothing
    ],
)
def test_a_stop_goes_where_its_day_fits(name, day, wanted):
    assembly, outcomes = assembled(stop(name, "date", day))
    assert names(assembly) == [wanted]
    assert states(outcomes) == ["applied"]
    ends = [(leg.origin, leg.destination) for leg in assembly.journeys[0].legs]
    assert ends == [(ATLAS[a].id, ATLAS[b].id) for a, b in pairwise(wanted)]


def test_two_stops_that_are_dated_stand_in_the_order_of_their_days():
    later = [stop("Paris", "date", "2023-09-22"), stop("Lyon", "date", "2023-09-21")]
    assert names(assembled(*later)[0]) == [["Marseille", "Barcelona", "Lyon", "Paris"]]


def test_days_that_the_machine_read_move_nothing():
    """Only what a person dates moves, and past a month it moves only where the month contradicts it."""
    undated = tell(
        "Ana Ruiz went from [Paris] to [Lyon] in September 2023. From [Lyon] she went to [Marseille]."
    )
    told = names(assembled(analysis=undated)[0])
    assert names(assembled(stop("Marseille", "date", "2023-09-15"), analysis=undated)[0]) == told
    assert names(assembled(stop("Marseille", "date", "2023-08-31"), analysis=undated)[0]) == [
        ["Marseille", "Paris", "Lyon"]
    ]


def test_a_leg_that_a_correction_made_can_be_corrected():
    moved = [stop("Barcelona", "date", "2023-09-01"), leg("Paris", "Barcelona", "name", "The detour")]
    assembly, outcomes = assembled(*moved)
    assert [x.name for x in assembly.journeys[0].legs] == ["The detour", None, None]
    assert states(outcomes) == ["applied", "applied"]
    joined = [stop("Lyon", "reject"), leg("Paris", "Marseille", "confirm")]
    assembly, outcomes = assembled(*joined)
    assert assembly.journeys[0].legs[0].status == "happened"
    assert states(outcomes) == ["applied", "applied"]


def test_a_leg_is_named():
    after = assembled(leg("Paris", "Lyon", "name", "The fast part"))[0].journeys[0]
    assert [x.name for x in after.legs] == ["The fast part", None, None]


def test_of_two_stops_at_one_place_the_sentences_tell_which():
    """Paris is where she starts and where she returns; the anchor stands in the sentence of the return."""
    document = THERE_AND_BACK.document
    at = document.text.index("returned to")
    which = stop("Paris", "date", "2023-09-04", anchors=[anchor_at(document, at, at + 17)])
    assembly, outcomes = assembled(which, analysis=THERE_AND_BACK)
    assert states(outcomes) == ["applied"]
    assert [s.when and s.when.iso for s in assembly.journeys[0].stops][2] == "2023-09-04"
    assembly, outcomes = assembled(stop("Paris", "date", "2023-09-04"), analysis=THERE_AND_BACK)
    assert states(outcomes) == ["lost"]
    assert "2 times a stop of Ana Ruiz at Paris" in outcomes[0].why
    assert assembly.journeys == assembled(analysis=THERE_AND_BACK)[0].journeys


@pytest.mark.parametrize(
    ("record", "why"),
    [
        (stop("Hanoi", "confirm"), "there is no stop of Ana Ruiz at Hanoi any more"),
        (stop("Lyon", "confirm", traveller="Bo Li"), "there is no stop of Bo Li at Lyon any more"),
        (leg("Paris", "Marseille", "reject"), "there is no leg of Ana Ruiz from Paris to Marseille any more"),
        (leg("Lyon", "Paris", "name", "Back"), "there is no leg of Ana Ruiz from Lyon to Paris any more"),
    ],
)
def test_what_is_not_there_is_lost_and_nothing_else_is_touched(record, why):
    assembly, outcomes = assembled(record)
    assert [(o.state, o.why) for o in outcomes] == [("lost", why)]
    assert assembly.journeys == assembled()[0].journeys


def test_a_place_of_the_same_name_far_away_is_another():
    elsewhere = replace(ATLAS["Lyon"], id="gn1", lat=41.8, lon=-90.2)
    record = Correction("reject", OfStop("Ana Ruiz", elsewhere))
    assert states(assembled(record)[1]) == ["lost"]


def test_the_same_place_located_better_is_the_same():
    better = replace(ATLAS["Lyon"], id="pin-x", lat=45.76)
    assert states(assembled(Correction("reject", OfStop("Ana Ruiz", better)))[1]) == ["applied"]


def test_a_traveller_spelt_in_another_way_is_the_same():
    assert states(assembled(stop("Lyon", "confirm", traveller="ana ruiz"))[1]) == ["applied"]


def test_the_later_word_counts():
    records = [stop("Lyon", "reject"), stop("Lyon", "confirm")]
    assembly, outcomes = assembled(*records)
    assert names(assembly) == [["Paris", "Lyon", "Marseille", "Barcelona"]]
    assert states(outcomes) == ["overruled", "applied"]


def test_people_who_differ_about_a_stop_are_both_shown():
    ana = stop("Lyon", "date", "2023-09-01", by="Ana", made="2026-11-21T18:00:00Z")
    ben = stop("Lyon", "date", "2023-09-03", by="Ben", made="2026-11-21T17:00:00Z")
    assembly, outcomes = assembled(ana, ben)
    assert states(outcomes) == ["disputed", "disputed"]
    assert assembly.journeys[0].stops[1].when.iso == "2023-09-01"


def test_what_is_said_of_a_leg_that_is_taken_out_is_lost():
    records = [
        leg("Paris", "Lyon", "name", "The fast part"),
        stop("Lyon", "reject"),
        stop("Lyon", "date", "2023-09-01"),
    ]
    _, outcomes = assembled(*records)
    assert states(outcomes) == ["lost", "applied", "lost"]
    assert {o.why for o in outcomes if o.state == "lost"} == {
        "the leg is gone: a correction took it out",
        "the stop is gone: a correction took it out",
    }


def test_a_note_on_a_stop_is_kept():
    assembly, outcomes = assembled(stop("Lyon", "note", "ask her"))
    assert states(outcomes) == ["applied"]
    assert assembly.journeys == assembled()[0].journeys
