"""What a gazetteer says of itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from geomap.model import Provenance

BYTES_PER_MB = 1_000_000


@dataclass(frozen=True, slots=True)
class Info:
    """Name, release, file, sources and counts of a gazetteer.

    Attributes
    ----------
    names
        Different names, all scripts and spellings counted once.
    kinds
        Places of each kind, in the contract's order.
    """

    provenance: Provenance
    path: Path
    size_bytes: int
    names: int
    kinds: Mapping[str, int]

    def to_text(self) -> str:
        """Give it in lines for a terminal."""
        told = self.provenance
        counts = [f"  {count:>9,}  {kind}" for kind, count in self.kinds.items()]
        return "\n".join([
            f"gazetteer  {told.name} {told.release}",
            f"file       {self.path} ({self.size_bytes / BYTES_PER_MB:.1f} MB, checksum right)",
            f"places     {told.places:,} with {self.names:,} names",
            *counts,
            "sources",
            *(f"  {source}" for source in told.sources),
        ])  # fmt: skip
