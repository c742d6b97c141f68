"""Which online geocoders can be asked, and on which terms: a table over geopy's own classes.

From what a person named (a service, an address, a key, a user agent) to one of geopy's geocoders and the
`Terms` under which it may be asked. Refuses what a service's policy forbids, and what geopy does not have.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from inspect import signature
from typing import Any, Final
from urllib.parse import urlsplit

from geomap.errors import OptionError
from geomap.model import Place, Provenance

DAY_S: Final = 86_400

KEY_VARIABLE: Final = "GEOMAP_GEOCODER_KEY"
USERNAME_VARIABLE: Final = "GEOMAP_GEOCODER_USERNAME"
AGENT_VARIABLE: Final = "GEOMAP_USER_AGENT"

OSM_CREDIT: Final = "© OpenStreetMap contributors (ODbL), https://www.openstreetmap.org/copyright"


@dataclass(frozen=True, slots=True)
class Terms:
    """Under which terms a service may be asked.

    Attributes
    ----------
    name
        As geopy knows it, and as the ids of its places begin.
    label
        As it is called in words.
    interval_s
        Pause between two requests of all processes of this user together.
    needs_agent
        It asks for a user agent that identifies who asks.
    credit
        What must be said where its answers are shown.
    keep_s
        For how long an answer may be kept.
    terms
        Where they stand.
    """

    name: str
    label: str
    interval_s: float = 1.0
    needs_agent: bool = False
    credit: str = ""
    keep_s: int = 30 * DAY_S
    terms: str = ""


NOMINATIM_TERMS: Final = "https://operations.osmfoundation.org/policies/nominatim/"

TERMS: Final[Mapping[str, Terms]] = {
    t.name: t
    for t in (
        # "No heavy uses (an absolute maximum of 1 request per second)." "Provide a valid HTTP Referer or
        # User-Agent identifying the application (stock User-Agents as set by http libraries will not do)."
        # "Clearly display attribution as suitable for your medium." - Nominatim Usage Policy
        Terms(
            "nominatim", "Nominatim", interval_s=1.0, needs_agent=True, credit=OSM_CREDIT,
            keep_s=365 * DAY_S, terms=NOMINATIM_TERMS,
        ),
        # "You are welcome to use the API for your project as long as the number of requests stay in a
        # reasonable limit. Extensive usage will be throttled or completely banned." - photon.komoot.io
        Terms(
            "photon", "Photon", interval_s=1.0, needs_agent=True, credit=OSM_CREDIT,
            keep_s=365 * DAY_S, terms="https://photon.komoot.io",
        ),
        Terms(
            "geonames", "GeoNames", credit="GeoNames (CC BY 4.0), https://www.geonames.org",
            keep_s=365 * DAY_S, terms="https://www.geonames.org/export/",
        ),
        Terms("pelias", "Pelias"),
        Terms("geocodeearth", "Geocode Earth", terms="https://geocode.earth/terms/"),
        Terms("pickpoint", "PickPoint", credit=OSM_CREDIT, terms="https://pickpoint.io"),
        Terms("openmapquest", "Open MapQuest", credit=OSM_CREDIT),
        Terms("opencage", "OpenCage", terms="https://opencagedata.com/terms"),
    )
}  # fmt: skip
"""What is known of some services; every other is asked once a second and its answers kept for 30 days."""

NOT_FOR_NAMES: Final = frozenset({"what3words", "what3wordsv3"})
"""They take no names of places."""

KEY_PARAMETERS: Final = ("api_key", "apikey", "subscription_key", "auth_token")
USERNAME_PARAMETERS: Final = ("username", "auth_id")

STOCK_AGENTS: Final = (
    "geopy", "python-requests", "python-urllib", "python/", "urllib", "curl", "wget", "mozilla", "aiohttp",
    "my-application", "my_app", "my_user_agent", "specify_your_app_name_here", "geomap-user-agent",
)  # fmt: skip
"""How agents begin that identify nobody: of libraries, of browsers, of examples in manuals."""

LEAST_AGENT: Final = 5
MOST_AGENT: Final = 200
MOST_ANSWERS: Final = 5
TIMEOUT_S: Final = 10.0
"""geopy's own is one second, which public services often miss."""

WANTED: Final[Mapping[str, Any]] = {
    "limit": MOST_ANSWERS, "language": "en", "addressdetails": True, "namedetails": True, "extratags": True,
}  # fmt: skip
"""What is asked of a service besides the name, where geopy's class takes it."""


def credits_of(places: Iterable[Place]) -> tuple[str, ...]:
    """Say whom to credit for places that services found; their ids begin with the service's name."""
    asked = sorted({place.id.partition("-")[0] for place in places} & TERMS.keys())
    return tuple(": ".join(filter(None, (TERMS[name].label, TERMS[name].credit))) for name in asked)


def credited(provenance: Provenance, places: Iterable[Place]) -> Provenance:
    """Add to the sources of a story the services that found some of its places."""
    return replace(provenance, sources=(*provenance.sources, *credits_of(places)))


@dataclass(frozen=True, slots=True)
class Service:
    """A geocoder that is ready to be asked.

    Attributes
    ----------
    terms
        Under which terms.
    address
        Scheme, host and path that names are sent to.
    geocoder
        One of geopy's.
    extra
        Arguments of its ``geocode`` besides the query.
    """

    terms: Terms
    address: str
    geocoder: Any
    extra: Mapping[str, Any]


