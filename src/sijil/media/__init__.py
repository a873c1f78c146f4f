"""Photos and videos: fingerprints, matching, metadata, verification. Not built in this version.

Until it is, photos and videos are kept in custody and compared by their SHA-256 alone.
"""
