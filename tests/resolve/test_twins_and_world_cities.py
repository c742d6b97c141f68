"""Names that a city, a region and a country share, in sentences of our own, and what a careful reader takes.

Each place is given as its sort (``c`` country, ``r`` first-level region, ``p`` point), its country, and its
region where that is what tells it from another.
"""

import pytest

from geomap.resolve import resolve
from tests.resolve.bracketed import read

SENTENCES = {
    "[Paris], Texas and the big red barn.": "p/US/Texas",
    "Tourists in [Venice] complained about the new entrance fee.": "p/IT",
    "The film festival in [Venice] opened with a film from [Iran].": "p/IT; c/IR",
    "He travelled from [Rome] to [Venice] and [Naples].": "p/IT; p/IT; p/IT",
    "She flew from [Madrid] to [Granada] and took the train to [Toledo].": "p/ES; p/ES; p/ES",
    "A summit in [Geneva] brought the two presidents together.": "p/CH",
    "[London], Ont., will host the fair.": "p/CA/Ontario",
    "[London], Ontario, will host the fair.": "p/CA/Ontario",
    "[Camberwell], Victoria, saw heavy rain.": "p/AU/Victoria",
    "[Cambridge], Massachusetts": "p/US/Massachusetts",
    "[Cambridge], Mass., was quiet.": "p/US/Massachusetts",
    "A man from [Perth], Scotland, won.": "p/GB",
    "[Calgary], Alberta (CP) - Rain fell.": "p/CA/Alberta",
    "[Newcastle], NSW, is a port.": "p/AU/New South Wales",
    "[Newport], Wales, is a port.": "p/GB",
    "[Birmingham], Ala. was quiet": "p/US/Alabama",
    "[Hamilton], Bermuda, was quiet": "p/BM",
    "[Hamilton], New Zealand, was quiet": "p/NZ",
    "[Richmond], Surrey": "p/GB",
    "[Boston], Lincolnshire, was quiet": "p/GB",
    "[Valencia], Venezuela, saw protests.": "p/VE",
    "[Athens], Ga.": "p/US/Georgia",
    "[Athens], Georgia, is a college town.": "p/US/Georgia",
    "He left [New York] for [London].": "p/US; p/GB",
    "She flew from [New York] to [Tokyo] on Monday.": "p/US; p/JP",
    "Flights to [New York] were cancelled.": "p/US",
    "They arrived in [New York] late.": "p/US",
    "He moved to [Washington] in May.": "p/US",
    "Offices in [London], [New York] and [Madrid] closed.": "p/GB; p/US; p/ES",
    "[New York], [New Jersey] and [Connecticut] voted.": "r/US; r/US; r/US",
    "The governor of [New York] resigned.": "r/US",
    "[New York] Governor Ann Lee resigned.": "r/US",
    "[New York] state legislators met in [Albany].": "r/US; p/US",
    "The [New York] legislature passed a bill.": "r/US",
    "[New York] voters will decide.": "r/US",
    "Upstate [New York] had snow.": "r/US",
    "Shops in [Buenos Aires] were closed.": "p/AR",
    "[Buenos Aires] province governor spoke.": "r/AR",
    "He left [Porto] for [Lisbon].": "p/PT; p/PT",
    "She travelled from [Santiago] to [Valparaiso].": "p/CL; p/CL",
    "A summit in [Brussels] ended.": "p/BE",
    "The train left [Kyiv] for [Warsaw].": "p/UA; p/PL",
    "Missiles struck [Kyiv] overnight.": "p/UA",
    "[Kyiv] Oblast was hit.": "r/UA",
    "[Tokyo] was shaken by the quake.": "p/JP",
    "[Beijing] was covered in smog.": "p/CN",
    "[Shanghai] port was shut.": "p/CN",
    "He flew from [Luxembourg] to [Paris].": "p/LU; p/FR",
    "He travelled from [Mexico] to [Guatemala].": "c/MX; c/GT",
    "[Panama] and [Costa Rica] signed.": "c/PA; c/CR",
    "[Kuwait] and [Iraq] share a border.": "c/KW; c/IQ",
    "[Mexico] will play [Guatemala].": "c/MX; c/GT",
    "[Guatemala] has a new president.": "c/GT",
    "Trade between [Mexico] and [Canada].": "c/MX; c/CA",
    "[Djibouti] hosts bases.": "c/DJ",
    "[Germany] and [France] met.": "c/DE; c/FR",
    "[Russia] and [Georgia] fought in 2008.": "c/RU; c/GE",
    "[Vietnam] and [Laos] signed.": "c/VN; c/LA",
    "[China] and [Taiwan] trade.": "c/CN; c/TW",
    "[Congo] and [Rwanda] met.": "c/CD; c/RW",
    "[Yemen] and [Oman] talk.": "c/YE; c/OM",
    "A lorry overturned in [Plymouth] and police closed the A38.": "p/GB",
    "The dockyard at [Plymouth] employs thousands, the Royal Navy said.": "p/GB",
    "The BBC reported floods in [Plymouth] and [Exeter].": "p/GB; p/GB",
    "Liverpool, Manchester and [Boston]": "p/US",
    "[Manchester] police said.": "p/GB",
    "[Wellington] and [Christchurch] had rain.": "p/NZ; p/NZ",
    "The mayor of [Portland], Oregon, spoke.": "p/US/Oregon",
    "The road from [Perth] to [Dundee].": "p/GB; p/GB",
    "The road from [Perth] to [Bunbury].": "p/AU; p/AU",
    "[Santiago] is the capital of [Chile].": "p/CL; c/CL",
    "[Quebec] and [Ontario] premiers met.": "r/CA; r/CA",
    "She was born in [Quebec City].": "p/CA",
    "[Zurich] and [Geneva] are cities.": "p/CH; p/CH",
    "[Utrecht] and [Amsterdam] have canals.": "p/NL; p/NL",
    "[Groningen] province has gas.": "r/NL",
    "[Salzburg] and [Vienna]": "p/AT; p/AT",
    "[Lagos] traffic is heavy.": "p/NG",
    "[Kano] governor Abba spoke in [Nigeria].": "r/NG; c/NG",
    "[Madrid] has parks.": "p/ES",
    "[Hamburg] and [Bremen] are ports.": "p/DE; p/DE",
    "The train from [Luhansk] reached [Donetsk].": "p/UA; p/UA",
    "[Moscow] mayor spoke.": "p/RU",
    "[Hanoi] and [Bangkok]": "p/VN; p/TH",
    "[Delhi] and [Mumbai] have smog.": "p/IN; p/IN",
    "[Osaka] and [Kyoto] have temples.": "p/JP; p/JP",
    "[Ankara] and [Istanbul]": "p/TR; p/TR",
    "[Manila] bay": "p/PH",
    "He flew from [Madrid] to [Bogotá] on Tuesday.": "p/ES; p/CO",
    "Offices in [Madrid], [Bogotá], [Lima] and [Buenos Aires] closed.": "p/ES; p/CO; p/PE; p/AR",
    "They met in [Tunis], then in [Algiers].": "p/TN; p/DZ",
    "She left [Dhaka] for [Male].": "p/BD; p/MV",
    "She lives in [Brasília].": "p/BR",
    "[San Salvador] and [Managua]": "p/SV; p/NI",
    "[Panama City] and [Colon]": "p/PA; p/PA",
    "[Victoria] police arrested a man in [Melbourne].": "r/AU; p/AU",
    "[Valencia] and [Alicante] were flooded.": "p/ES; p/ES",
    "[Oaxaca] state police spoke.": "r/MX",
    "[Puebla] and [Veracruz] states": "r/MX; r/MX",
    "[São Paulo] and [Rio de Janeiro] are cities in [Brazil].": "p/BR; p/BR; c/BR",
    "Cubans in [Havana]": "p/CU",
    "He was born in [St. Louis].": "p/US/Missouri",
    "She moved to [Salem] in 1999.": "p/US/Oregon",
    "[Grenada] will rebuild the market of [St. George's].": "c/GD; p/GD",
    "A ferry leaves [St. John's], [Antigua], for [Barbuda].": "p/AG; c/AG; r/AG",
    "Trade between [North] and [South Korea] ceased.": "c/KP; c/KR",
    "Floods hit [North] and [South Carolina].": "r/US/North Carolina; r/US/South Carolina",
}
PILGRIMS = (
    "From [Damascus] the pilgrims went on to [Mecca]; the Sultan wrote to [Odessa] and [Smyrna], and the "
    "answer of [St Petersburg] came in May."
)
CITIES = {
    "Lisbon": "PT", "Paris": "FR", "Rome": "IT", "Athens": "GR", "Vienna": "AT", "Moscow": "RU",
    "Dublin": "IE", "Naples": "IT", "Milan": "IT", "Warsaw": "PL", "Cairo": "EG", "Lima": "PE",
}  # fmt: skip


