"""An analysis under another document id: an article that came before it moves the ids, not what it says."""

from __future__ import annotations

from dataclasses import replace

from geomap.model import Analysis


def relabelled(analysis: Analysis, document_id: str) -> Analysis:
    """Give an analysis as it would be if its document had another id.

    All ids of a document's mentions, movements and claims begin with the document's own.
    """
    old = len(analysis.document.id)

    def moved(name: str) -> str:
        return document_id + name[old:]

    return replace(
        analysis,
        document=replace(analysis.document, id=document_id),
        mentions=tuple(replace(m, id=moved(m.id), document=document_id) for m in analysis.mentions),
        movements=tuple(replace(m, id=moved(m.id), document=document_id) for m in analysis.movements),
        claims=tuple(replace(c, id=moved(c.id), document=document_id) for c in analysis.claims),
        unplaced=tuple(replace(u, mention=moved(u.mention)) for u in analysis.unplaced),
        rejected=tuple(replace(r, document=document_id) for r in analysis.rejected),
        corrections=tuple(
            replace(o, mentions=tuple(moved(i) for i in o.mentions)) for o in analysis.corrections
        ),
    )
