"""Content credentials: what is said of a file that carries them, lost them, or never had any."""

import json

import credential_specimens as make
import pytest

from sijil.readers import Fence, content_credentials
from sijil.readers.content_credentials import FACT, status, without_manifest


def test_untouched_bytes_are_intact_and_their_signer_is_not_trusted_by_default(read):
    reading = read("a.jpg", make.signed(make.picture()))
    assert reading.metadata[FACT] == "intact, signer not trusted"
    assert reading.metadata[f"{FACT}_signer"] == "Invented Signer, Invented for a test"
    assert reading.metadata[f"{FACT}_tool"] == "test camera 1"
    assert "actions" in " ".join(json.loads(reading.metadata[f"{FACT}_assertions"]))


def test_one_altered_byte_of_the_picture_is_found(read):
    data = bytearray(make.signed(make.picture()))
    data[-40] ^= 1
    assert read("a.jpg", bytes(data)).metadata[FACT] == "altered (assertion.dataHash.mismatch)"


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "TIFF", "GIF"])
def test_absence_is_said_and_means_nothing(read, form):
    reading = read("a.jpg", make.picture(form))
    assert reading.metadata[FACT] == "none; absence means nothing"


def test_a_signer_whom_the_user_trusts_is_trusted(tmp_path):
    path = tmp_path / "a.png"
    path.write_bytes(make.signed(make.picture("PNG"), "image/png"))
    with Fence(make.chain().root) as fence:
        assert fence.read(path, name="a.png").metadata[FACT] == "intact, signer trusted"


def test_a_list_of_trust_with_other_roots_trusts_nobody_else(tmp_path):
    path = tmp_path / "a.jpg"
    path.write_bytes(make.signed(make.picture()))
    make.chain.cache_clear()
    with Fence(make.chain().root) as fence:
        assert fence.read(path, name="a.jpg").metadata[FACT] == "intact, signer not trusted"


def test_a_manifest_kept_elsewhere_is_named_and_never_fetched(read):
    data = make.signed(make.picture(), remote="https://example.invalid/one.c2pa")
    said = read("a.jpg", data).metadata[FACT]
    assert said == "kept elsewhere, not fetched (https://example.invalid/one.c2pa)"


def test_credentials_cut_in_half_are_a_stated_outcome(read):
    data = make.signed(make.picture())
    said = read("a.jpg", data[: len(data) // 3]).metadata[FACT]
    assert said.startswith(("cannot be read (", "altered (")) or said == content_credentials.NONE
    assert "intact" not in said


@pytest.mark.parametrize("from_the_end", [1, 2, 3, 100, 500, 1000, 2000, 3000])
def test_no_altered_byte_of_the_picture_passes_for_intact(read, from_the_end):
    data = bytearray(make.signed(make.picture()))
    data[-from_the_end] ^= 0x20
    assert read("a.jpg", bytes(data)).metadata[FACT].startswith(("altered", "cannot be read"))


def test_without_the_library_it_is_said_that_nobody_looked(read, monkeypatch):
    monkeypatch.setattr(content_credentials, "installed", lambda: False)
    said = read("a.jpg", make.signed(make.picture())).metadata[FACT]
    assert said == "not looked for (the extra c2pa is not installed)"


def test_a_file_of_another_kind_is_not_spoken_of(read):
    assert FACT not in read("a.txt", b"plain words").metadata


@pytest.mark.parametrize(
    ("state", "own", "earlier", "said"),
    [
        ("Trusted", [], [], "intact, signer trusted"),
        ("Valid", ["signingCredential.untrusted"], [], "intact, signer not trusted"),
        (
            "Invalid",
            ["signingCredential.untrusted", "claimSignature.mismatch"],
            [],
            "altered (claimSignature.mismatch)",
        ),
        (
            "Invalid",
            ["signingCredential.untrusted"],
            ["claimSignature.mismatch"],
            "intact, but not what it was made from (claimSignature.mismatch)",
        ),
        ("Invalid", ["signingCredential.expired"], [], "does not hold (signingCredential.expired)"),
        ("Invalid", [], [], "does not hold (no reason given)"),
    ],
)
def test_what_is_shown_follows_from_the_codes(state, own, earlier, said):
    assert status(state, own, earlier) == said


def test_never_authentic():
    shown = [status(state, [], []) for state in ("Trusted", "Valid", "Invalid")]
    shown += [
        without_manifest(error) for error in ("ManifestNotFound: x", "Remote: at https://a.b", "Other: y")
    ]
    assert not any("authentic" in said or "genuine" in said or "true" in said for said in shown)
