"""Sort the words that govern a place name by what they say about it.

From a word to classes such as ``office`` ("president", "army") or ``space`` ("coast", "capital"). The lists
are general English of news prose, written from knowledge of the language; no corpus's names are in them.
"""

from __future__ import annotations

from collections import defaultdict


def _words(text: str) -> list[str]:
    return text.split()


CLASSES = {
    "space": _words(
        "border borders coast coastline capital region regions territory territories city cities town "
        "towns village villages river rivers lake side east west north south northeast northwest "
        "southeast southwest part parts area areas island islands soil mainland airport airports port "
        "ports harbour harbor street streets road roads outskirts suburb suburbs centre center heart "
        "interior mountains hills forest forests desert valley peninsula province provinces district "
        "districts county state states shore shores waters sea bay beach frontier land lands "
        "countryside site sites factory factories plant plants base bases bridge station hospital "
        "hospitals university museum hotel prison camp camps farm farms rest corner tip edge downtown "
        "airspace skies railway highway neighbourhood neighborhood zone zones reservoir dam canal"
    ),
    "event": _words(
        "war wars conflict crisis forum summit conference earthquake quake flood floods floods "
        "drought famine fire fires storm hurricane election elections games olympics festival fair "
        "exhibition battle siege bombing blast explosion massacre outbreak epidemic pandemic genocide "
        "revolution riots protests trip tour visit journey flight leg marathon attack attacks "
        "invasion occupation front frontline bureau office"
    ),
    "office": _words(
        "president leader leaders government governments minister ministers ministry premier "
        "chancellor king queen emperor prince ruler rulers regime parliament congress senate military "
        "army navy forces troops soldiers police ambassador ambassadors embassy officials official "
        "authorities spokesman spokeswoman spokesperson delegation delegate delegates envoy diplomats "
        "diplomat party media intelligence agency agencies administration cabinet council court "
        "courts judges generals general commander chief secretary representative citizens people team "
        "teams squad captain coach players player side champions athletes manager defender striker "
        "goalkeeper bank central foreign defence defense state-run ruling prime lawmakers mps voters "
        "rebels guards guard"
    ),
    "deed": _words(
        "withdrawal decision plan plans program programme programs effort efforts proposal claim "
        "claims request demand demands support policy policies response refusal attempt attempts "
        "aggression ambition ambitions involvement role interest interests needs position stance "
        "strategy commitment commitments promise threat threats warning statement announcement "
        "accusation denial recognition offer aid sanctions handling acceptance opposition relations "
        "relationship ties allies ally enemies friend partner partners rival rivals economy budget "
        "debt exports imports currency trade arsenal weapons missiles missile nuclear war entry "
        "membership accession victory win defeat loss independence own ability right might power "
        "influence security military counteroffensive offensive isolation move first goal goals bid"
    ),
    "say": _words(
        "said says say saying told tells announced announces confirmed confirms denied denies accused "
        "accuses claimed claims insisted insists warned warns urged urges called calls condemned "
        "condemns blamed blames declared declares stated states asked asks demanded demands vowed "
        "vows pledged pledges promised promises suggested suggests argued argues reported reports "
        "admitted acknowledged criticised criticized replied"
    ),
    "act": _words(
        "wants want wanted hopes hope hoped agreed agrees decided decides refused refuses rejected "
        "rejects supported supports opposed opposes backed backs recognised recognized recognise "
        "recognize joined joins signed signs sent sends gave gives offered offers provided provides "
        "supplied supplies imposed imposes lifted launched launches attacked attacks invaded invades "
        "annexed captured seized bombed fired tested develops developed tries tried seeks sought "
        "needs need plans planned prepared intends intended fears believes believe considers "
        "considered sees withdrew withdraws won wins beat beats lost defeated defeat scored scores "
        "played plays competed competes qualified entered ranked hosted hosts faces faced leads led "
        "drew bought buys sold sells paid exported exports imported owes owns controls controlled "
        "ruled rules governed became becomes remains ratified adopted banned approved voted elected "
        "ordered expelled deployed helped helps aided threatened threatens allowed allows abandoned "
        "condemned responded reacted retaliated"
    ),
    "motion": _words(
        "arrive arrives arrived arriving travel travels traveled travelled traveling travelling go "
        "goes went going gone come comes came return returns returned returning move moves moved "
        "moving flee flees fled fly flies flew flown sail sails sailed drive drove driven walk walked "
        "visit visits visited visiting trip trips journey tour tours leave leaves left leaving depart "
        "departed enter enters entered entering reach reaches reached cross crossed crossing ship "
        "shipped shipments flight flights emigrated immigrated migrated deported exiled escaped "
        "escape settled settle lived live lives living born died based located situated held "
        "stationed deployed settled raised educated studied worked headquartered found resides "
        "resided relocated transferred toured commute shipped exported imported evacuated"
    ),
    "relation": _words(
        "talks talk relations relation ties deal deals agreement agreements alliance alliances "
        "cooperation treaty treaties tension tensions negotiations negotiation dispute disputes pact "
        "war wars peace trade summit meeting meetings partnership relationship rivalry friendship "
        "border match game matches games test final draw conflict contacts dialogue consultations "
        "understanding accord accords union support sanctions hostility hostilities pressure attack "
        "attacks aggression victory win defeat loss friendly fixture series"
    ),
    "transfer": _words(
        "sell sells sold selling supply supplies supplied supplying give gives gave given giving "
        "provide provides provided providing transfer transfers transferred lend loan loans pay paid "
        "buy buys bought buying purchase purchased receive receives received receiving ask asked seek "
        "sought demand support grant granted offer offered aid assistance help concessions belong "
        "belongs belonged according thanks due close similar ambassador envoy adviser advisor threat "
        "opposition opposed loyal allegiance permission independence pressure"
    ),
    "invade": _words(
        "invasion invasions occupation annexation liberation conquest capture siege bombing "
        "bombardment map parts part rest south north east west capital city town village region "
        "province area side people population history geography coast areas regions outside inside "
        "half corner city centre center middle heart university bank gulf sea island tour streets "
        "roads most much out republic kingdom county state outskirts ruins bishop archbishop diocese "
        "battle"
    ),
    "rule": _words(
        "president minister premier king queen emperor ruler leader government governor ambassador "
        "embassy army flag national anthem team member members citizen citizens representative behalf "
        "interests influence policy policies power support help aid captain coach constitution "
        "parliament name invasion allies ally enemy recognition approval side role request invitation "
        "defeat victory"
    ),
    "play": _words(
        "match matches game games cup final semi-final semifinal quarter-final goal goals score "
        "scored win wins won lose lost beat defeat defeated draw debut cap caps capped squad team "
        "teams test tests qualifier qualifiers tournament championship championships medal medals "
        "olympics batsman bowler innings wickets wicket midfielder striker player players football "
        "rugby cricket hockey national represented represent representing eurovision contest"
    ),
    "define": _words(
        "is was country nation municipality commune village town city suburb district located "
        "situated"
    ),
}  # fmt: skip


def _by_word() -> dict[str, tuple[str, ...]]:
    table: dict[str, list[str]] = defaultdict(list)
    for name, words in CLASSES.items():
        for word in dict.fromkeys(words):
            table[word].append(name)
    return {word: tuple(names) for word, names in table.items()}


GOVERNORS = _by_word()
"""Each word's classes."""
