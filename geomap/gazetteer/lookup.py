"""From a name to the places that it may mean.

`Gazetteer.candidates` asks for the name as written and its harmless forms first, then for forms with
fewer and fewer words in common, and stops as soon as a step found something; it returns at most
`MOST_CANDIDATES`, the most prominent first. `Gazetteer.knows` and `Gazetteer.is_prefix` answer for
every run of words of a text whether it is a name at all. It reads one file and nothing else.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from geomap.gazetteer import layout, spellings, variants
from geomap.gazetteer.choice import EMBEDDED, chosen
from geomap.gazetteer.database import REBUILD, Database
from geomap.gazetteer.entries import Sort
from geomap.gazetteer.inflections import bare_forms
from geomap.gazetteer.names import is_abbreviation, normalise
from geomap.gazetteer.variants import Form
from geomap.geodesy import distance_km
from geomap.model import KINDS, Bounds, Candidate, Match, Place

if TYPE_CHECKING:
    from geomap.gazetteer.info import Info
    from geomap.model import Provenance

MOST_CANDIDATES = 80

MATCHES: tuple[Match, ...] = (
    "name", "alternate", "abbreviation", "demonym", "variant", "part", "spelling",
)  # fmt: skip
_STORED: dict[int, Match] = {
    Sort.NAME: "name", Sort.ALTERNATE: "alternate", Sort.ABBREVIATION: "abbreviation",
    Sort.DEMONYM: "demonym", Sort.VARIANT: "variant", Sort.CODE: "abbreviation", Sort.RISKY: "alternate",
    Sort.MINOR: "name",
}  # fmt: skip
_PENALTY = {
    "name": 0, "alternate": 20, "abbreviation": 0, "demonym": 0, "variant": 24, "part": 48, "spelling": 40,
}  # fmt: skip
"""Steps of prominence (`layout.STEPS_PER_ORDER`) by which a match stands behind the usual name."""
_ORDER = {match: order for order, match in enumerate(MATCHES)}
# The worse of how the form relates to the name as written, and the stored name to the place.
_COMBINED = {
    (form, sort): max(form, stored, key=MATCHES.index) for form in MATCHES for sort, stored in _STORED.items()
}
SORT_BITS = [1 << (len(KINDS) + sort) for sort in Sort]
CODE = int(Sort.CODE)
"""A plain number: what compares with members of an enumeration does so ten times slower."""
SIZE_SHIFT = len(KINDS) + Sort.MINOR
MAX_NOTED = 200
MOST_KEPT = 100_000
"""Names of which it is kept what `Gazetteer.knows` says of them, about 200 bytes each."""
MOST_SEARCHED = 400
MOST_CAPITALS = 400
MOST_NEAR = 20_000
SPARE = 3
"""Places measured beyond those asked for: sphere and ellipsoid may disagree about neighbours."""
BATCH = 400
MOST_CELLS = 100
POPULATED = ("city", "town", "village")


class Gazetteer:
    """Names to places, from one compiled file; safe to share between threads.

    Raises
    ------
    GazetteerError
        The file is missing, damaged or of another schema; the message says how to make it again.
    """

    def __init__(self, path: Path = EMBEDDED, mend: str = REBUILD) -> None:
        self.path = path
        self._mend = mend
        self._db = Database(path, mend=mend)
        self._kinds = self._prominences = self._fames = self._sieve = b""
        self._cached_candidates = lru_cache(maxsize=20_000)(self._candidates)
        self._noted: dict[str, tuple[int, bool]] = {}

    @classmethod
    def default(cls) -> Gazetteer:
        """Open the gazetteer that `choice` names, imported or embedded, once per process.

        Raises
        ------
        GazetteerError
            The file is missing, damaged or of another schema; the message says what to do.
        """
        return _opened(*chosen())

    def __reduce__(self) -> tuple[type[Gazetteer], tuple[Path, str]]:
        """Travel to another process as the path of the file."""
        return Gazetteer, (self.path, self._mend)

    def candidates(self, name: str) -> tuple[Candidate, ...]:
        """Give the places that a name, as it stands in a text, may mean.

        Returns
        -------
        tuple of Candidate
            At most `MOST_CANDIDATES`, the most prominent first; empty where nothing is found.
        """
        return self._cached_candidates(name)

    def knows(self, key: str) -> int:
        """Say of a normalised name which kinds of place bear it, 0 for none; for every run of words.

        Returns
        -------
        int
            A bit for each kind in the order of `KINDS`, then `SORT_BITS` for how the name leads there,
            then, from `SIZE_SHIFT` on, the prominence of the largest (`layout.steps`). What only a code
            or a risky name matches is 0.
        """
        return (self._noted.get(key) or self.ask([key])[key])[0]

    def is_prefix(self, key: str) -> bool:
        """Say whether a known name of more words begins with the words of a normalised name."""
        return (self._noted.get(key) or self.ask([key])[key])[1]

    def ask(self, keys: Iterable[str]) -> Mapping[str, tuple[int, bool]]:
        """Give what `knows` and `is_prefix` say of normalised names, all of them looked up at once.

        Returns
        -------
        mapping of str to pair
            At least the names that were asked for.
        """
        noted = self._noted
        if len(noted) > MOST_KEPT:
            self._noted = noted = {}
        new = [key for key in dict.fromkeys(keys) if key not in noted]
        for key, refs, longer in self._db.names(new):
            noted[key] = self._mask(refs), bool(longer)
        return noted

    def place(self, place_id: str) -> Place:
        """Give the place of an id.

        Raises
        ------
        KeyError
            There is none.
        """
        number = self._db.number(place_id)
        if number is None:
            raise KeyError(place_id)
        return self._db.places([number])[0]

    def provenance(self) -> Provenance:
        """Say which gazetteer this is, having read it through once for damage.

        Raises
        ------
        GazetteerError
            The file has changed since it was built.
        """
        from geomap.model import Provenance

        self._db.verify()
        meta = self._db.meta
        sources = tuple(str(meta("sources")).splitlines())
        return Provenance(str(meta("name")), str(meta("release")), int(meta("places")), sources)

    def verify(self) -> None:
        """Read the whole file for damage, once per process (about 30 ms).

        Raises
        ------
        GazetteerError
            The file has changed since it was built.
        """
        self._db.verify()

    def search(self, query: str, limit: int = 10) -> tuple[Candidate, ...]:
        """Give the places that a person may mean by a query, the most prominent first.

        What `candidates` finds comes first, then places whose name begins with the query.
        """
        found = list(self.candidates(query))
        seen = {candidate.place.id for candidate in found}
        key = normalise(query)
        if key and len(found) < limit:
            rows = self._db.rows(
                "SELECT refs FROM name WHERE key > ? AND key < ? LIMIT ?",
                (key, key + "\U0010ffff", MOST_SEARCHED),
            )
            numbers = {
                n for (refs,) in rows for n, sort in layout.unpack(refs, limit) if sort <= Sort.ALTERNATE
            }
            places = self._db.places(sorted(numbers)[: limit + len(found)])
            found += [Candidate(place, "part") for place in places if place.id not in seen]
        return tuple(found[:limit])

    def info(self) -> Info:
        """Say what is in the gazetteer, having read it through for damage."""
        from geomap.gazetteer.info import Info

        kinds, _ = self._columns()
        return Info(
            self.provenance(),
            path=self.path,
            size_bytes=self.path.stat().st_size,
            names=self._db.rows("SELECT count(*) FROM name")[0][0],
            kinds={kind: count for n, kind in enumerate(KINDS) if (count := kinds.count(n))},
        )

    def of_kinds(self, kinds: Iterable[str], *, limit: int) -> list[Place]:
        """Give the most prominent places of some kinds, in this order."""
        wanted = bytes(layout.KIND_NUMBER[kind] for kind in kinds)
        numbers = re.finditer(b"[" + re.escape(wanted) + b"]", self._columns()[0])
        return self._db.places(match.start() for match in itertools.islice(numbers, limit))

    def capitals(self) -> list[Place]:
        """Give the capitals of all countries, the most prominent first."""
        return self._db.places([n for n, _ in layout.unpack(self._db.meta("capitals"), MOST_CAPITALS)])

    def within(self, bounds: Bounds, *, limit: int, kinds: Iterable[str] = POPULATED) -> list[Place]:
        """Give the most prominent places of some kinds whose point lies in an extent."""
        cells = layout.cells(bounds)
        if len(cells) > MOST_CELLS:
            return self._scan(bounds, kinds, limit)
        column = self._columns()[0]
        wanted = bytes(layout.KIND_NUMBER[kind] for kind in kinds)
        numbers = [n for n in self._in_cells(cells) if column[n] in wanted]
        found: list[Place] = []
        for start in range(0, len(numbers), BATCH):
            found += [
                p
                for p in self._db.places(numbers[start : start + BATCH])
                if layout.holds(bounds, p.lat, p.lon)
            ]
            if len(found) >= limit:
                break
        return found[:limit]

    def _scan(self, bounds: Bounds, kinds: Iterable[str], limit: int) -> list[Place]:
        """Do the same for a wide extent, where the first places of the table are soon enough."""
        south, west, north, east = (round(v * layout.PER_DEGREE) for v in bounds)
        numbers = [layout.KIND_NUMBER[kind] for kind in kinds]
        across = "AND" if west <= east else "OR"
        rows = self._db.rows(
            f"SELECT n FROM place WHERE lat BETWEEN ? AND ? AND (lon >= ? {across} lon <= ?)"  # noqa: S608
            f" AND kind IN ({','.join('?' * len(numbers))}) ORDER BY n LIMIT ?",
            (south, north, west, east, *numbers, limit),
        )
        return self._db.places(n for (n,) in rows)

    def near(
        self, lat: float, lon: float, *, radius_km: float, limit: int, kinds: Iterable[str] = POPULATED
    ) -> list[tuple[Place, float]]:
        """Give the nearest places of some kinds with their distance in km, the nearest first."""
        around = layout.around(lat, lon, radius_km)
        places = self.within(around, limit=MOST_NEAR, kinds=kinds)
        # A geodesic takes 0.2 ms, so only what is nearest on a sphere is measured.
        places.sort(key=lambda place: (layout.chord(lat, lon, place.lat, place.lon), place.id))
        nearest = places[: limit + SPARE]
        measured = [(place, distance_km((lat, lon), (place.lat, place.lon))) for place in nearest]
        inside = [pair for pair in measured if pair[1] <= radius_km]
        return sorted(inside, key=lambda pair: (pair[1], pair[0].id))[:limit]

    def _in_cells(self, cells: Iterable[int]) -> list[int]:
        """Give the numbers of all places in degree cells, the most prominent first."""
        wanted = sorted(cells)
        numbers: list[int] = []
        for start in range(0, len(wanted), BATCH):
            some = wanted[start : start + BATCH]
            marks = ",".join("?" * len(some))
            for (refs,) in self._db.rows(f"SELECT refs FROM cell WHERE cell IN ({marks})", some):  # noqa: S608
                numbers += [n for n, _ in layout.unpack(refs, len(refs))]
        return sorted(numbers)

    def _mask(self, refs: bytes | None) -> int:
        if not refs:
            return 0
        kinds, prominences = self._columns()
        mask = size = 0
        for number, sort in layout.unpack(refs, MAX_NOTED):
            if sort < CODE:
                mask |= 1 << kinds[number] | SORT_BITS[sort]
                size = max(size, prominences[number])
        return mask | size << SIZE_SHIFT

    def _columns(self) -> tuple[bytes, bytes]:
        """Give the kinds and the prominences of all places; the first use of the file."""
        if not self._kinds:
            self._prominences = self._db.meta("prominences")
            self._fames = self._db.meta("fames")
            self._kinds = self._db.meta("kinds")
            self._db.verify_meanwhile()
        return self._kinds, self._prominences

    def _candidates(self, name: str) -> tuple[Candidate, ...]:
        if len(name) > variants.MAX_NAME:
            return ()
        written = variants.bare(name)
        key = normalise(written)
        if not key:
            return ()
        found: dict[int, Match] = {}
        whole = normalise(name)
        if whole != key:  # a name may itself end like a possessive: St. John's
            self._ask(found, variants.plain_forms(name, whole), name)
        sure = variants.owner_forms(written, key) if found else variants.sure_forms(written, key)
        self._ask(found, sure, written)
        for forms in (
            (Form(bare, "alternate") for bare in bare_forms(key)),
            variants.feature_forms(key),
            variants.loose_forms(written, key),
            variants.demonym_forms(key),
        ):
            if not found:
                self._ask(found, forms, written)
        if not found and key.isascii() and len(key) >= spellings.LEAST_SPELLING:
            self._ask_spellings(found, key)
        if not found:
            self._ask(found, variants.sides(written), written)
        if not found:
            for step in variants.parts(key):
                self._ask(found, step, written)
                if found:
                    break
        return self._ranked(found)

    def _ask(self, found: dict[int, Match], forms: Iterable[Form], written: str) -> None:
        asked = list(forms)
        refs = self._db.refs_of([form.key for form in asked])
        for form in asked if refs else ():
            if form.key in refs:
                self._take(found, form, refs[form.key], written)

    def _take(self, found: dict[int, Match], form: Form, refs: bytes, written: str) -> None:
        kinds, _ = self._columns()
        capitals, lower = is_abbreviation(written), written.islower()
        narrow = form.match in {"part", "demonym"}
        for number, sort in layout.unpack(refs, MAX_NOTED):
            if (sort == Sort.CODE and not capitals) or (sort == Sort.ABBREVIATION and lower):
                continue
            if form.kinds is not None and KINDS[kinds[number]] not in form.kinds:
                continue
            if narrow and sort >= Sort.CODE:
                continue
            match = _COMBINED[form.match, sort]
            if number not in found or _ORDER[match] < _ORDER[found[number]]:
                found[number] = match

    def _ask_spellings(self, found: dict[int, Match], key: str) -> None:
        _, prominences = self._columns()
        if not self._sieve:
            self._sieve = self._db.meta("sieve")
        near = self._db.refs_of(spellings.near_misses(self._sieve, key))
        for refs in near.values():
            for number, sort in layout.unpack(refs, MAX_NOTED):
                if sort <= Sort.ALTERNATE and prominences[number] >= spellings.LEAST_SPELLED:
                    found[number] = "spelling"

    def _ranked(self, found: dict[int, Match]) -> tuple[Candidate, ...]:
        _, prominences = self._columns()
        order = sorted(found, key=lambda n: (_PENALTY[found[n]] - prominences[n], n))[:MOST_CANDIDATES]
        fames = self._fames
        ranked = [
            Candidate(
                p,
                found[n],
                fames[n] / layout.STEPS_PER_ORDER,
                (prominences[n] - _PENALTY[found[n]]) / layout.STEPS_PER_ORDER,
            )
            for n, p in zip(order, self._db.places(order), strict=True)
        ]
        # Some language calls Tunisia Tunis and Mali Male; who writes these in English means the capitals.
        if any(c.place.capital and c.match == "name" for c in ranked):
            ranked = [c for c in ranked if not (c.match == "alternate" and c.place.kind == "country")]
        return tuple(ranked)


@lru_cache(maxsize=4)
def _opened(path: Path, mend: str) -> Gazetteer:
    return Gazetteer(path, mend)
