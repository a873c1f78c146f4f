"""Photos and videos: fingerprints, matching, metadata, verification. Not built in this version.

Until it is, photos and videos are kept in custody and compared by their SHA-256 alone. Keyframes with their times
are there to be matched: `sijil stills` makes them (`sijil.readers.film_stills`, `sijil.store.derived`).
"""