def service_named(
    name: str,
    *,
    user_agent: str | None = None,
    url: str | None = None,
    key: str | None = None,
    username: str | None = None,
    adapter_factory: Callable[..., Any] | None = None,
) -> Service:
    """Make one of geopy's geocoders ready.

    Parameters
    ----------
    name
        As geopy knows it: ``nominatim``, ``photon``, ``pelias``, ``geonames`` …
    user_agent
        Who asks.
    url
        Address of a server of one's own.
    key, username
        What the service asks for.
    adapter_factory
        Of geopy's adapter.

    Raises
    ------
    OptionError
        There is no such service, it lacks something, or its policy forbids it.
    """
    from geopy.exc import ConfigurationError
    from geopy.geocoders import SERVICE_TO_GEOCODER

    known = sorted(set(SERVICE_TO_GEOCODER) - NOT_FOR_NAMES)
    name = name.lower()
    if name not in known:
        raise OptionError(f"--geocoder {name!r} is unknown; geopy has {', '.join(known)}")
    terms = TERMS.get(name, Terms(name, SERVICE_TO_GEOCODER[name].__name__))
    takes = signature(SERVICE_TO_GEOCODER[name]).parameters
    arguments: dict[str, Any] = {"timeout": TIMEOUT_S, "adapter_factory": adapter_factory}
    if url is not None:
        scheme, domain = _split(url)
        if not {"domain", "scheme"} <= takes.keys():
            raise OptionError(f"--geocoder-url: {terms.label} has no servers of one's own")
        arguments |= {"scheme": scheme, "domain": domain}
        if is_loopback(url):
            terms = replace(terms, interval_s=0.0, needs_agent=False)
    arguments["user_agent"] = _agent(user_agent, terms)
    arguments |= _credentials(takes, name, key=key, username=username)
    if name == "pelias" and url is None:
        raise OptionError("--geocoder pelias needs the address of its server: --geocoder-url https://…")
    try:
        geocoder = SERVICE_TO_GEOCODER[name](**arguments)
    except (ConfigurationError, TypeError) as error:
        raise OptionError(f"--geocoder {name}: {error}") from error
    return Service(terms, url or _address(geocoder), geocoder, extra_of(geocoder))


def extra_of(geocoder: Any) -> Mapping[str, Any]:  # noqa: ANN401 - geopy carries no types
    """Give the arguments of a geocoder's ``geocode`` that ask for what `geomap.gazetteer.answers` reads."""
    takes = signature(geocoder.geocode).parameters
    return {argument: value for argument, value in WANTED.items() if argument in takes}


def is_loopback(url: str) -> bool:
    """Say whether an address is on this machine."""
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _split(url: str) -> tuple[str, str]:
    """Give scheme, and host with port and path, of the address of a server."""
    try:
        parts = urlsplit(url)
        fits = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        fits = False
    if not fits or not url.isprintable() or " " in url:
        raise OptionError(
            f"--geocoder-url {url!r} is no address; write it as https://host or http://host:port"
        )
    if parts.username or parts.password or parts.query or parts.fragment:
        raise OptionError("--geocoder-url takes host, port and path alone; give a key with --geocoder-key")
    return parts.scheme, f"{parts.netloc}{parts.path}".rstrip("/")


def _address(geocoder: Any) -> str:  # noqa: ANN401 - geopy carries no types
    """Give the address that a geocoder of geopy's sends to, as far as it can be told from outside."""
    for attribute in ("api", "geocode_api", "_geocode_api", "url"):
        api = getattr(geocoder, attribute, None)
        if isinstance(api, str) and urlsplit(api).hostname:
            parts = urlsplit(api)
            return f"{parts.scheme}://{parts.netloc}"
    return ""


def _agent(agent: str | None, terms: Terms) -> str:
    """Give the user agent to send, having refused what identifies nobody."""
    if agent is None:
        if terms.needs_agent:
            raise OptionError(
                f"--geocoder {terms.name} needs --user-agent (or {AGENT_VARIABLE}): the name of what you "
                'do and how to reach you, such as "river-atlas (ana@example.org)"; '
                f"{terms.label} refuses who does not say it: {terms.terms}"
            )
        return "geomap"
    if not (agent.isascii() and agent.isprintable() and LEAST_AGENT <= len(agent.strip()) <= MOST_AGENT):
        raise OptionError(
            f"--user-agent {agent!r}: write {LEAST_AGENT} to {MOST_AGENT} letters, digits and signs of ASCII"
        )
    if agent.strip().lower().startswith(STOCK_AGENTS):
        raise OptionError(
            f"--user-agent {agent!r} identifies nobody: write the name of what you do and how to reach you"
        )
    return agent.strip()


def _credentials(
    takes: Mapping[str, Any], name: str, *, key: str | None, username: str | None
) -> dict[str, str]:
    """Give key and user name under the names that geopy's class has for them."""
    found = {}
    for value, parameters, option, variable in (
        (key, KEY_PARAMETERS, "--geocoder-key", KEY_VARIABLE),
        (username, USERNAME_PARAMETERS, "--geocoder-username", USERNAME_VARIABLE),
    ):
        parameter = next((p for p in parameters if p in takes), None)
        if parameter is None:
            continue
        if value is not None and not (option == "--geocoder-username" and "password" in takes):
            found[parameter] = value
        elif takes[parameter].default is takes[parameter].empty:
            raise OptionError(f"--geocoder {name} needs {option} (or {variable})")
    return found
