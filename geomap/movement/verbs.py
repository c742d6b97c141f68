"""Verbs and nouns of motion, by the frame that they open.

A frame says what the places around a word are to it: what its bare object is, what "in", "at" and "on"
mean, whether "for" names a destination, whether the destination is reached, and how one travels. The
tables hold words of general English; there is no name of a place or person in them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from geomap.model import Mode
from geomap.movement.lexicon import words

End = Literal["origin", "via", "destination"]
Form = Literal["base", "s", "past", "participle", "ing"]


class Frame(NamedTuple):
    """What places are to a word of motion.

    Attributes
    ----------
    object
        What a bare object is ("left X": origin; "visited X": destination), None if it takes none.
    strict
        The bare object must itself be the place ("reached X", not "reached a deal in X").
    at
        What "in", "at", "on" and "near" introduce.
    heads_for
        "for" introduces the destination ("left for X").
    reached
        The destination is reached when the motion is over ("arrived in", not "left for").
    carries
        The object, or the subject of the passive, is who travels ("was deported to").
    vehicle
        Motion only with a vehicle as object ("took a train to").
    weak
        Presence rather than motion ("met in"): counts for people only, and yields to any other frame.
    """

    name: str
    object: End | None = None
    strict: bool = False
    at: End | None = None
    heads_for: bool = False
    reached: bool = True
    carries: bool = False
    vehicle: bool = False
    weak: bool = False


ARRIVE = Frame("arrive", at="destination")
REACH = Frame("reach", object="destination", strict=True)
VISIT = Frame("visit", object="destination", at="destination")
LEAVE = Frame("leave", object="origin", strict=True, heads_for=True, reached=False)
FLEE = Frame("leave", object="origin", strict=True, heads_for=True)
DEPART = Frame("depart", object="origin", strict=True, at="origin", heads_for=True, reached=False)
HEAD = Frame("head", heads_for=True, reached=False)
GO = Frame("go")
SAIL = Frame("sail", heads_for=True)
CROSS = Frame("cross", object="via")
PASS = Frame("pass", object="via", strict=True)
STAY = Frame("stay", at="destination")
MEET = Frame("meet", at="destination", weak=True)
CARRY = Frame("carry", carries=True)
BOARD = Frame("board", at="origin", heads_for=True, reached=False, vehicle=True)
SET = Frame("set", at="destination", carries=True)
SEAT = Frame("seat", at="origin", heads_for=True, reached=False, carries=True, vehicle=True)
START = Frame("start", at="origin", heads_for=True, reached=False)
FINISH = Frame("finish", at="destination")
HOLD = Frame("hold", at="destination", carries=True)
BE = Frame("be", at="destination", weak=True)
RESIDE = Frame("reside", at="destination", weak=True)
SIGHT = Frame("sight", at="destination", carries=True, weak=True)
DUE = Frame("due", at="destination")
TAKE = Frame("take", at="origin", heads_for=True, vehicle=True)

# lemma, or lemma/past/participle where they are irregular; "lemma+particle" where the particle is needed.
_VERBS: tuple[tuple[Frame, str], ...] = (
    (
        ARRIVE,
        """
        arrive land dock disembark alight berth anchor moor touch+down show+up turn+up pull+in
        pull+into put/put/put+in put/put/put+into
        check+in make/made/made+landfall come/came/come+ashore roll+into
        roll+in settle resettle step+off tie/tied/tied+up go/went/gone+ashore crash-land
        set/set/set+foot end+up wind/wound/wound+up draw/drew/drawn+into drop+anchor turn+back
        step+down fetch+up take/took/taken+job take/took/taken+residence make/made/made+home
        take/took/taken+post limp+into emerge surface reappear resurface establish+quarters
        take/took/taken+refuge find/found/found+refuge
        seek/sought/sought+refuge get/got/got+off accept+post accept+job wash+up put/put/put+up set/set/set+up
    """,
    ),
    (REACH, """
        reach enter approach make/made/made+it gain
    """),
    (VISIT, """
        visit tour inspect pay/paid/paid+visit take/took/taken+in
    """),
    (LEAVE, """
        leave/left/left exit quit/quit/quit vacate abandon
    """),
    (FLEE, """
        flee/fled/fled escape
    """),
    (
        DEPART,
        """
        depart embark take/took/taken+off set/set/set+sail set/set/set+out set/set/set+off pull+out
        push+off start+out start+off lift+off cast/cast/cast+off put/put/put+sea
    """,
    ),
    (HEAD, """
        head make/made/made+for set/set/set+course change+course strike/struck/struck+out steam+for backtrack
    """),
    (
        GO,
        """
        go/went/gone travel come/came/come return move proceed continue journey fly/flew/flown
        drive/drove/driven walk march ride/rode/ridden cycle hike trek row paddle swim/swam/swum
        climb wander stroll limp stagger trudge hitchhike commute rush hurry race speed/sped/sped
        emigrate immigrate migrate relocate accompany follow+to get/got/got+to make/made/made+way
        carry+on push+on press+on descend ascend ferry steam motor taxi ski sledge crawl advance+on
        drift backpack trundle roll pedal canoe kayak
        run/ran/run+from jet hop get/got/got+as get/got/got+from hurry dash gallop trot
        push turn strike/struck/struck wind/wound/wound swing/swung/swung veer slip slide/slid/slid edge
        loop press double steer work bear/bore/borne fight/fought/fought drop break/broke/broken sneak
        creep/crept/crept tramp plod sweep/swept/swept straggle retreat venture decamp abscond amble bicycle
        fall/fell/fallen+back
    """,
    ),
    (SAIL, """
        sail cruise voyage
    """),
    (CROSS, """
        cross recross ford traverse transit
    """),
    (PASS, """
        pass bypass+through round skirt clear circle overfly/overflew/overflown
    """),
    (
        STAY,
        """
        stop halt pause overnight rest stay camp lodge refuel call+at stop+off stop+over
        spend/spent/spent sleep/slept/slept shelter disembark winter holiday vacation
        break/broke/broken+journey have/had/had+lunch have/had/had+dinner have/had/had+breakfast
        change+planes change+trains lunch dine linger encamp bivouac recuperate convalesce recover bunker wait
        touch+at load discharge unload make+home
        tarry hide/hid/hidden
    """,
    ),
    (MEET, """
        meet/met/met attend speak/spoke/spoken+at gather convene play perform lecture assemble rejoin
        reunite compete race open exhibit preach join enlist brief address consult
        negotiate inaugurate
    """),
    (
        CARRY,
        """
        deport divert reroute redirect
        invite evacuate expel extradite transfer repatriate airlift exile banish escort
        bring/brought/brought take/took/taken fly/flew/flown drive/drove/driven transport ferry
        carry send/sent/sent smuggle rush move lead/led/led row march+prisoner shuttle
        bus whisk tow lure admit ship move airlift haul convey conduct post assign summon recall
        bear/bore/borne spirit draft
    """,
    ),
    (SET, """
        land deposit drop put/put/put+down set/set/set+down put/put/put+ashore set/set/set+ashore
    """),
    (HOLD, """
        arrest rearrest detain capture recapture apprehend jail imprison intern intercept rescue hospitalise
        hospitalize pick+up catch/caught/caught strand quarantine hold/held/held lock keep/kept/kept release
        billet station ring tag
    """),
    (SIGHT, """
        see/saw/seen spot sight film find/found/found lose/lost/lost photograph track trace locate show
        welcome greet receive treat marry baptise baptize wound injure mob crown ordain sentence
        try/tried/tried question interrogate rob ambush stab interview execute hang/hung/hanged flog cheer
    """),
    (RESIDE, """
        live reside remain grow/grew/grown+up study educate teach/taught/taught work serve train enrol
        enroll graduate die fall/fell/fallen+sick fall/fell/fallen+ill
    """),
    (SEAT, """
        put/put/put load place
    """),
    (BOARD, """
        board
    """),
    (TAKE, """
        take/took/taken hitch thumb catch/caught/caught ride/rode/ridden hop get/got/got
    """),
)  # fmt: skip

MODE_OF_VERB: dict[str, Mode] = {
    **dict.fromkeys(("fly", "airlift", "land", "take+off", "touch+down", "lift+off"), "air"),
    **dict.fromkeys(
        ("sail", "dock", "berth", "anchor", "moor", "cruise", "voyage", "row", "paddle", "steam", "ferry",
         "set+sail", "put+in", "tie+up", "make+landfall", "call+at", "cast+off", "canoe", "kayak"), "sea"),
    **dict.fromkeys(("drive", "cycle", "hitchhike", "motor", "taxi", "bus", "pedal"), "road"),
    **dict.fromkeys(
        ("walk", "march", "hike", "trek", "climb", "wander", "stroll", "limp", "stagger", "trudge", "ford",
         "ski", "crawl", "backpack"), "foot"),
}  # fmt: skip
"""How one travels, where the verb alone says it."""

_NOUNS: tuple[tuple[Frame, str], ...] = (
    (Frame("trip", at=None, heads_for=True, reached=False), """
        trip journey voyage flight ride drive walk march trek passage pilgrimage expedition
        excursion cruise crossing travels hike odyssey leg stage run detour hop dash
    """),
    (Frame("visit", object=None, at="destination"), """
        visit visits tour tours stopover stop stay holiday vacation layover sojourn honeymoon halt
        landfall stops stopovers stays halts layovers call calls nights weekend
    """),
    (Frame("arrival", at="destination"), """
        arrival landing entry
    """),
    (Frame("departure", at="origin", heads_for=True, reached=False), """
        departure exit escape flight exodus evacuation
    """),
    (Frame("return"), """
        return homecoming
    """),
    (Frame("removal"), """
        deportation extradition transfer repatriation exile relocation
    """),
    (Frame("meeting", at="destination", weak=True), """
        meeting summit talks reunion encounter meetings consultations negotiations concert concerts
    """),
)  # fmt: skip

VEHICLES: dict[str, Mode | None] = {
    **dict.fromkeys(words("""
        train trains locomotive carriage express sleeper tram metro railcar railway subway
    """), "rail"),
    **dict.fromkeys(words("""
        plane planes aircraft jet jets airliner flight airplane helicopter helicopters airship
        balloon seaplane glider boeing airbus
    """), "air"),
    **dict.fromkeys(words("""
        ship ships boat boats ferry ferries vessel vessels yacht yachts steamer liner freighter
        trawler ketch sloop cutter dhow clipper trimaran sailboat schooner submarine frigate barge
        raft dinghy hovercraft catamaran tanker canoe kayak steamship brig lugger tug carrier icebreaker
        barque bark galleon whaler collier packet cruiser caravel
    """), "sea"),
    **dict.fromkeys(words("""
        car cars bus buses coach truck trucks lorry lorries motorcade convoy van vans taxi cab
        vehicle vehicles
        minibus jeep limousine motorcycle bicycle bike caravan wagon motorbike scooter ambulance
    """), "road"),
    **dict.fromkeys(words("""
        foot
    """), "foot"),
}  # fmt: skip
"""Vehicles, with the way of travelling that they give."""
WAYS: dict[str, Mode] = {"road": "road", "motorway": "road", "rail": "rail", "air": "air", "sea": "sea"}
"""Words that give a way of travelling after "by"."""


class Verb(NamedTuple):
    """One reading of a verb form."""

    lemma: str
    particle: str | None
    frame: Frame
    form: Form

    @property
    def mode(self) -> Mode | None:
        """How one travels, where the verb alone says it."""
        key = f"{self.lemma}+{self.particle}" if self.particle else self.lemma
        return MODE_OF_VERB.get(key) or MODE_OF_VERB.get(self.lemma)


_DOUBLING = words("""
    stop quit ship row bus swim get set put hop transfer step expel ski run commit plan cancel scrap
    travel refer jet trek jog nip drop spot slip tag enrol pedal
