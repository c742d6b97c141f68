"""E-mail files, and web pages that a browser saved as one file (MHTML).

From the bytes of a message to its text, with its subject, day and sender from the header, and to its
attachments, which are read on as files of their own. Of a message in several forms the plain one is
taken, else the HTML as text. Refused: bytes that have no mail header.
"""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage, MIMEPart
from email.utils import parseaddr

from geomap.read.decoding import NotTextError, decode_markup
from geomap.read.markup import read_markup
from geomap.read.part import Part, UnreadableError, headed
from geomap.read.web_page import page_part

MOST_ATTACHMENTS = 200


def parse(data: bytes, name: str) -> Iterator[Part]:  # noqa: ARG001 - every parser is called alike
    """Read a message."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    if not (message["From"] or message["Subject"]):
        raise UnreadableError("it has no mail header (From, Subject): is it a message?")
    saved = message["Snapshot-Content-Location"]
    if saved:
        yield _saved_page(message, str(saved))
        return
    yield _text(message)
    attachments = list(message.iter_attachments()) if message.is_multipart() else []
    for number, attachment in enumerate(attachments[:MOST_ATTACHMENTS], 1):
        yield _attachment(attachment, number)
    if len(attachments) > MOST_ATTACHMENTS:
        yield Part("/attachments", fail=f"it has more than {MOST_ATTACHMENTS} attachments")


def _saved_page(message: EmailMessage, url: str) -> Part:
    """Give the first page of an MHTML file; its frames and pictures are left out."""
    for part in message.walk():
        if part.get_content_type() == "text/html":
            decoded = _decoded(part)
            return replace(
                (page := page_part(decoded, url=url)),
                created=_day(message),
                found_in={**page.found_in, "created": "day on which the page was saved"},
            )
    raise UnreadableError("it is a saved page without its HTML")


def _text(message: EmailMessage) -> Part:
    body = message.get_body(preferencelist=("plain", "html"))
    text = ""
    if body is not None:
        text = _decoded(body)
        if body.get_content_type() == "text/html":
            text = read_markup(text).text
    title = str(message["Subject"] or "")
    if not text.strip():
        return Part(skip="no text: the message is empty")
    sender, address = parseaddr(str(message["From"] or ""))
    return Part(
        text=headed(title, text),
        title=title or None,
        published=_day(message),
        author=sender or address or None,
        source=str(message["Organization"] or "") or None,
        found_in={
            "title": "mail header Subject", "published": "mail header Date", "author": "mail header From",
            "source": "mail header Organization",
        },
    )  # fmt: skip


def _day(message: EmailMessage) -> str | None:
    """Give the day on which the message was sent, in the sender's own time zone."""
    moment = getattr(message["Date"], "datetime", None)
    return moment.date().isoformat() if moment is not None else None


def _decoded(part: MIMEPart) -> str:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    if not data:
        return ""
    try:
        return decode_markup(data, claimed=part.get_content_charset()).text
    except NotTextError as error:
        raise UnreadableError(f"its text cannot be decoded: {error}") from error


def _attachment(part: MIMEPart, number: int) -> Part:
    name = (part.get_filename() or f"attachment {number}").replace("\\", "/").rsplit("/", 1)[-1]
    member = "/" + name
    if part.get_content_maintype() in {"image", "audio", "video"}:
        return Part(member, skip=f"not a document: {part.get_content_maintype()}")
    if part.get_content_type() == "message/rfc822":
        content = part.get_content()
        return Part(member, data=content.as_bytes() if isinstance(content, EmailMessage) else b"")
    payload = part.get_payload(decode=True)
    return Part(member, data=payload if isinstance(payload, bytes) else b"")
