"""The articles' headings: title, source, author, day, language, and where in the file each of them stood."""

from __future__ import annotations

from collections import Counter
from urllib.parse import urlsplit

from geomap.model import Document, Story
from geomap.page.context import DateView, DocumentView
from geomap.page.dates import in_words
from geomap.page.languages import ENGLISH, lang_attribute, language_name

DATE_BASIS = {"stated": "stated", "relative": "from the article’s date", "inferred": "inferred"}
PUBLISHED_BASIS = {"stated": "stated", "inferred": "inferred", "none": ""}

FORMAT_WORDS = {
    "text": "", "html": "web page", "pdf": "PDF", "docx": "Word", "odt": "OpenDocument", "epub": "EPUB",
    "mail": "mail", "feed": "feed", "csv": "table", "json": "JSON",
}  # fmt: skip
"""What a file was, for its reader; plain text is nothing that needs saying."""

_FOUND = {"title": "title", "published": "date", "author": "author", "source": "source"}


def headings(story: Story) -> tuple[DocumentView, ...]:
    """Give what stands above each article."""
    counts = Counter(mention.document for mention in story.mentions if not mention.furniture)
    titles = {d.id: d.title for d in story.documents}
    return tuple(
        DocumentView(
            id=d.id,
            title=d.title,
            source=d.source or _host(d.url),
            link=web_link(d.url) or web_link(d.source),
            path=d.path,
            published=_published(d),
            names=counts[d.id],
            author=d.author or "",
            lang=lang_attribute(d.language),
            language="" if d.language == ENGLISH else language_name(d.language),
            found=found_words(d),
            copy_of=titles.get(d.copy_of or "", ""),
        )
        for d in story.documents
    )


def found_words(document: Document) -> str:
    """Say what the file was, and where in it the facts of the heading were found."""
    found = document.found_in
    facts = [f"{word} from {found[key]}" for key, word in _FOUND.items() if found.get(key)]
    what = FORMAT_WORDS.get(document.format, document.format)
    return "; ".join(part for part in (what, *facts) if part)


def web_link(source: str | None) -> str:
    """Give the address if a source is one of the web (http or https), else nothing."""
    if not source or any(ord(c) <= ord(" ") for c in source):
        return ""
    try:
        parts = urlsplit(source)
    except ValueError:
        return ""
    return source if parts.scheme in {"http", "https"} and parts.netloc else ""


def _host(url: str | None) -> str:
    """Name who published an article by its address, where nothing else is known."""
    return (urlsplit(web_link(url)).hostname or "") if url else ""


def date_view(iso: str, basis: str) -> DateView:
    """Give a date as the page says it."""
    return DateView(iso, in_words(iso), DATE_BASIS.get(basis, basis), stated=basis == "stated")


def _published(document: Document) -> DateView | None:
    if not document.published:
        return None
    basis = document.published_basis
    return DateView(
        document.published, in_words(document.published), PUBLISHED_BASIS[basis], stated=basis == "stated"
    )
