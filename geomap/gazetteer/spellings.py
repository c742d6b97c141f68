"""Find the names that a misspelt one may be, without making or looking up the hundreds that are near it.

From a normalised name and a filter of the names that are looked for with a letter wrong, which is made when
the gazetteer is built, to the few names within one letter of it that pass the filter. Those may still
be no names: whoever asks looks them up.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from geomap.gazetteer.layout import STEPS_PER_ORDER

SIEVE_BITS = 1 << 21
SECOND_HASH = 0x9E3779B9
LETTERS = b"abcdefghijklmnopqrstuvwxyz"
LEAST_SPELLING = 6
"""Letters of a name that is looked for with one letter wrong; shorter ones hit another name."""
LEAST_SPELLED = 4 * STEPS_PER_ORDER
"""Only places of 10,000 people and more are looked for with a letter wrong."""

_LETTERS = np.frombuffer(LETTERS, dtype=np.uint8)
_Hashes = npt.NDArray[np.uint32]


def is_spelled(key: str) -> bool:
    """Say whether a name is of the kind that is looked for with a letter wrong."""
    return key.isascii() and len(key) >= LEAST_SPELLING - 1


def sieve(keys: Iterable[bytes]) -> bytes:
    """Make a Bloom filter of keys: two bits for each, 2 % of other keys pass."""
    bits = bytearray(SIEVE_BITS >> 3)
    for key in keys:
        for bit in (zlib.crc32(key) % SIEVE_BITS, zlib.crc32(key, SECOND_HASH) % SIEVE_BITS):
            bits[bit >> 3] |= 1 << (bit & 7)
    return bytes(bits)


def near_misses(bits: bytes, key: str) -> list[str]:
    """Give the names within one letter of an ASCII key that may be in a filter, sorted.

    A letter or a space put in, a letter exchanged, left out, or two swapped.
    """
    text = key.encode()
    size = len(text)
    found = _lettered(bits, text)
    others = [text[:at] + b" " + text[at:] for at in range(1, size) if b" " not in text[at - 1 : at + 1]]
    others += [text[:at] + text[at + 1 :] for at in range(size)]
    others += [text[:at] + text[at : at + 2][::-1] + text[at + 2 :] for at in range(size - 1)]
    found += [other for other in others if may_hold(bits, other)]
    return sorted(other.decode() for other in {*found} - {text})


def may_hold(bits: bytes, key: bytes) -> bool:
    """Say whether a key may be in a filter."""
    one = zlib.crc32(key) % SIEVE_BITS
    if not bits[one >> 3] >> (one & 7) & 1:
        return False
    two = zlib.crc32(key, SECOND_HASH) % SIEVE_BITS
    return bool(bits[two >> 3] >> (two & 7) & 1)


def _lettered(bits: bytes, text: bytes) -> list[bytes]:
    """Give the texts with any letter in any place, exchanged or put in, that may be in a filter.

    CRC-32 is linear: that of a text with another letter is that of the text, XORed with what the exchange
    alone does to it. So the 500 keys around a key of ten letters need not be made to be looked up.
    """
    size = len(text)
    texts = [text] * size + [text[:at] + b"a" + text[at:] for at in range(size + 1)]
    places = [*range(size), *range(size + 1)]
    there = np.frombuffer(text + b"a" * (size + 1), dtype=np.uint8)
    after = np.array([*range(size)[::-1], *range(size + 1)[::-1]])
    changes = _differences(1 << size.bit_length())[after[:, None], there[:, None] ^ _LETTERS]
    filled = np.frombuffer(bits, dtype=np.uint8)
    one = np.array([*map(zlib.crc32, texts)], dtype=np.uint32)
    two = np.array([zlib.crc32(text, SECOND_HASH) for text in texts], dtype=np.uint32)
    rows, letters = _set(filled, one[:, None] ^ changes).nonzero()
    both = _set(filled, two[rows] ^ changes[rows, letters]).nonzero()
    return [
        texts[row][: places[row]] + LETTERS[letter : letter + 1] + texts[row][places[row] + 1 :]
        for row, letter in zip(rows[both].tolist(), letters[both].tolist(), strict=True)
    ]


def _set(filled: npt.NDArray[np.uint8], hashes: _Hashes) -> npt.NDArray[np.uint32]:
    """Give 1 where the bit of a hash is in a filter, else 0."""
    marks = hashes & (SIEVE_BITS - 1)
    bits: npt.NDArray[np.uint32] = filled[marks >> 3] >> (marks & 7) & 1
    return bits


@lru_cache(maxsize=16)
def _differences(count: int) -> _Hashes:
    """Tell how CRC-32 changes with a byte before 0, 1, … ``count - 1`` others, for each difference."""
    last = np.array([zlib.crc32(bytes([byte])) ^ zlib.crc32(b"\0") for byte in range(256)], dtype=np.uint32)
    rows = [last]
    while len(rows) < count:
        rows.append(rows[-1] >> 8 ^ last[rows[-1] & 0xFF])
    return np.array(rows)
