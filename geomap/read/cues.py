"""What a single line shows of itself: the cues that it is page furniture, each with a name and a weight.

From one unit and its place on the page to named weights; a unit whose weights reach 1 is furniture.
The cues are what pages of every kind share (a call to the reader, a label over links, a form, a
notice of law), in the languages in which European and American news pages carry them. A line that
tells something gets none: what is long, quotes somebody or is a full sentence needs a notice's own words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from geomap.read.units import LONGEST_FURNITURE, Unit


class Cue(NamedTuple):
    """A reason to take a unit for furniture; weights of one unit are added, 1 is enough."""

    name: str
    weight: float


class _Pattern(NamedTuple):
    """A cue by wording: it counts in units of at most so many words."""

    name: str
    longest: int
    regex: re.Pattern[str]


def _any(*alternatives: str) -> str:
    return "(?:" + "|".join(alternatives) + ")"


_SOCIAL = _any(
    "facebook", "twitter", "instagram", "telegram", "whatsapp", "youtube", "linkedin", "pinterest",
    "reddit", "tiktok", "mastodon", "bluesky", "flipboard", "google news", "snapchat", "viber",
)  # fmt: skip

_LABELS = _any(
    "see also", "(?:read|watch|listen) (?:also|more|next|now)", "also (?:read|see|on)", "keep reading",
    "you (?:may|might) (?:also )?(?:like|enjoy|be interested in)", "what to read next", "must[- ]reads?",
    "(?:story|article|text)? ?continues? (?:below|after|reading)", "don't miss", "in case you missed it",
    "in other news", "from (?:our partners|around the web)", "editors?'?s? (?:picks?|choice)",
    "lesen sie (?:auch|mehr|dazu)", "auch interessant", "mehr (?:zum thema|lesen)", "lire (?:aussi|également|plus)",
    "das könnte sie (?:auch )?interessieren", "weitere (?:artikel|themen|nachrichten|meldungen)",
    "à lire(?: aussi| également)?", "voir aussi", "sur le même (?:sujet|thème)", "lea (?:también|más)",
    "te puede interesar", "noticias relacionadas", "leggi (?:anche|tutto)", "leia (?:também|mais)",
    "potrebbe interessarti", "lees (?:ook|meer)", "läs (?:också|även|mer)", "les (?:også|mer)",
    "czytaj (?:też|także|więcej)", "читайте также", "по теме",
)  # fmt: skip
_LOOSE_LABELS = _any(
    "related", "related (?:articles?|stories|posts?|news|topics|content|coverage|links|reading)",
    "more", "more (?:on|from|about|in) [^.]*", "more (?:stories|news|coverage|headlines|like this)",
    "recommended(?: for you| stories| reading| by .*)?", "trending(?: now| stories| topics)?",
    "(?:most|most-) ?(?:read|popular|viewed|shared|commented|recent)", "popular (?:posts?|stories|now|articles)",
    "top (?:stories|news|headlines|posts)", "latest(?: news| stories| posts| headlines| updates| articles)?",
    "(?:next|previous|prev) (?:article|story|post|page)", "up next", "recent (?:posts|comments|articles|news)",
    "further reading", "other (?:stories|news)", "similar (?:articles|posts|stories)", "watch", "read", "listen",
    "breaking news", "(?:news )?archives?", "categories", "meistgelesen", "les plus lus", "lo más leído",
)  # fmt: skip

_VERBS = _any(
    "(?:please )?(?:follow|subscribe|sign (?:up|in)|log ?in|register|join|click|tap|read|watch|listen|see|view"
    "|download|get|like|share|contact|visit|check(?: out)?|donate|support|leave|submit|send|e-?mail|tell|help"
    "|discover|explore|browse|find|enable|disable|turn o(?:n|ff)|stay|write to|call|buy|install|try|become"
    "|rate|add|choose|manage|activate)",
    "(?:do not|don't|never) miss", "for more(?: \\w+){0,3},? (?:visit|follow|see|go|click|contact|call)",
    "to (?:read|get|receive|see|view|comment|subscribe|continue)\\b",
    "(?:did you know|do you|have you|are you|want to|got a|looking for|think we|what do you think|enjoy)\\b",
    "(?:folgen|abonnieren|melden|registrieren|klicken|laden) sie", "abonnez-vous", "inscrivez-vous",
    "suivez(?:-nous)?", "suscríb[ea]te", "síguenos", "iscriviti", "seguici", "abonneer", "подпишитесь",
)  # fmt: skip
_MEDIA = re.compile(
    rf"\b(?:newsletters?|inbox|e-?mail|apps?|podcasts?|page|websites?|web site|site|links?|here|live ?blogs?"
    rf"|broadcast|coverage|live ?stream|articles?|stories|story|news|videos?|gallery|comments?|alerts?"
    rf"|notifications?|account|browser|javascript|subscription|edition|mailing list|advertisers?|{_SOCIAL})\b"
    r"|https?:|www\."
)
_US = re.compile(r"\b(?:our|us|unser\w*|uns|nous|nos|nuestr\w+|nostr\w+)\b")
_YOU = re.compile(r"\b(?:your?|ihre[nmrs]?|vous|votre|tu)\b")
_CALL = re.compile(rf"{_VERBS}\b")

_PATTERNS = tuple(
    _Pattern(name, longest, re.compile(expression))
    for name, longest, expression in (
        ("advertisement", 8,
         r"(?:advertisements?|advertising|ads?|sponsored(?: content| posts?| links?| by .*)?|paid (?:content|post)"
         r"|promoted(?: content)?|anzeige|werbung|publicité|publicidad|pubblicità|publicidade|reklama?|реклама"
         r"|article continues .*|story continues .*|scroll (?:down )?to continue.*|skip (?:advertisement|ad))\W*$"),
        ("loading", 8, r"(?:loading|please wait|wird geladen|chargement|cargando)\b"),
        ("address", 12, r"(?:https?://|www\.)\S+(?: ?\S*)$|\S+@\S+\.\w+$"),
        ("copyright", 60, r"(?:copyright|©|\(c\)) |[^.]*\ball rights reserved\b|[^.]{0,40}©|alle rechte vorbehalten"),
        ("related label", 30, rf"(?:\W*)(?:{_LABELS})(?![\w'])(?!.*[.] \w)"),
        ("section label", 7, rf"\W*(?:{_LOOSE_LABELS})\W*$"),
        ("related link", 30, r"\W*(?:related|more|read|watch|listen|video|gallery|next|previous|prev): \S"),
        ("comment form", 40,
         r"(?:leave|post|write|add|submit) (?:a|your) (?:comment|reply|response)|[^.]*\brequired fields\b"
         r"|[^.]*\bemail address will not be published|(?:\d+ )?(?:comments?|kommentare?|commentaires?|comentarios?|"
         r"replies)(?: \(?\d+\)?)?$|no comments yet|save my name,|join the (?:conversation|discussion)"
         r"|(?:log|sign) ?in to (?:comment|reply|leave)|comments are (?:closed|off|moderated)|your (?:name|email)\b.{0,12}$"
         r"|be the first to comment"),
        ("cookie notice", 120,
         r"(?=.*\bcookies?\b).*\b(?:accept|consent|use of cookies|uses? cookies|cookie (?:policy|settings|preferences)"
         r"|privacy policy|browsing|verwende[nt]|akzeptieren|utilisons)\b"),
        ("blocked advertisements", 80, r".*\bad[ -]?block(?:er|ing|ers)?\b"),
        ("paywall", 60,
         r"(?:already (?:a|have) .{0,20}(?:subscriber|subscription|account|member)|this (?:article|content|story) is "
         r"(?:only |exclusive )?(?:for|to|available to) (?:our )?(?:subscribers|members)|.*\bfree articles?\b.*\b(?:left|"
         r"remaining|month)|subscribers? only|.*\bto (?:continue|keep) reading\b)"),
        ("disclaimer", 120,
         r"(?:post |legal |editorial |general )?(?:disclaimer|haftungsausschluss)\b.{0,25}$|disclaimer:"
         r"|.*\b(?:opinions?|views?|viewpoints|statements)\b.{0,60}\bexpressed\b.{0,160}\b(?:not necessarily|are (?:solely )?"
         r"(?:those|his|her|their|the author)|do(?:es)? not (?:reflect|represent))"
         r"|.*\bsolely responsible for (?:all|the|its) content"),
        ("republished", 50,
         r"(?:this|the) (?:article|story|post|piece|report|content|text|material)(?: was| is| has been| may not be| first|"
         r" originally){1,3} (?:originally |first |automatically |also )?(?:published|appeared|translated|republished|"
         r"produced|generated|reproduced|syndicated|edited)|originally published"),
        ("keywords", 40,
         r"(?:tags?|topics?|filed under|categor(?:y|ies)|keywords?|tagged(?: with)?|posted in|schlagw[oö]rter|themen|"
         r"mots-clés|etiquetas|in this (?:article|story)|labels)(?::| :|$)"),
        ("source line", 9, r"(?:other )?(?:sources?|quellen?|fuente|fonte|via)\s?:"),
        ("release label", 10,
         r"for immediate release|(?:media|press) (?:contacts?|enquiries|inquiries|release)\W*$|embargoed until|\W*ends?\W*$"
         r"|contact:|pressemitteilung\W*$"),
        ("page control", 12,
         r"(?:page )?\d+ (?:of|von|sur) \d+$|skip to (?:main )?(?:content|navigation)|(?:back|return) to (?:top|home)|"
         r"jump to|toggle |(?:show|view|load|see) (?:more|all|less|comments)|zoom|listen to this|audio by|"
         r"(?:close|open) (?:menu|dialog)|\d+ (?:views|shares|likes|reads)\b|text size|font size|impressum\b|datenschutz\b|"
         r"(?:privacy|cookie) policy|terms (?:of (?:use|service)|and conditions)|report (?:an error|a typo|this ad)|"
         r"click to (?:enlarge|expand|share|view)|opens in (?:a )?new|(?:image|photo) \d+ of \d+"),
        ("reading time", 12, r".{0,50}\b\d+[- ]min(?:ute)?s?[- ](?:read|listen|lesezeit)\b|(?:reading time|lesezeit|lesedauer)"),
        ("forum control", 12,
         r"(?:joined|posts|location|registered|reputation|last edited|reply with quote|quote|likes received|thread starter|"
         r"message #|post #|re:)\s?:?\s*(?:\d.*|#.*|\w{3} \d{4}|by .*)?$|#\d+$"),
        ("breadcrumb", 20, r"(?:you are here:|home|startseite|accueil|inicio|news) ?(?:>|»|›|/|\|)"),
        ("donation plea", 80,
         r".*\b(?:our|independent|quality) (?:journalism|reporting|newsroom)\b.*\b(?:support|donat\w+|contribut\w+|subscri\w+)"),
    )
)  # fmt: skip

# A line of nothing but these is a row of buttons.
_BUTTONS = frozenset(
    "share tweet pin email e-mail mail print save comment comments reply like likes follow subscribe login "
    "logout log sign in up register menu search home reset close next previous prev back top more copy link "
    "listen skip facebook twitter instagram whatsapp telegram linkedin pinterest reddit youtube tiktok rss x "
    "messenger flipboard bluesky threads a a+ a- aa + - on via this article story to and or bookmark download "
    "teilen drucken merken kommentieren suche menü partager imprimer commenter compartir imprimir condividi "
    "stampa newsletter abo anmelden account advertise about contact sitemap faq help settings english deutsch "
    "français español play pause mute fullscreen edit report delete quote toggle navigation".split()
)
_PLAIN_BUTTONS = frozenset("a aa x on via to and or in up this story more top back + - a+ a-".split())
_BUTTON = re.compile(r"[^\s|/·•,()\[\]]+")

_BYLINE = re.compile(
    r"(?:(?:(?:[Ww]ritten|[Rr]eported|[Pp]osted|[Pp]ublished|[Ww]ords|[Ss]tory|[Tt]ext|[Ss]ubmitted) )?[Bb][Yy]:? "
    r"|(?:Von|Par|Por|Door|Av|Autor|Author|Reporter|Redaktion|Text):? )"
)
_NOT_AUTHORS = frozenset(
    "the a an land sea air train rail road plane foot boat far now then january february march april may june july "
    "august september october november december monday tuesday wednesday thursday friday saturday sunday".split()
)
_PARTICLES = frozenset(
    "van von der den de del della di da la le bin al el and und et y with for of at in the staff".split()
)
_JOB = re.compile(
    r"\b(?:staff (?:writer|reporter)|reporter|correspondent|editor|contributor|columnist|newsroom|news ?desk|"
    r"redakteur(?:in)?|korrespondent(?:in)?|associated press|reuters|agence france-presse|afp|dpa)\W*$"
)

_FIRST_PERSON = re.compile(r"\b(?:I|I[’']ve|I[’']m|[Mm]y|me)\b")
_CAREER = re.compile(
    r"\b(?:reporter|editor|journalist|journalism|writer|writing|author|blogger|columnist|correspondent|freelance|"
    r"news industry|newsroom|my work|covered|covers?|covering|contributes?|contributor|degree|passionate|years of|"
    r"bylines?|based in|writes|follow (?:him|her|them)|award-winning|outlets|published in)\b"
)
_IS_WRITER = re.compile(
    r"\W*[A-Z][\w'’.-]+(?: [A-Z][\w'’.-]+){1,3},? (?:is|has been|was|covers|writes|works|joined|reports|contributes)\b"
)
_QUOTE = re.compile(r"[“”\"«»„]")
_LETTERS = re.compile(r"[^\W\d_]{2,}")

STAMP_WORDS = frozenset(
    "published updated posted modified created last on at am pm a.m p.m et est edt pt pst pdt ct cst gmt utc bst cet "
    "cest ist jst uhr ago hours hour minutes minute mins min days day date time of and by the first print online "
    "stand aktualisiert veröffentlicht vom am um zuletzt publié le mis à jour publicado actualizado pubblicato "
    "jan feb mar apr may jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun st nd rd th "
    "january february march april june july august september october november december "
    "monday tuesday wednesday thursday friday saturday sunday "
    "januar februar märz mai juni juli oktober dezember montag dienstag mittwoch donnerstag freitag samstag sonntag "
    "janvier février mars avril juin juillet août septembre octobre novembre décembre "
    "lundi mardi mercredi jeudi vendredi samedi dimanche enero febrero marzo abril mayo junio julio agosto "
    "septiembre octubre noviembre diciembre de".split()
)
_STAMP_TOKEN = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]+)?")
_STAMP_VERB = re.compile(r"(?:(?:first )?published|(?:last )?(?:updated|modified)|posted|created|aktualisiert|veröffentlicht|"
                         r"stand|publié|mis à jour|publicado|actualizado|date)\b")  # fmt: skip


def cues_of(unit: Unit, *, from_top: int, from_end: int) -> Iterator[Cue]:
    """Give the cues that a unit shows by itself.

    Parameters
    ----------
    from_top, from_end
        How many units stand before it and after it.
    """
    if len(unit.text) > LONGEST_FURNITURE:
        return
    plain, count = unit.plain, len(unit.words)
    if not _LETTERS.search(plain):
        if not any(c.isdigit() for c in plain) or plain.strip("•*-–— ") == "":
            yield Cue("rule without words", 1.0)
        elif from_top < 4 and count <= 2:  # noqa: PLR2004
            yield Cue("stray number", 1.0)
        return
    for name, longest, regex in _PATTERNS:
        if count <= longest and regex.match(plain):
            yield Cue(name, 1.0)
            return
    edge = from_top < 8 or from_end < 5  # noqa: PLR2004
    if _is_buttons(plain):
        yield Cue("buttons", 1.0)
    elif is_stamp(unit) and (edge or _STAMP_VERB.match(plain)):
        yield Cue("date stamp", 1.0)
    elif edge and is_byline(unit):
        yield Cue("byline", 1.0)
    elif from_top and from_end < 6 and _is_blurb(unit, from_end):  # noqa: PLR2004
        yield Cue("about the author", 1.0)
    else:
        yield from _call(unit)


def _call(unit: Unit) -> Iterator[Cue]:
    """Give the cues of a call to the reader: an imperative, the page's own things, we and you."""
    plain = unit.plain
    if len(unit.words) > 45 or (match := _CALL.match(plain)) is None or _QUOTE.search(unit.body):  # noqa: PLR2004
        return
    yield Cue("call to the reader", 0.5)
    rest = plain[match.end() :]
    if _US.search(rest):
        yield Cue("of ourselves", 0.4)
    if _MEDIA.search(rest):
        yield Cue("about the page", 0.5 if len(unit.words) <= 30 else 0.3)  # noqa: PLR2004
    if _YOU.search(plain):
        yield Cue("to you", 0.2)