WORLD_TOUR = (
    "The American band played in [Glendale], [Arizona], in March. After [Buenos Aires] and [São Paulo] they "
    "went home to [Nashville]. In spring came [Tokyo], [Melbourne], [Sydney] and [Singapore]; [Vienna] was "
    "called off. The tour goes on in [Miami] and ends in [London]."
)

LETTER = (
    "We left [London] in April, crossed from [Dover] to [Calais] in a gale, and lay two nights in [Paris]. "
    "The railway took us over [Lyons] to [Turin]; [Venice] we saw only from the window. The steamer sails "
    "for [Alexandria] on Tuesday, and we are to be at [Suez] by the middle of the month."
)


def sort(place):
    return {"country": "c", "admin1": "r"}.get(place.kind, "a" if place.is_area else "p")


def found(text, gazetteer):
    prose, mentions = read(text)
    resolution = resolve(prose, mentions, candidates=gazetteer)
    return [resolution.places[m.place] for m in resolution.mentions]


@pytest.mark.parametrize("text", SENTENCES, ids=SENTENCES)
def test_a_careful_reader_agrees(gazetteer, text):
    wanted = SENTENCES[text].split("; ")
    for place, want in zip(found(text, gazetteer), wanted, strict=True):
        parts = want.split("/")
        assert [sort(place), place.country, place.admin1][: len(parts)] == parts


