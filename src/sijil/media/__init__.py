"""Photos and videos: fingerprints, matching, what a file says of itself, the sun over a place.

In: grey pictures with their times (decoded elsewhere, behind the fence of `readers`). Out: compact fingerprints, pairs
of files that show the same with where in each, and a verdict (`same_file`, `same_footage`, `same_place`, `related`).
Nothing here opens a file of evidence, knows a case, or computes anything of a face or a voice.
"""

from sijil.media.fingerprint import Fingerprint, fingerprint
from sijil.media.frame_hash import frame_hash, oriented
from sijil.media.ground import bearing, distance
from sijil.media.matching import Item, Match, matches
from sijil.media.motion import Film
from sijil.media.search import Found, nearest, within
from sijil.media.sun import Shadow, Window, shadow_at, sun_at, windows

__all__ = [
    "Film",
    "Fingerprint",
    "Found",
    "Item",
    "Match",
    "Shadow",
    "Window",
    "bearing",
    "distance",
    "fingerprint",
    "frame_hash",
    "matches",
    "nearest",
    "oriented",
    "shadow_at",
    "sun_at",
    "windows",
    "within",
]
