"""Content credentials (C2PA) that a photo, a film, a recording or a PDF carries, checked against its bytes.

A reader of its own, run in its own fenced child beside the one that reads the file, so that neither harms
the other. What it finds is a fact about the file and never more: *intact* says that the bytes are those
that were signed, not that what they show is so; and most true photos carry none.

Source: C2PA Technical Specification 2.2, section 15 (validation) and its status codes; read by
c2pa-python (optional: extra `c2pa`). Manifests kept elsewhere and certificate status are never fetched.
"""

import json
import os
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.util import find_spec
from typing import Any

from sijil.readers.draft import Draft, Source
from sijil.readers.reading import Reading

VERSION = "1"
FACT = "content_credentials"
NONE = "none; absence means nothing"
NOT_LOOKED_FOR = "not looked for (the extra c2pa is not installed)"
UNREMARKABLE = (NONE, NOT_LOOKED_FOR)

MEDIA_TYPES = frozenset(
    {
        *("image/jpeg", "image/png", "image/gif", "image/webp", "image/tiff", "image/heic", "image/heif"),
        *("image/avif", "audio/wav", "audio/mpeg", "audio/mp4", "audio/flac"),
        *("video/mp4", "video/quicktime", "video/x-msvideo", "application/pdf", "image/svg+xml"),
    }
)
"""Kinds of file that may carry credentials this reader can check."""
SILENT_WITHOUT = frozenset({"application/pdf", "image/svg+xml"})
"""Kinds of which nobody expects any: their absence is not worth a line."""

_TRUST = ("signingCredential.untrusted", "cawg.x509.credential.untrusted", "timeStamp.untrusted")
"""Codes that say only that a signer is on no list of trust."""
_SETTINGS: dict[str, Any] = {
    "verify": {"remote_manifest_fetch": False, "ocsp_fetch": False, "verify_trust": True}
}
_LONGEST = 300

_MARKS = (b"jumb", b"provenance")
"""Without one of these a JPEG holds no manifest store (a JUMBF box) and no name of one kept elsewhere (XMP)."""
_SEARCHABLE = frozenset({"image/jpeg"})
"""Kinds whose bytes are searched first. Of others the library also says where a container is broken."""
_WORTH_SEARCHING = 4 << 20
"""Above this a search takes longer than a child."""


def may_carry(media_type: str, file: int) -> bool:
    """Whether the open file is worth a child of its own; False only when it can hold no credentials.

    The bytes are searched and not parsed: most photos carry none, and a child for each takes its time.
    """
    if media_type not in _SEARCHABLE or os.fstat(file).st_size > _WORTH_SEARCHING:
        return True
    data = os.pread(file, _WORTH_SEARCHING, 0)
    return any(mark in data for mark in _MARKS)


@cache
def installed() -> bool:
    """Whether the library is there, found out without importing it."""
    return find_spec("c2pa") is not None


def read(source: Source) -> Reading:
    """No text; in the metadata what was found, who is said to have signed, when and with what."""
    import c2pa  # type: ignore[import-untyped]  # it ships no types

    draft = Draft(FACT, VERSION, source.media_type)
    draft.say(f"{FACT}_by", f"c2pa-rs {c2pa.sdk_version()}")
    source.file.seek(0)
    try:
        with (
            c2pa.Context(c2pa.Settings.from_dict(_settings(source.trust))) as context,
            c2pa.Reader(source.media_type, source.file, context=context) as found,
        ):
            draft.say(FACT, _said(found))
            _say_who(draft, found.get_active_manifest() or {})
    except c2pa.C2paError as error:
        draft.say(FACT, without_manifest(str(error)))
    return draft.done()


def _settings(anchors: str) -> dict[str, Any]:
    return _SETTINGS | ({"trust": {"user_anchors": anchors}} if anchors else {})


def _said(found: Any) -> str:
    results = found.get_validation_results() or {}
    own = _codes(results.get("activeManifest", {}).get("failure", []))
    deltas = [delta.get("validationDeltas", {}) for delta in results.get("ingredientDeltas") or []]
    earlier = _codes(failure for delta in deltas for failure in delta.get("failure", []))
    return status(str(found.get_validation_state()), own, earlier)


def _codes(failures: Iterable[dict[str, Any]]) -> list[str]:
    return list(dict.fromkeys(str(failure.get("code", "")) for failure in failures))


def status(state: str, own: Sequence[str], earlier: Sequence[str]) -> str:
    """What is shown. `state` is the library's: Trusted, Valid or Invalid.

    `own` are the failures of the manifest that speaks for these bytes, `earlier` those of files it was made from.
    """
    own, earlier = _without_trust(own), _without_trust(earlier)
    if state == "Trusted":
        return "intact, signer trusted"
    if state == "Valid":
        return "intact, signer not trusted"
    if any(code.endswith(".mismatch") for code in own):
        return f"altered ({', '.join(own)})"
    if own or not earlier:
        return f"does not hold ({', '.join(own) or 'no reason given'})"
    return f"intact, but not what it was made from ({', '.join(earlier)})"


def _without_trust(codes: Sequence[str]) -> list[str]:
    return [code for code in codes if code not in _TRUST]


def without_manifest(error: str) -> str:
    """What is shown when the library hands out no manifest, by its error."""
    kind, _, detail = error.partition(": ")
    if kind == "ManifestNotFound":
        return NONE
    if kind == "Remote":
        return f"kept elsewhere, not fetched ({detail.rpartition(' ')[2]})"
    return f"cannot be read ({detail or error})"


def _say_who(draft: Draft, manifest: dict[str, Any]) -> None:
    signature = manifest.get("signature_info") or {}
    names = [str(signature[key]) for key in ("common_name", "issuer") if signature.get(key)]
    draft.say(f"{FACT}_signer", ", ".join(names)[:_LONGEST])
    draft.say(f"{FACT}_signed", str(signature.get("time") or "")[:_LONGEST])
    tools = manifest.get("claim_generator_info") or []
    said = [" ".join(str(tool.get(key, "")) for key in ("name", "version")) for tool in tools]
    draft.say(f"{FACT}_tool", (", ".join(said) or str(manifest.get("claim_generator") or ""))[:_LONGEST])
    if manifest.get("assertions"):
        labels = [str(assertion.get("label", "")) for assertion in manifest["assertions"]]
        draft.say(f"{FACT}_assertions", json.dumps(labels)[:_LONGEST])


def warm() -> None:
    """Load the native library before any child is forked: inside the fence none can be."""
    import c2pa  # noqa: F401
