"""Places: a gazetteer and names as written in, ranked candidates with their reasons out.

`Gazetteer.read` takes CSV files; `candidates`, `resolve` and `governorate` take a name as a source
wrote it, with the places its document also names, and `find` scans a text. A place is resolved by
machine only when one candidate survives; else its governorate is the answer and the point stays open.
`where_precision` and `geo_precision` give the codes of UCDP and ACLED for a level.
"""

from sijil.places.gazetteer import Gazetteer
from sijil.places.place import (
    LEVELS,
    Candidate,
    Place,
    PlaceMention,
    geo_precision,
    where_precision,
)

__all__ = [
    "LEVELS",
    "Candidate",
    "Gazetteer",
    "Place",
    "PlaceMention",
    "geo_precision",
    "where_precision",
]
