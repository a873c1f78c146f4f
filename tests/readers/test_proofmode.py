"""ProofMode: which proof is for which photo, and what its signature shows."""

import hashlib
import shutil

import proof_specimens as make
import pytest

from sijil.readers import openpgp, proofmode
from sijil.readers.proofmode import DOES_NOT_HOLD, FACT, HOLDS, NO_PROOF, UNSIGNED, Piece

pytestmark = [
    pytest.mark.skipif(not make.HAVE_GPG, reason="needs gpg, to make a signed bundle"),
    pytest.mark.skipif(shutil.which("gpgv") is None, reason="needs gpgv, to check one"),
]
PHOTO = b"\xff\xd8\xff\xe0 not much of a photo"


@pytest.fixture(scope="module", autouse=True)
def agent():
    """gpg's agent ends with these tests."""
    yield
    make.end()


@pytest.fixture
def said(tmp_path):
    """What is said of each file, by name: `said(files)`."""

    def facts(files: dict[str, bytes], contained: bool = True) -> dict[str, dict[str, str]]:
        pieces, names = [], {}
        for number, (name, data) in enumerate(files.items()):
            path = tmp_path / f"blob-{number}"
            path.write_bytes(data)
            digest = hashlib.sha256(data).hexdigest()
            names[digest] = name
            pieces.append(Piece(name, digest, path, "one", contained))
        return {names[digest]: found for digest, found in proofmode.facts(pieces)}

    return facts


def test_a_signature_that_holds_says_unchanged_and_not_who(said):
    found = said({"IMG_1.jpg": PHOTO, **make.parts(PHOTO)})
    assert found.keys() == {"IMG_1.jpg"}
    assert found["IMG_1.jpg"][FACT] == HOLDS
    assert "nothing of who signed" in HOLDS
    assert len(found["IMG_1.jpg"][f"{FACT}_key"]) == 40


def test_a_photo_altered_after_signing_has_no_proof_of_its_bytes(said):
    assert said({"IMG_1.jpg": PHOTO + b".", **make.parts(PHOTO)})["IMG_1.jpg"][FACT] == NO_PROOF


def test_sidecars_named_after_the_photo_find_an_altered_byte(said):
    files = make.parts(PHOTO, stem="IMG_1.jpg")
    assert said({"IMG_1.jpg": PHOTO, **files}, contained=False)["IMG_1.jpg"][FACT] == HOLDS
    altered = said({"IMG_1.jpg": PHOTO[:-1] + b"!", **files}, contained=False)
    assert altered["IMG_1.jpg"][FACT] == DOES_NOT_HOLD


def test_altered_proof_data_are_named(said):
    files = make.parts(PHOTO)
    name = next(name for name in files if name.endswith(".proof.csv"))
    files[name] += b"\n"
    found = said({"IMG_1.jpg": PHOTO, **files})["IMG_1.jpg"][FACT]
    assert found == f"{HOLDS}; its proof data were altered (.proof.csv)"


def test_a_proof_without_signature_or_key_is_said(said):
    files = make.parts(PHOTO)
    unsigned = {name: data for name, data in files.items() if not name.endswith(".asc")}
    assert said({"IMG_1.jpg": PHOTO, **unsigned})["IMG_1.jpg"][FACT] == UNSIGNED
    keyless = {name: data for name, data in files.items() if name != "pubkey.asc"}
    found = said({"IMG_1.jpg": PHOTO, **keyless})["IMG_1.jpg"][FACT]
    assert found == "signature not checked (no public key beside it)"


def test_a_broken_key_or_signature_is_not_checked_and_not_holding(said):
    files = make.parts(PHOTO)
    for name, data in (
        (f"{hashlib.sha256(PHOTO).hexdigest()}.asc", b"nothing"),
        ("pubkey.asc", b"-----BEGIN PGP x"),
    ):
        found = said({"IMG_1.jpg": PHOTO, **files, name: data})["IMG_1.jpg"][FACT]
        assert found.startswith("signature not checked (")


def test_without_gpgv_the_signature_is_said_to_be_unchecked(said, monkeypatch):
    monkeypatch.setattr(openpgp.shutil, "which", lambda *_, **__: None)
    found = said({"IMG_1.jpg": PHOTO, **make.parts(PHOTO)})["IMG_1.jpg"][FACT]
    assert found == "signature not checked (gpgv is not installed)"


def test_without_bubblewrap_the_verdict_is_the_same(said, monkeypatch):
    monkeypatch.setattr(openpgp, "bwrap_command", lambda: ())
    assert said({"IMG_1.jpg": PHOTO, **make.parts(PHOTO)})["IMG_1.jpg"][FACT] == HOLDS


def test_plain_photos_and_stray_signatures_are_not_spoken_of(said):
    assert said({"a.jpg": PHOTO, "letter.txt.asc": b"-----BEGIN PGP SIGNATURE-----"}) == {}
    loose = said(
        {"IMG_1.jpg": PHOTO, "other.jpg": b"\xff\xd8\xff other", **make.parts(PHOTO)}, contained=False
    )
    assert loose.keys() == {"IMG_1.jpg"}


@pytest.mark.parametrize("line", ["EXPKEYSIG 1 x", "REVKEYSIG 1 x"])
def test_the_status_lines_of_gnupg_are_heard(line):
    assert openpgp.verdict(f"[GNUPG:] {line}\n").verdict == "not_checked"
    assert openpgp.verdict("[GNUPG:] BADSIG 1 x\n[GNUPG:] VALIDSIG AB\n").verdict == "does_not_hold"
    assert openpgp.verdict("GOODSIG\nVALIDSIG AB\n").verdict == "not_checked"
