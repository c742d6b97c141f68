"""Words that carry grammar: prepositions, connectives, auxiliaries, control, hedges, heads of subjects.

Closed classes of English, and open classes cut to what journeys need. No name of a place or person.
"""

from __future__ import annotations

from functools import cache
from typing import Literal

Certainty = Literal["happened", "reported", "planned", "possible", "cancelled", "none"]


@cache
def words(text: str) -> frozenset[str]:
    """Give the words of a text as a set; asked again, it is the same set."""
    return frozenset(text.split())


ORIGIN_PREPOSITIONS = words("from")
DESTINATION_PREPOSITIONS = words("to into onto toward towards")
VIA_PREPOSITIONS = words("via through across over past along")
AT_PREPOSITIONS = words("in at on near outside off inside around")
OTHER_PREPOSITIONS = words("""
    of with without by about between among against under during since despite about for amid behind
    beyond within like per than except including following concerning regarding alongside beside
    besides up down
""")
PREPOSITIONS = (
    ORIGIN_PREPOSITIONS | DESTINATION_PREPOSITIONS | VIA_PREPOSITIONS | AT_PREPOSITIONS | OTHER_PREPOSITIONS
)

DETERMINERS = words("""
    the a an this that these those his her its their our my your each every some any no another both
    all one
""")
POSSESSIVE_PRONOUNS = words("his her its their our my your whose")
SUBJECT_PRONOUNS = words("he she they it we i who which")

SUBORDINATORS = words("""
    where which who whose whom while after before because although though as when until once if
    unless so whereas amid ahead despite during whether that since how why lest provided but yet
""")
"""Words at which a clause ends for the places on its right."""

AUXILIARIES = words("""
    have has had having is are was were be been being am do does did 've 're 'd 'm get got
""")
NEGATIONS = words("""
    not never n't cannot no neither nor without don't doesn't didn't won't wouldn't can't couldn't
    hasn't haven't hadn't isn't aren't wasn't weren't don’t doesn’t didn’t won’t wouldn’t can’t
    couldn’t hasn’t haven’t hadn’t isn’t aren’t wasn’t weren’t rarely seldom hardly barely
""")
MODALS: dict[str, Certainty] = {
    "may": "possible", "might": "possible", "could": "possible", "can": "possible", "cannot": "possible",
    "would": "planned", "should": "planned", "will": "planned", "shall": "planned", "won't": "planned",
    "won’t": "planned", "wouldn't": "planned", "wouldn’t": "planned", "'ll": "planned", "’ll": "planned",
    "must": "planned", "can't": "possible", "can’t": "possible", "couldn't": "possible",
    "couldn’t": "possible",
}  # fmt: skip

CONTROL: dict[str, Certainty] = {
    **dict.fromkeys(
        words("""
            expected expects expect scheduled due set planned plans plan planning wants want wanted
            wanting intends intend intended intending agreed agrees agree decided decides preparing
            prepares prepared ready poised slated going vowed promised aims aimed determined
            arranged ordered supposed hopes hope hoped hoping bound booked resolved pledged asked
            told instructed urged invited prepare willing eager anxious is are was were meant needs
        """),
        "planned",
    ),
    **dict.fromkeys(
        words("""
            likely unlikely considering considers considered threatened threatens tempted trying
            tries tried attempted attempts attempting attempt allowed permitted free welcome able
            offered offers seeking seeks sought possible
        """),
        "possible",
    ),
    **dict.fromkeys(
        words("""
            believed said reported thought understood rumoured rumored alleged known presumed
            appears appear appeared seems seem seemed claimed claims suspected assumed
        """),
        "reported",
    ),
    **dict.fromkeys(
        words("""
            managed manages began begins begun begin started continued continues came forced made
            helped had have has proceeded obliged compelled happened used enough
        """),
        "happened",
    ),
    **dict.fromkeys(
        words("""
            failed fails refused refuses declined declines unable wished wishes wish longed longs
            dreamed dreamt dreams dream love loved like liked reluctant unwilling forbidden forgot
            afraid hates hated yearned yearns impossible too
        """),
        "none",
    ),
}
"""What a word before "to" makes of the verb after it; "none" means that nothing is said to happen."""

