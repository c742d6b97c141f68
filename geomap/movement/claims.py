"""Claims: stub."""
from geomap.model import Claim


def find_claims(prose, *, mentions, places, movements) -> tuple[Claim, ...]:
    return ()