@pytest.mark.parametrize(
    "template", ["She flew from [{}] to [{}] on Monday.", "[{}] and [{}] are fine cities."]
)
def test_cities_of_the_world_are_no_hamlets_that_happen_to_lie_near_each_other(gazetteer, template):
    names = [*CITIES]
    for n, city in enumerate(names):
        other = names[(n + 5) % len(names)]
        places = found(template.format(city, other), gazetteer)
        assert [p.country for p in places] == [CITIES[city], CITIES[other]]


def test_a_named_region_takes_the_name_to_the_small_place(gazetteer):
    places = found("A fire in [London], said police in [Ohio].", gazetteer)
    assert [p.country for p in places] == ["US", "US"]


def test_money_and_offices_tell_from_which_country_a_text_is_told(gazetteer):
    places = found("The county council in [Lincoln] raised its NHS budget by £2m, the BBC said.", gazetteer)
    assert [p.country for p in places] == ["GB"]


def test_a_text_that_names_a_country_and_the_world_means_the_cities_of_the_world(gazetteer):
    places = found(WORLD_TOUR, gazetteer)
    assert [p.country for p in places] == [
        "US", "US", "AR", "BR", "US", "JP", "AU", "AU", "SG", "AT", "US", "GB",
    ]  # fmt: skip


def test_a_letter_from_a_journey_through_europe_is_not_from_ohio(gazetteer):
    places = found(LETTER, gazetteer)
    assert [p.country for p in places] == ["GB", "GB", "FR", "FR", "FR", "IT", "IT", "EG", "EG"]


def test_a_city_whose_region_has_its_name_is_given_up_for_a_reason_only(gazetteer):
    places = found(PILGRIMS, gazetteer)
    assert [places[1].country, places[4].country] == ["SA", "RU"]


def test_an_archipelago_is_as_well_known_without_the_word_for_it(gazetteer):
    places = found("Gales are due in [Orkney], [Shetland] and [Cornwall], and in [East Anglia].", gazetteer)
    assert [p.country for p in places] == ["GB", "GB", "GB", "GB"]


def test_a_city_that_bore_the_name_once_is_not_where_one_moves_to(gazetteer):
    assert found("She moved to [Victoria] in 1999.", gazetteer)[0].country != "HK"


def test_the_sides_of_a_continent_share_its_name(gazetteer):
    places = found("Drought in [East], [Central] and [Southern Africa] eased.", gazetteer)
    assert [p.name for p in places] == ["East Africa", "Central Africa", "Southern Africa"]