GERUND_CONTROL: dict[str, Certainty] = {
    **dict.fromkeys(
        words("""
            consider considers considered considering mulls mulling contemplates contemplating
            suggested proposed discussed imagined
        """), "possible"),
    **dict.fromkeys(
        words("plans planning planned"), "planned"),
    **dict.fromkeys(
        words("avoid avoids avoided avoiding without refuse risk instead of missed skipped"), "none"),
    **dict.fromkeys(
        words("began started continued finished kept resumed stopped"), "happened"),
}  # fmt: skip

WISHES = words("""
    wish wishes wished longed longs dream dreams dreamed dreamt dreaming longing yearned yearning
    fantasised nostalgia homesick
""")

HEDGES: dict[str, Certainty] = {
    **dict.fromkeys(
        words("reportedly allegedly apparently purportedly supposedly evidently rumoredly"), "reported"),
    **dict.fromkeys(
        words("possibly perhaps maybe potentially probably conceivably presumably hopefully"), "possible"),
}  # fmt: skip

POSSIBILITY = words("""
    possible possibility conceivable imaginable chance likelihood fears fear feared doubt doubtful
""")
"""Words before "that" which leave open whether the clause is so."""

REPORTING = words("""
    said says say saying reported reports report told tells announced announces believes believe
    believed claims claimed confirmed confirms wrote writes stated states added adds according
    citing suggests suggested indicated indicates revealed reveals disclosed noted quoted thinks
    learned learnt
""")

SUPPOSING = words("""
    supposed supposes assumed assumes imagined imagines presumed presumes guessed guesses suspected suspects
    feared pretended pretends dreamed dreamt
""")
"""Words after which somebody else's idea of the way follows, not the way."""
BREAKING_OFF = words("""
    turned died killed sank crashed arrested captured caught intercepted failed abandoned collapsed gave
    returned detained shot drowned perished
""")
"""Words after which "before reaching X" tells of a place that was not reached."""
UNTRUE = words("""
    invention fiction legend myth fable fabrication nonsense fantasy untrue false impossible doubtful unlikely
    lie rumour rumor conjecture
""")
"""What is said of a clause that opens a sentence ("That she went to X is a legend")."""

DENYING = words("denied denies deny denying dismissed dismisses rejected rejects refuted refutes rebutted")
"""Words of saying that what follows is not so."""

CANCELLING = words("""
    cancelled canceled cancels cancel scrapped scraps postponed postpones abandoned axed aborted
    shelved dropped suspended skipped scrubbed skip skips skipping omit omits omitted forgo
""")
CANCELLED_PARTICLES = {"called": "off", "call": "off", "calls": "off", "fell": "through", "falls": "through",
                       "ruled": "out", "broken": "off", "put": "off", "calling": "off", "breaking": "off",
                       "putting": "off", "came": "to_nothing"}  # fmt: skip
PAST_CUES = words("previously formerly")
PAST_ADJECTIVES = words("previous earlier last past former prior")
PLANNED_ADJECTIVES = words("""
    planned upcoming forthcoming scheduled expected next future coming envisaged intended proposed
    imminent
""")
POSSIBLE_ADJECTIVES = words("""
    possible potential conceivable imaginable hypothetical prospective likely rumoured mooted
""")
CANCELLED_ADJECTIVES = words("cancelled canceled aborted abandoned scrapped postponed")

LIGHT_VERBS = words("""
    make makes made making pay pays paid paying take takes took taken taking undertake undertook
    undertakes begin begins began begun start starts started starting complete completed completes
    conclude concluded continue continued finish finished end ended embark embarked go goes went
    going gone set is was were are be been on had has have cut resume resumed join joined break
    broke broken interrupt interrupted do did does return returned returns returning arrived arrives
    arrive announced announces announce planned plans plan planning cancelled canceled cancels
    postponed postpones called call abandoned scrapped consider considering considers considered
    contemplating mulling wants want wanted
""")
OCCURRING = words("""
    place held happen happens happened occur occurs occurred go went begin begins began start starts
    started come comes came proceed follow follows followed scheduled planned cancelled canceled
    postponed called scrapped due set expected abandoned dropped shelved axed
""")  # fmt: skip
"""Heads of what is said of a visit that decide whether it takes place."""

