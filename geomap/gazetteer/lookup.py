"""From a name to the places that it may mean.

`Gazetteer.candidates` asks for the name as written and its harmless forms first, then for forms with
fewer and fewer words in common, and stops as soon as a step found something; it returns at most
`MOST_CANDIDATES`, the most prominent first. `Gazetteer.knows` and `Gazetteer.is_prefix` answer for
every run of words of a text whether it is a name at all. It reads one file and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from geomap.errors import GazetteerError
from geomap.gazetteer import layout, variants
from geomap.gazetteer.database import Database
from geomap.gazetteer.entries import Sort
from geomap.gazetteer.names import is_abbreviation, normalise
from geomap.gazetteer.variants import Form
from geomap.model import KINDS, Candidate, Match, Place, Provenance

GAZETTEER = Path(__file__).with_name("gazetteer.sqlite")
MOST_CANDIDATES = 80
LEAST_SPELLING = 6
"""Letters of a name that is looked for with one letter wrong; shorter ones hit another name."""

MATCHES: tuple[Match, ...] = (
    "name", "alternate", "abbreviation", "demonym", "variant", "part", "spelling",
)  # fmt: skip
_STORED: dict[int, Match] = {
    Sort.NAME: "name", Sort.ALTERNATE: "alternate", Sort.ABBREVIATION: "abbreviation",
    Sort.DEMONYM: "demonym", Sort.VARIANT: "variant", Sort.CODE: "abbreviation", Sort.RISKY: "alternate",
}  # fmt: skip
_PENALTY = {
    "name": 0, "alternate": 12, "abbreviation": 0, "demonym": 0, "variant": 16, "part": 48, "spelling": 40,
}  # fmt: skip
"""Steps of prominence (`layout.STEPS_PER_ORDER`) by which a match stands behind the usual name."""
SORT_BITS = {sort: 1 << (len(KINDS) + sort) for sort in Sort}
SIZE_SHIFT = len(KINDS) + len(Sort)
MAX_NOTED = 200


class Gazetteer:
    """Names to places, from one compiled file; safe to share between threads.

    Raises
    ------
    GazetteerError
        The file is missing, damaged or of another schema; the message says how to make it again.
    """

    def __init__(self, path: Path = GAZETTEER) -> None:
        self.path = path
        self._db = Database(path)
        self._kinds = self._prominences = b""
        self.candidates = lru_cache(maxsize=20_000)(self._candidates)
        self.knows = lru_cache(maxsize=100_000)(self._knows)
        self.is_prefix = lru_cache(maxsize=100_000)(self._is_prefix)

    @classmethod
    def default(cls) -> Gazetteer:
        """Open the gazetteer that was built with geomap, once per process."""
        return _default()

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
        self._db.verify()
        meta = self._db.meta
        sources = tuple(str(meta("sources")).splitlines())
        return Provenance(str(meta("name")), str(meta("release")), int(meta("places")), sources)

    def _knows(self, key: str) -> int:
        return self._mask(self._db.refs(key))

    def _mask(self, refs: bytes) -> int:
        if not refs:
            return 0
        kinds, prominences = self._columns()
        mask = size = 0
        for number, sort in layout.unpack(refs, MAX_NOTED):
            if sort < Sort.CODE:
                mask |= 1 << kinds[number] | SORT_BITS[Sort(sort)]
                size = max(size, prominences[number])
        return mask | size << SIZE_SHIFT

    def _is_prefix(self, key: str) -> bool:
        return bool(self._db.rows("SELECT 1 FROM name WHERE key > ? AND key < ? LIMIT 1", (f"{key} ", f"{key}!")))

    def _columns(self) -> tuple[bytes, bytes]:
        """Give the kinds and the prominences of all places; the first use of the file."""
        if not self._kinds:
            self._prominences = self._db.meta("prominences")
            self._kinds = self._db.meta("kinds")
            self._db.verify_meanwhile()
        return self._kinds, self._prominences

    def _candidates(self, name: str) -> tuple[Candidate, ...]:
        """Give the places that a name, as it stands in a text, may mean, the most prominent first."""
        if len(name) > variants.MAX_NAME:
            return ()
        written = variants.bare(name)
        key = normalise(written)
        if not key:
            return ()
        found: dict[int, Match] = {}
        self._ask(found, variants.plain_forms(written, key), written)
        self._ask(found, variants.kind_word_forms(key), written)
        if not found:
            self._ask(found, variants.loose_forms(written, key), written)
        if not found:
            self._ask(found, variants.demonym_forms(key), written)
        if not found and len(key) >= LEAST_SPELLING:
            self._ask_spellings(found, key)
        if not found:
            for step in variants.parts(key):
                self._ask(found, step, written)
                if found:
                    break
        return self._ranked(found)

    def _ask(self, found: dict[int, Match], forms: Iterable[Form], written: str) -> None:
        for form in forms:
            refs = self._db.refs(form.key)
            if refs:
                self._take(found, form, refs, written)

    def _take(self, found: dict[int, Match], form: Form, refs: bytes, written: str) -> None:
        kinds, _ = self._columns()
        capitals = is_abbreviation(written)
        for number, sort in layout.unpack(refs, MAX_NOTED):
            if sort == Sort.CODE and not capitals:
                continue
            if form.kinds is not None and KINDS[kinds[number]] not in form.kinds:
                continue
            if form.match in {"part", "demonym"} and sort >= Sort.CODE:
                continue
            match = max(form.match, _STORED[sort], key=MATCHES.index)
            if number not in found or MATCHES.index(match) < MATCHES.index(found[number]):
                found[number] = match

    def _ask_spellings(self, found: dict[int, Match], key: str) -> None:
        keys = variants.one_edit(key)
        marks = ",".join("?" * len(keys))
        for _, refs in self._db.rows(f"SELECT key, refs FROM name WHERE key IN ({marks})", keys):  # noqa: S608
            for number, sort in layout.unpack(refs, MAX_NOTED):
                if sort <= Sort.ALTERNATE:
                    found[number] = "spelling"

    def _ranked(self, found: dict[int, Match]) -> tuple[Candidate, ...]:
        _, prominences = self._columns()
        order = sorted(found, key=lambda n: (_PENALTY[found[n]] - prominences[n], n))[:MOST_CANDIDATES]
        return tuple(Candidate(p, found[n]) for n, p in zip(order, self._db.places(order), strict=True))


@lru_cache(maxsize=1)
def _default() -> Gazetteer:
    return Gazetteer()
