"""Make the committed files of ``tests/read/files`` with the programs that people use.

Needs Chromium (through playwright), LibreOffice, python-docx, ebooklib and feedgen; run it from the root
of the repository as ``python tests/read/make_files.py``. The text is our own.
"""

import asyncio
import base64
import email.message
import email.policy
import subprocess
import tempfile
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).parent / "files"
TITLE = "Minister travels north by train"
FIRST = (
    "The minister's train left Rome on Monday morning and reached Florence before noon, officials said in a "
    "statement that was released late on Sunday evening."
)
SECOND = (
    "“We shall travel on to Paris by air,” she told reporters at the station in Florence, adding that a "
    "visit to Lyon had been cancelled because of a strike."
)
THIRD = (
    "Her party will spend the night in the French capital, then fly from Paris to Oslo on Wednesday, where "
    "talks with Norway’s foreign minister – the third this year – are to begin."
)
PARAGRAPHS = [FIRST, SECOND, THIRD]
BODY = "".join(f"<p>{p}</p>" for p in PARAGRAPHS)
LINKED = (
    '{"@context":"https://schema.org","@graph":[{"@type":"WebSite","name":"x"},{"@type":"NewsArticle",'
    f'"headline":"{TITLE}","datePublished":"2024-03-04T08:00:00+01:00",'
    '"author":[{"@type":"Person","name":"Ada Writer"}],"publisher":{"name":"Example Herald"}}]}'
)
PAGE = f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{TITLE} | Example Herald</title>
<link rel="canonical" href="https://herald.example/2024/03/minister"><style>nav a{{color:red}}</style>
<script type="application/ld+json">{LINKED}</script></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li>
<li><a href="/sport">Sport</a></li></ul></nav>
<article><h1>{TITLE}</h1><p class="byline">By Ada Writer</p>{BODY * 2}</article>
<aside><h3>Most read</h3><ul><li><a href="/a">Ten beaches near Barcelona</a></li></ul></aside>
<footer>Copyright 2024 Example Herald. All rights reserved.</footer><script>document.title += ""</script>
</body></html>"""
ODD = f"""<html><head><META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=windows-1252">
<TITLE>{TITLE}</TITLE><meta name="date" content="2024-03-04"></head><body bgcolor=white><center>
<font size=5>{TITLE}</font></center><table><tr><td>{"<br><br>".join(PARAGRAPHS)}</table>"""


async def browse() -> None:
    """Save the page in each way that Chromium has, and print it."""
    from playwright.async_api import async_playwright

    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = await browser.new_page()
        await page.route("**/*", lambda route: route.fulfill(body=PAGE, content_type="text/html"))
        await page.goto("https://herald.example/2024/03/minister")
        (HERE / "saved.html").write_text(await page.content(), encoding="utf-8")
        session = await page.context.new_cdp_session(page)
        snapshot = await session.send("Page.captureSnapshot", {"format": "mhtml"})
        (HERE / "saved.mhtml").write_bytes(snapshot["data"].encode())
        await page.pdf(path=HERE / "printed.pdf", display_header_footer=True)
        columns = PAGE.replace("<article>", '<article style="column-count:2">').replace(BODY * 2, BODY * 9)
        await page.set_content(columns)
        (HERE / "columns.pdf").write_bytes(
            base64.b64decode((await session.send("Page.printToPDF", {"displayHeaderFooter": True}))["data"])
        )
        await page.set_content("<canvas width=300 height=300 style='background:red'></canvas>")
        await page.pdf(path=HERE / "scan.pdf")
        await browser.close()
    (HERE / "old.htm").write_bytes(ODD.encode("cp1252"))


def write() -> None:
    """Write the texts that LibreOffice and others keep."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "writer.html"
        simple = f"<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1>{BODY}</body></html>"
        source.write_text(simple, encoding="utf-8")
        for suffix, made in (("docx", "docx:MS Word 2007 XML"), ("odt", "odt"), ("epub", "epub")):
            subprocess.run(
                [
                    "soffice",
                    "--headless",
                    "--writer",
                    "--convert-to",
                    made,
                    "--outdir",
                    str(HERE),
                    str(source),
                ],
                check=True,
            )
            assert (HERE / f"writer.{suffix}").exists()
        subprocess.run(
            ["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(HERE), str(HERE / "writer.odt")],
            check=True,
        )
    import docx

    word = docx.Document()
    word.core_properties.title, word.core_properties.author = "Draft 7", "Ada Writer"
    word.core_properties.created = datetime(2024, 3, 4, tzinfo=UTC)
    word.add_paragraph(TITLE, style="Title")
    for text in PARAGRAPHS:
        word.add_paragraph(text)
    table = word.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Hotel in Paris", "Airport of Oslo"
    word.save(str(HERE / "word.docx"))


def bind() -> None:
    """Bind a book of two chapters, and a feed of either kind."""
    from ebooklib import epub
    from feedgen.feed import FeedGenerator

    book = epub.EpubBook()
    book.set_identifier("geomap-test")
    book.set_title("Journeys of a Minister")
    book.set_language("en")
    book.add_author("Ada Writer")
    book.add_metadata("DC", "date", "2024-03-04")
    book.add_metadata("DC", "publisher", "Example Press")
    chapters = []
    for number, text in enumerate(PARAGRAPHS[:2], 1):
        chapter = epub.EpubHtml(title=f"Day {number}", file_name=f"day{number}.xhtml")
        chapter.content = f"<h1>Day {number}</h1><p>{text}</p>"
        book.add_item(chapter)
        chapters.append(chapter)
    book.spine = ["nav", *chapters]
    book.toc = chapters
    book.add_item(epub.EpubNcx())
    book.add_item(epub.EpubNav())
    epub.write_epub(str(HERE / "book.epub"), book)

    feed = FeedGenerator()
    feed.id("https://herald.example/feed")
    feed.title("Example Herald")
    feed.description("News")
    feed.link(href="https://herald.example")
    for number, text in enumerate(PARAGRAPHS, 1):
        entry = feed.add_entry(order="append")
        entry.id(f"https://herald.example/{number}")
        entry.link(href=f"https://herald.example/{number}")
        entry.title(f"{TITLE}, day {number}")
        entry.author(name="Ada Writer", email="ada@herald.example")
        entry.published(datetime(2024, 3, 3 + number, 8, tzinfo=UTC))
        entry.updated(datetime(2024, 4, 1, 8, tzinfo=UTC))
        entry.content(f"<p>{text}</p>", type="html")
    feed.lastBuildDate(datetime(2024, 4, 1, tzinfo=UTC))
    feed.updated(datetime(2024, 4, 1, tzinfo=UTC))
    feed.rss_file(str(HERE / "rss.xml"), pretty=True)
    feed.atom_file(str(HERE / "atom.xml"), pretty=True)


def send() -> None:
    """Write mails as programs do: plain, HTML only, and with an attachment."""
    text = "\n\n".join(PARAGRAPHS)
    for name, kind in (("plain.eml", "plain"), ("newsletter.eml", "html"), ("attached.eml", "attached")):
        message = email.message.EmailMessage(policy=email.policy.SMTP)
        message["From"] = "Ada Wríter <ada@herald.example>"
        message["To"] = "reader@example.org"
        message["Date"] = "Mon, 04 Mar 2024 23:30:00 -0500"
        message["Subject"] = "Minister travels north – by train"
        message["Message-ID"] = "<1@herald.example>"
        if kind == "html":
            message.set_content(
                f"<html><head><style>p{{}}</style></head><body>{BODY}</body></html>", subtype="html"
            )
        else:
            message.set_content(text)
        if kind == "attached":
            message.add_attachment(
                (HERE / "writer.pdf").read_bytes(),
                maintype="application",
                subtype="pdf",
                filename="../../plan.pdf",
            )
            message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="logo.png")
        boundary = b"=-=-geomap-=-="
        data = message.as_bytes()
        if message.get_boundary():
            data = data.replace(message.get_boundary().encode(), boundary)
        (HERE / name).write_bytes(data)


if __name__ == "__main__":
    HERE.mkdir(exist_ok=True)
    asyncio.run(browse())
    write()
    bind()
    send()