PLACE_NOUNS = words("""
    city town village port capital state province region district territory soil coast border
    frontier area island islands valley shore shores bank banks outskirts suburb suburbs station
    airport harbour harbor harbors center centre north south east west northeast northwest southeast
    southwest side part parts peninsula settlement hamlet county kingdom republic resort camp base
    oasis pier quay end edge foot mouth heart municipality metropolis commune oblast mountains hills
    waters airspace enclave exclave bay gulf strait lake river sea mainland interior hub stronghold
    crossing checkpoint pass bridge
""")
"""Nouns that "of" or apposition joins to a place's name ("the town of X")."""

TERRITORY = words("territory soil waters airspace side border coast land territories shores")
"""Nouns that turn an adjective of a country into a place ("Russian territory")."""

COMPASS_ADJECTIVES = words("""
    north south east west northern southern eastern western northeastern northwestern southeastern
    southwestern central nearby neighbouring neighboring remote far coastal inland distant upper
    lower
""")

OFFICES = words("""
    leader president minister premier chancellor king queen prince princess emperor empress pope
    dictator ruler ambassador envoy governor mayor senator secretary general admiral chief commander
    chairman chairwoman director spokesman spokeswoman official officials diplomat captain colonel
    lieutenant sergeant bishop archbishop cardinal sheikh sultan shah tsar premier monarch lawmaker
    congressman congresswoman dignitary
""")
PEOPLE_NOUNS = OFFICES | words("""
    aunt uncle cousin cousins nephew nephews niece nieces grandson granddaughter stepson twin twins widow
    widower fiancé fiancée bride groom brother-in-law sister-in-law son-in-law father-in-law mother-in-law
    colleague colleagues neighbour neighbours neighbor neighbors assistant assistants deputy manager managers
    servant servants owner boss partner partners
    man men woman women boy girl child children people person family families couple wife husband
    son sons daughter daughters brother brothers sister sisters mother father parents grandmother
    grandfather friend friends crew team squad delegation delegations group party expedition mission
    entourage band orchestra choir fleet crowd refugees refugee migrants migrant passengers
    passenger tourists tourist pilgrims pilgrim students student scientists scientist athletes
    athlete journalists journalist reporter reporters correspondent writer author poet painter
    artist doctor doctors nurse nurses aide aides inspectors monitors observers settlers survivors
    survivor prisoners prisoner detainees exiles evacuees hostages victims villagers residents
    locals guests guest members leaders presidents ministers officers officer king guard bodyguard
    climbers mountaineers mountaineer explorers explorer sailors sailor pilots pilot driver drivers
    rider riders walkers cyclist cyclists hikers hiker travellers traveller travelers traveler
    captain skipper navigator botanist geologist engineer merchant trader nun monk priest missionary
    missionaries teacher teachers lawyer professor biologist suspect suspects fugitive fugitives
    gang envoys diplomats representatives lawmakers committee commission council others everyone
    somebody someone pair trio duo two three both duke duchess earl lord lady
""")
ONE_PERSON = words("""
    man woman boy girl teenager youth toddler pensioner retiree veteran survivor fugitive suspect prisoner
    convict inmate hostage victim defector dissident exile emigrant immigrant migrant refugee stowaway
    deserter thief robber burglar gunman attacker killer murderer kidnapper hijacker smuggler trafficker
    trader dealer banker broker merchant businessman businesswoman tycoon billionaire lawyer judge mediator
    negotiator politician statesman lawmaker campaigner activist climber mountaineer swimmer runner rower
    cyclist trekker hiker walker biker motorcyclist skier surfer diver sailor yachtsman yachtswoman aviator
    flyer flier balloonist astronaut cosmonaut adventurer adventuress explorer traveller traveler backpacker
    pilgrim wanderer nomad footballer cricketer boxer golfer striker goalkeeper athlete singer dancer drummer
    musician pianist violinist composer conductor actor actress performer filmmaker photographer cameraman
    journalist reporter correspondent blogger writer author novelist poet playwright painter artist sculptor
    architect scholar scientist professor lecturer economist historian anthropologist archaeologist
    geographer mathematician physicist chemist biologist botanist geologist naturalist surgeon inventor
    engineer printer apprentice preacher missionary nun monk priest friar imam rabbi trucker courier
    doctor nurse inspector detective dutchman frenchman englishman irishman welshman scotsman norseman
    frenchwoman englishwoman dutchwoman irishwoman monarch mediator
    contestant champion visitor newcomer sultan envoy fisherman carpenter shepherd pope circus troupe
    caravan
""")
"""Nouns of one person, who may be named elsewhere."""
ANIMALS = words("""
    animal animals bird birds osprey ospreys eagle eagles stork storks crane cranes turtle turtles whale
    whales shark sharks seal seals wolf wolves bear bears elephant elephants swan swans goose geese tern terns
    albatross falcon penguin penguins dolphin dolphins cuckoo cuckoos godwit godwits swallow swallows swift
    swifts salmon eel eels tiger lynx leopard vulture vultures pelican owl hawk loggerhead pigeon humpback
    walrus butterfly butterflies dog cat horse
""")
"""Animals that travel by themselves, or are followed."""
PEOPLE_NOUNS |= ONE_PERSON | ANIMALS
TROOPS = words("""
    troops forces army armies soldiers brigade regiment battalion division militants fighters rebels
    tanks tank military militia insurgents warplanes bombers drones drone missiles missile
    paratroopers infantry artillery marines units armed-forces corps battalions brigades regiments
    warship warships squadron
""")
THINGS = words("""
    letter letters message messages order orders words word missile missiles rocket rockets drone
    drones shipment shipments goods weapon weapons book books film song speech news idea ideas
    influence cargo aid grain oil gas supplies supply exports imports materiel munitions ammunition
    parcel package money funds text report reports storm hurricane typhoon virus disease plague fire
    smoke flood water data signal signals call statement policy war conflict talks prices trade
    decision deal plan plans road highway line route railway pipeline river path trail street bridge
    parade ball body remains equipment food medicine headquarters quarters numbers papers computers
    containers trailers towers rivers powers matters flowers fires plants restaurants doors floors motors
    reactors tractors colours colors trees committees fees specimen career
""")
"""What may "arrive" without a traveller."""

