"""A second opinion for names that the gazetteer lacks: an online geocoder, asked only where a person says so.

From names to what the service says of each: places, that it knows none, or that it was not asked and why. An
outage is never taken for "no such place": a request that fails is made again with growing pauses, then
nothing more is asked in this run, and the next run asks only what is still open. Sent are the bare names, one
by one, each once; nothing else of the documents.
"""

from __future__ import annotations

import logging
import os
import queue
import threading
import time
import warnings
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal, TypeVar
from urllib.parse import urlsplit

from geomap.errors import OptionError
from geomap.gazetteer import answers
from geomap.gazetteer.cache import Answer, AnswerCache, cache_folder
from geomap.gazetteer.services import TERMS, Service, Terms, extra_of, service_named
from geomap.gazetteer.turns import BusyError, Turns
from geomap.model import Candidate, Place
from geomap.options import Options

log = logging.getLogger(__name__)

Tell = Callable[[str], None]
State = Literal["found", "not_found", "not_asked"]
T = TypeVar("T")

MOST_NAME: Final = 100
"""Characters of a name that is sent."""
MOST_ASKED: Final = 1000
"""Requests of one run. "bulk geocoding of larger amounts of data is not encouraged" (Nominatim's policy)."""
REFUSALS_IN_A_ROW: Final = 3
"""So many names refused one after the other are the service's trouble, not the names'."""
REQUEST_S: Final = 45.0
"""A request is given up after this, wherever it hangs: finding a host's address has no limit of its own."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a service that fails is borne with: tries, the first pause (then doubled), the longest."""

    tries: int = 3
    first_s: float = 2.0
    most_s: float = 30.0


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a service says of a name."""

    state: State
    candidates: tuple[Candidate, ...] = ()
    why: str = ""


@dataclass(slots=True)
class Counts:
    """How many names were asked about, answered from the cache, found, unknown, and not looked up."""

    sent: int = 0
    kept: int = 0
    found: int = 0
    not_found: int = 0
    not_asked: int = 0


class _NoAnswerError(Exception):
    """The service gave no answer: an outage, not a miss."""

    def __init__(self, why: str, *, again: bool = True, alone: bool = False, after_s: float = 0.0) -> None:
        super().__init__(why)
        self.again, self.alone, self.after_s = again, alone, after_s


class SecondOpinion:
    """An online geocoder with its cache and its turns.

    Parameters
    ----------
    service
        One of geopy's geocoders with its terms (`SecondOpinion.of` and `SecondOpinion.named` make it).
    folder
        Where cache and turns lie; None keeps nothing.
    patience
        How long a service that fails is borne with.
    tell
        Told what a person should know: a cache that cannot be written, a service that fails.
    """

    def __init__(
        self,
        service: Service,
        *,
        folder: Path | None,
        patience: Patience = Patience(),
        tell: Tell = log.warning,
    ) -> None:
        self.service = service
        self.counts = Counts()
        self._patience = patience
        self._told: set[str] = set()
        self._tell = tell
        self._folder_told = False
        self._cache = AnswerCache(folder, tell=self._tell_of_folder)
        host = urlsplit(service.address).netloc or service.terms.name
        self._turns = Turns(
            host,
            folder=folder / "turns" if folder else None,
            interval_s=service.terms.interval_s,
            tell=self._tell_of_folder,
        )
        # What is asked besides the name shapes the answer; a key does not.
        asked = ",".join(f"{k}={v}" for k, v in sorted(service.extra.items()))
        self._cache_key = f"{service.terms.name} {service.address} {asked}"
        self._known: dict[str, Opinion] = {}
        self._closed_because = ""
        self._refused = 0

    @classmethod
    def named(cls, options: Options, *, tell: Tell = log.warning) -> SecondOpinion | None:
        """Make the geocoder that a person's options name, None where they name none.

        Raises
        ------
        OptionError
            The options are wrong or lack something.
        """
        if options.geocoder is None:
            if options.geocoder_url is not None:
                raise OptionError("--geocoder-url needs --geocoder: which protocol does the server speak?")
            return None
        from geomap.gazetteer.adapter import BoundedAdapter

        service = service_named(
            options.geocoder,
            user_agent=options.user_agent,
            url=options.geocoder_url,
            key=options.geocoder_key,
            username=options.geocoder_username,
            adapter_factory=BoundedAdapter,
        )
        return cls(service, folder=cache_folder(), tell=tell)

    @classmethod
    def chosen(cls, geocoder: Any, options: Options) -> SecondOpinion | None:  # noqa: ANN401 - geopy has no types
        """Give the geocoder that a caller made, one of geopy's or ours; else the one that the options name.

        Raises
        ------
        OptionError
            It is no geocoder, or the options are wrong.
        """
        if geocoder is None:
            return cls.named(options)
        return geocoder if isinstance(geocoder, cls) else cls.of(geocoder)

    @classmethod
    def of(cls, geocoder: Any, *, tell: Tell = log.warning) -> SecondOpinion:  # noqa: ANN401 - geopy has no types
        """Take a geocoder of geopy's that a caller made; it keeps its own HTTP client and its time limit.

        Raises
        ------
        OptionError
            It is no geocoder, or an asynchronous one.
        """
        from geopy.adapters import BaseSyncAdapter
        from geopy.geocoders.base import Geocoder

        if not isinstance(geocoder, Geocoder) or not isinstance(geocoder.adapter, BaseSyncAdapter):
            raise OptionError(f"{type(geocoder).__name__} is no synchronous geocoder of geopy's")
        name = type(geocoder).__name__.lower()
        terms = TERMS.get(name, Terms(name, type(geocoder).__name__))
        address = f"{geocoder.scheme}://{getattr(geocoder, 'domain', '')}".removesuffix("://")
        service = Service(terms, address, geocoder, extra_of(geocoder))
        return cls(service, folder=cache_folder(), tell=tell)

    def place(self, place_id: str) -> Place | None:
        """Give a place that was found in this run, None for none."""
        found = (c.place for opinion in self._known.values() for c in opinion.candidates)
        return next((place for place in found if place.id == place_id), None)

    @property
    def label(self) -> str:
        """How the service is called."""
        return self.service.terms.label

    def notice(self) -> str:
        """Say what is sent where, for the person to read before it is."""
        where = self.service.address or self.label
        plain = " without encryption" if where.startswith("http://") else ""
        agent = self.service.geocoder.headers.get("User-Agent", "")
        terms = f"; its terms: {self.service.terms.terms}" if self.service.terms.terms else ""
        return (
            f"place names that the gazetteer lacks are sent to {self.label}, {where}{plain}, "
            f'one by one, with the user agent "{agent}"; nothing else of the documents is sent{terms}'
        )

    def summary(self) -> str:
        """Say what came of it."""
        c = self.counts
        text = (
            f"{self.label}: names found {c.found}, not found {c.not_found}, not looked up {c.not_asked}; "
            f"requests {c.sent}, answers from the cache {c.kept}"
        )
        return f"{text}; {self._closed_because}, the next run asks again" if self._closed_because else text

    def look_up(
        self, names: Iterable[str], *, progress: Callable[[str, int, int], None] | None = None
    ) -> dict[str, Opinion]:
        """Ask for names, each once in a run, in their order.

        Returns
        -------
        dict
            What the service says of each.
        """
        wanted = list(dict.fromkeys(names))
        for n, name in enumerate(wanted, 1):
            if name not in self._known:
                self._known[name] = self._look_up(name)
                self._count(self._known[name])
            if progress:
                progress(f"asking {self.label}", n, len(wanted))
        return {name: self._known[name] for name in wanted}

    def _count(self, opinion: Opinion) -> None:
        setattr(self.counts, opinion.state, getattr(self.counts, opinion.state) + 1)

    def _look_up(self, name: str) -> Opinion:
        query = " ".join(name.split())
        if not query.isprintable() or len(query) > MOST_NAME:
            return Opinion("not_asked", why="takes no such name")
        terms = self.service.terms
        kept = self._cache.get(self._cache_key, query, now=int(time.time()), keep_s=terms.keep_s)
        if kept is not None:
            self.counts.kept += 1
            return self._opinion(query, kept)
        if self._closed_because:
            return Opinion("not_asked", why=self._closed_because)
        try:
            answer = self._ask_again(query)
        except _NoAnswerError as error:
            return self._no_answer(error)
        self._refused = 0
        self._cache.put(self._cache_key, query, answer, now=int(time.time()))
        return self._opinion(query, answer)

    def _opinion(self, query: str, answer: Answer) -> Opinion:
        found = answers.candidates(self.service.terms.name, query, answer)
        return Opinion("found" if found else "not_found", found)

    def _no_answer(self, error: _NoAnswerError) -> Opinion:
        """Decide whether the trouble is this name's alone; else ask no more in this run."""
        self._refused += 1
        if not error.alone or self._refused >= REFUSALS_IN_A_ROW:
            self._closed_because = str(error)
            self._tell_once(f"{self.label} {error}; no more names are looked up in this run")
        return Opinion("not_asked", why=str(error))

    def _ask_again(self, query: str) -> Answer:
        """Ask until there is an answer, as often as patience allows."""
        pause_s = self._patience.first_s
        for left in reversed(range(self._patience.tries)):
            if self.counts.sent >= MOST_ASKED:
                raise _NoAnswerError(f"was asked {MOST_ASKED:,} names in this run, which is enough")
            try:
                return self._ask(query)
            except _NoAnswerError as error:
                wait_s = max(pause_s, error.after_s)
                if not (left and error.again) or wait_s > self._patience.most_s:
                    raise
                log.info("%s %s; asked again in %.1f s", self.label, error, wait_s)
            time.sleep(wait_s)
            pause_s *= 2
        raise AssertionError("unreachable")  # pragma: no cover - the last try returns or raises

    def _ask(self, query: str) -> Answer:
        """Ask once, when it is our turn."""
        from geopy import exc

        try:
            with self._turns.turn(most_wait_s=self._patience.most_s) as leave_alone:
                self.counts.sent += 1
                try:
                    return self._request(query)
                except exc.GeocoderRateLimited as error:
                    after_s = float(error.retry_after or 0.0)
                    leave_alone(after_s)
                    raise _NoAnswerError("asked to wait (429)", after_s=after_s) from error
        except BusyError as error:
            raise _NoAnswerError(f"was not asked: {error}", again=False) from error
        except exc.GeocoderQueryError as error:
            raise _NoAnswerError(f"refused the name ({_brief(error)})", again=False, alone=True) from error
        except (
            exc.GeocoderAuthenticationFailure, exc.GeocoderInsufficientPrivileges, exc.GeocoderQuotaExceeded,
            exc.ConfigurationError,
        ) as error:  # fmt: skip
            raise _NoAnswerError(f"refuses us ({_brief(error)})", again=False) from error
        except exc.GeocoderTimedOut as error:
            raise _NoAnswerError("did not answer in time") from error
        except exc.GeocoderParseError as error:
            raise _NoAnswerError(f"gave an answer that makes no sense ({_brief(error)})") from error
        except exc.GeopyError as error:
            raise _NoAnswerError(f"did not answer ({_brief(error)})") from error

    def _request(self, query: str) -> Answer:
        """Have geopy ask; what its parser stumbles over is no answer."""
        from geopy.exc import GeocoderParseError, GeopyError

        def ask() -> Answer:
            geocoder, extra = self.service.geocoder, self.service.extra
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # geopy warns of a latitude of 91, and raises besides
                return answers.records_of(geocoder.geocode(query, exactly_one=False, **extra))

        try:
            records = _within(ask, REQUEST_S)
        except GeopyError:
            raise
        except Exception as error:
            log.debug("%s answered %r", self.label, query, exc_info=True)
            raise GeocoderParseError("its form or its figures are none that a place has") from error
        sensible = [record for record in records if answers.makes_sense(record)]
        if records and not sensible:
            raise GeocoderParseError("its points lie nowhere on Earth")
        return sensible

    def _tell_of_folder(self, message: str) -> None:
        """Say what is wrong with the folder; cache and turns share it, so that one message is enough."""
        if not self._folder_told:
            self._folder_told = True
            self._tell(message)

    def _tell_once(self, message: str) -> None:
        if message not in self._told:
            self._told.add(message)
            self._tell(message)


def _brief(error: BaseException) -> str:
    """Give an error's message in one short printable line: a stranger may have written it."""
    text = " ".join(str(error).split()) or type(error).__name__
    text = os.strerror(int(text)) if text.isdecimal() and len(text) < 4 else text  # noqa: PLR2004 - an errno
    return "".join(c if c.isprintable() else "?" for c in text)[:120]


def _within(call: Callable[[], T], seconds: float) -> T:
    """Call in a thread that can be left behind: a name server that never answers has no time limit."""
    from geopy.exc import GeocoderTimedOut

    done: queue.SimpleQueue[tuple[T | None, BaseException | None]] = queue.SimpleQueue()

    def run() -> None:
        try:
            done.put((call(), None))
        except BaseException as error:  # noqa: BLE001 - it is raised where it was asked for
            done.put((None, error))

    threading.Thread(target=run, name="geocoder", daemon=True).start()
    try:
        value, error = done.get(timeout=seconds)
    except queue.Empty:
        raise GeocoderTimedOut(f"no answer within {seconds:.0f} s") from None
    if error is not None:
        raise error
    return value  # type: ignore[return-value]  # without an error there is a value