""")


def _inflect(lemma: str) -> Iterator[tuple[str, Form]]:
    """Give the forms of a regular verb."""
    vowels = "aeiou"
    doubled = lemma in _DOUBLING
    yield lemma, "base"
    if lemma[-1] == "y" and lemma[-2] not in vowels:
        yield lemma[:-1] + "ies", "s"
    else:
        yield lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x", "o")) else "s"), "s"
    if lemma.endswith("e"):
        past, ing = lemma + "d", (lemma if lemma.endswith("ee") else lemma[:-1]) + "ing"
    elif lemma[-1] == "y" and lemma[-2] not in vowels:
        past, ing = lemma[:-1] + "ied", lemma + "ing"
    else:
        past, ing = lemma + "ed", lemma + "ing"
    yield past, "past"
    yield past, "participle"
    yield ing, "ing"
    if doubled:
        yield lemma + lemma[-1] + "ed", "past"
        yield lemma + lemma[-1] + "ed", "participle"
        yield lemma + lemma[-1] + "ing", "ing"


def inflections(entry: str) -> Iterator[tuple[str, Form]]:
    """Give the forms of ``lemma`` or ``lemma/past/participle``, each with its name."""
    lemma, *irregular = entry.split("/")
    for word, form in _inflect(lemma):
        if not irregular or form not in {"past", "participle"}:
            yield word, form
    if irregular:
        yield irregular[0], "past"
        yield irregular[1], "participle"
    if lemma in {"lie", "die"}:
        yield lemma[:-2] + "ying", "ing"


def _verb_table() -> dict[str, tuple[Verb, ...]]:
    table: dict[str, list[Verb]] = {}
    for frame, entries in _VERBS:
        for entry in entries.split():
            stem, _, particle = entry.partition("+")
            lemma = stem.split("/")[0]
            for word, form in inflections(stem):
                table.setdefault(word, []).append(Verb(lemma, particle or None, frame, form))
    return {word: tuple(verbs) for word, verbs in table.items()}


VERB_FORMS = _verb_table()
"""Each form of each verb of motion, with its readings in the order of the tables."""

NOUNS: dict[str, Frame] = {word: frame for frame, words in reversed(_NOUNS) for word in words.split()}
"""Nouns of motion and of presence."""
