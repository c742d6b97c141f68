"""Measure geomap against gold corpora: recognition, roles, resolution, end to end.

From gold files (one JSON document a line) to a `Report` of figures with confidence intervals, slices
and the list of errors. The definitions are those that the field uses, stated in
`geomap.evaluate.measure`; the figures equal those of the project's reference scorer.
"""

from geomap.evaluate.gold import GoldDocument, read_gold
from geomap.evaluate.report import Report, evaluate_files

__all__ = ["GoldDocument", "Report", "evaluate_files", "read_gold"]
