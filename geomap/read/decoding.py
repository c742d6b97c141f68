"""Bytes to text: which encoding a file has, or that it is no text at all.

From the bytes of a file to its text and the name of the encoding. Line ends and NULs stay as they
are; a byte order mark is the encoding's signature and no part of the text, so spans count from the
character after it. Refused: files whose first bytes say that they are something else (PDF, archive,
image), and bytes that no encoding turns into text.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from charset_normalizer import from_bytes

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# First bytes of formats that people rename by mistake (the formats' own specifications).
_SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive (or a docx, odt, epub)"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a SQLite database"),
    (b"ID3", "an MP3 recording"),
    (b"OggS", "an Ogg recording"),
)

# The encodings that news is found in besides Unicode (W3Techs, usage of character encodings),
# each tried on the whole file, so that what is chosen decodes without error.
_LEGACY = (
    "cp1252", "cp1251", "cp1250", "cp1253", "cp1254", "cp1255", "cp1256", "koi8_r", "cp932",
    "euc_jp", "gb18030", "big5", "cp949", "iso8859_2",
)  # fmt: skip

# charset-normalizer reads the whole sample for each encoding; a legacy file shows its script early.
_SAMPLE_BYTES = 60_000

# Text has hardly any control characters; random bytes have 1 in 8. NULs are counted apart.
_MOST_CONTROLS = 0.01
_MOST_NULS = 0.1

_HTML_STARTS = ("<!doctype html", "<html", "<?xml")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text and the encoding that gave it."""

    text: str
    encoding: str


class NotTextError(ValueError):
    """The bytes are no text; the message says what they are."""


def decode_markup(data: bytes, *, claimed: str | None = None) -> Decoded:
    """Decode HTML: by its byte order mark, else as it claims, else as text is decoded.

    Parameters
    ----------
    data
        The page's bytes, all of them.
    claimed
        The encoding that the page or its mail header names; one that is unknown or wrong is passed over.
    """
    if claimed and not data.startswith(tuple(mark for mark, _ in _BYTE_ORDER_MARKS)):
        name = _AS_BROWSERS_DO.get(claimed.lower(), claimed.lower())
        try:
            return Decoded(data.decode(name), name)
        except (LookupError, UnicodeDecodeError):
            pass
    try:
        return decode(data, markup=True)
    except NotTextError:
        return Decoded(data.decode("utf-8", "replace"), "utf-8")


# Pages that claim Latin-1 are Windows-1252 (WHATWG, Encoding Standard, names and labels).
_AS_BROWSERS_DO = {
    "iso-8859-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252",
    "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "ks_c_5601-1987": "cp949", "euc-kr": "cp949",
    "iso-8859-9": "cp1254",
}  # fmt: skip


def signature_of(data: bytes) -> str:
    """Say what a file is by its first bytes, if that is no text ("an RTF document"); else nothing."""
    return next((what for signature, what in _SIGNATURES if data.startswith(signature)), "")


def decode(data: bytes, *, markup: bool = False) -> Decoded:
    """Find the encoding of a file and decode it.

    Parameters
    ----------
    data
        The file's bytes, all of them.
    markup
        HTML and XML are wanted; else they are refused, for plain text never begins so.

    Raises
    ------
    NotTextError
        The file is of another format, or no encoding gives text.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding, markup=markup)
    if what := signature_of(data):
        raise NotTextError(f"it is {what}, not plain text: save its text as a .txt file")
    encoding = _utf16_without_mark(data) or ""
    if encoding:
        return _strict(data, encoding, markup=markup)
    try:
        return _checked(data.decode("utf-8"), "utf-8", markup=markup)
    except UnicodeDecodeError:
        return _legacy(data, markup=markup)


def _strict(data: bytes, encoding: str, *, markup: bool) -> Decoded:
    """Decode with the encoding that the file claims."""
    try:
        return _checked(data.decode(encoding), encoding, markup=markup)
    except UnicodeDecodeError as error:
        raise NotTextError(
            f"it begins like {encoding} text, but byte {error.start} is not: is it cut off?",
        ) from error


def _utf16_without_mark(data: bytes) -> str | None:
    """Recognise UTF-16 of mostly Latin text by its zero bytes, which stand at every second place."""
    sample = data[:4096]
    half = len(sample) // 2
    if half < 2 or len(data) % 2:  # noqa: PLR2004
        return None
    even, odd = sample[0::2].count(0) / half, sample[1::2].count(0) / half
    if odd > 0.4 and even < 0.05:  # noqa: PLR2004
        return "utf-16-le"
    if even > 0.4 and odd < 0.05:  # noqa: PLR2004
        return "utf-16-be"
    return None


def _legacy(data: bytes, *, markup: bool) -> Decoded:
    """Let charset-normalizer choose among the encodings of before Unicode."""
    sample = data[:_SAMPLE_BYTES]
    if len(data) > _SAMPLE_BYTES:  # cut at a line's end, so that no character is cut in two
        sample = sample[: sample.rfind(b"\n") + 1] or sample
    best = from_bytes(sample, cp_isolation=list(_LEGACY)).best()
    if best is not None:
        try:
            return _checked(data.decode(best.encoding), best.encoding, markup=markup)
        except UnicodeDecodeError:
            pass
    raise NotTextError("its bytes are no text in any encoding that geomap knows: save it as UTF-8")


def _checked(text: str, encoding: str, *, markup: bool) -> Decoded:
    """Refuse what decodes, but into control characters or markup."""
    sample = text[:100_000]
    controls = sum((c < " " and c not in "\t\n\v\f\r\x1b\0") or "\x7f" <= c < "\xa0" for c in sample)
    if controls > _MOST_CONTROLS * len(sample) or sample.count("\0") > _MOST_NULS * len(sample):
        raise NotTextError("it is binary data, not text")
    if not markup and sample.lstrip()[:20].lower().startswith(_HTML_STARTS):
        raise NotTextError("it is HTML or XML, not plain text")
    return Decoded(text, encoding)