INSTITUTIONS = words("""
    agency ministry council forum times committee university bank party news department office union
    court association company corporation group institute foundation police navy army assembly
    parliament house airlines airways railway railways post herald tribune journal television radio
    press service monday tuesday wednesday thursday friday saturday sunday january february march
    april may june july august september october november december street avenue road square airport
    station hotel
""")
"""Words that make a run of capitalised words something else than a person or ship."""

TITLES = words("""
    mr mrs ms miss dr sir dame lady lord prof professor president king queen prince princess
    minister captain general admiral secretary chancellor pope senator governor mayor
""")
FEMALE = words("""
    mrs ms miss dame lady queen princess duchess empress actress businesswoman chairwoman
    spokeswoman congresswoman nun sister mother daughter wife woman girl grandmother aunt
""")
MALE = words("""
    mr sir lord king prince duke emperor pope chairman spokesman congressman monk brother father son
    husband man boy grandfather uncle
""")
NOT_ADVERBS = words("""
    family italy july only supply reply assembly rally early daily weekly monthly ally bully fly
""")
ADVERBS = words("""
    also already later then now still just soon finally again even once often always recently first last
    ever yet eventually next only almost together back over alone afterwards since meanwhile instead
    once early late officially already subsequently thereafter briefly abruptly all both himself
    herself themselves further about easily at_last now duly twice thus
""")
