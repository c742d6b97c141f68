"""stub"""
from dataclasses import dataclass


@dataclass(frozen=True)
class Dated:
    documents: tuple
    movements: tuple
    dates: tuple


def date_documents(analyses):
    return Dated(tuple(a.document for a in analyses), tuple(m for a in analyses for m in a.movements), tuple((a.document.id, t) for a in analyses for t in a.times))