def _is_buttons(plain: str) -> bool:
    words = [w for w in _BUTTON.findall(plain) if not w.strip(":.!+").isdigit()]
    return (
        0 < len(words) <= 14  # noqa: PLR2004
        and all(w.strip(":.!") in _BUTTONS for w in words)
        and not all(w in _PLAIN_BUTTONS for w in words if w not in {"a+", "a-", "a+a-"})
    ) or plain in {"a+a-", "a+ a-", "a- a+", "aa"}


def is_stamp(unit: Unit) -> bool:
    """Say whether the unit is nothing but a date, a time and the words that go with them."""
    if len(unit.words) > 20 or not any(c.isdigit() for c in unit.body):  # noqa: PLR2004
        return False
    return all(w in STAMP_WORDS for w in _STAMP_TOKEN.findall(unit.plain))


def is_byline(unit: Unit) -> bool:
    """Say whether the unit names its author and nothing else."""
    body = unit.body
    match = _BYLINE.match(body)
    if match is None:
        return (
            2 <= len(unit.words) <= 9 and not unit.terminal and not _QUOTE.search(body)  # noqa: PLR2004
            and unit.capitalised > 0.6 and _JOB.search(unit.plain) is not None  # noqa: PLR2004
        )  # fmt: skip
    names = body[match.end() :].split(",")[0].split("|")[0].split(" - ")[0].split(" – ")[0].split()
    if not names or names[0].lower().strip(".,:") in _NOT_AUTHORS or len(unit.words) > 20:  # noqa: PLR2004
        return False
    return len(names) <= 9 and all(
        w[0].isupper() or w.lower() in _PARTICLES or not w[0].isalpha() for w in names
    )  # noqa: PLR2004


def _is_blurb(unit: Unit, from_end: int) -> bool:
    """Say whether the unit presents the author: in the first person, or as the last lines of a page."""
    if _QUOTE.search(unit.body) or not unit.prose:
        return False
    career = len(set(_CAREER.findall(unit.body)))
    if len(_FIRST_PERSON.findall(unit.body)) >= 2 and career >= 2:  # noqa: PLR2004
        return True
    return from_end < 3 and career >= 2 and _IS_WRITER.match(unit.body) is not None  # noqa: PLR2004
