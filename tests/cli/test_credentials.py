"""Content credentials and ProofMode through the door: kept with the item, shown in the report in both languages."""

import html
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "readers"))

import credential_specimens as credentials
import proof_specimens as proofs

Sijil = Callable[..., subprocess.CompletedProcess[str]]
PHOTO = credentials.picture("PNG")


@pytest.fixture(scope="module")
def reported(sijil: Sijil, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, str]]:
    """What the report's annex says of each file, by language and name."""
    case = tmp_path_factory.mktemp("credentials") / "case"
    files = case.with_name("files")
    files.mkdir()
    signed = credentials.signed(credentials.picture())
    for name, data in {
        "signed.jpg": signed,
        "altered.jpg": signed[:-40] + bytes([signed[-40] ^ 1]) + signed[-39:],
        "bare.png": credentials.picture("PNG"),
        "away.jpg": credentials.signed(credentials.picture(), remote="https://example.invalid/m"),
    }.items():
        (files / name).write_bytes(data)
    if proofs.HAVE_GPG:
        bundle = proofs.bundle({"IMG_1.png": PHOTO, **proofs.parts(PHOTO)})
        (files / "proof.zip").write_bytes(bundle)
        proofs.end()
    assert sijil("new", case).returncode == 0
    settings = (case / "case.toml").read_text("utf-8")
    (case / "signers.pem").write_text(credentials.chain().root, "ascii")
    settings = settings.replace("[custody]\n", '[custody]\ntrusted_signers = "signers.pem"\n', 1)
    settings = settings.replace('languages = ["en"]', 'languages = ["en", "ar"]', 1)
    (case / "case.toml").write_text(settings, "utf-8")
    for done in (sijil("run", case, files), sijil("verify", case), sijil("verify", case / "report")):
        assert done.returncode == 0, done.stdout + done.stderr
    return {
        language: annex((case / "report" / page).read_text("utf-8"))
        for language, page in (("en", "index.html"), ("ar", "index.ar.html"))
    }


def annex(page: str) -> dict[str, str]:
    """The words of each file's entry, by the file's last name."""
    entries = {}
    for entry in re.findall(r'<article id="item-.*?</article>', page, re.DOTALL):
        words = html.unescape(re.sub(r"<[^>]+>", "", entry))
        name = html.unescape(re.search(r"<h4><bdi>(.*?)</bdi>", entry)[1])
        entries[name.rpartition("/")[2]] = " ".join(words.split())
    return entries


@pytest.mark.parametrize(
    ("name", "english", "arabic"),
    [
        (
            "signed.jpg",
            "content credentials (C2PA): intact since it was signed; the signer is one whom this case trusts",
            "سليم منذ توقيعه؛ والموقِّع ممن تثق بهم هذه القضية",
        ),
        (
            "altered.jpg",
            "content credentials (C2PA): altered since it was signed (assertion.dataHash.mismatch)",
            "عُدّل بعد توقيعه (assertion.dataHash.mismatch)",
        ),
        (
            "bare.png",
            "content credentials (C2PA): none; absence means nothing",
            "لا توجد؛ وغيابها لا يعني شيئًا",
        ),
        (
            "away.jpg",
            "kept elsewhere and not fetched (https://example.invalid/m)",
            "محفوظة في مكان آخر ولم تُجلب (https://example.invalid/m)",
        ),
    ],
)
def test_the_annex_says_it_in_both_languages(
    reported: dict[str, dict[str, str]], name: str, english: str, arabic: str
) -> None:
    assert english in reported["en"][name]
    assert arabic in reported["ar"][name]
    assert "authentic" not in reported["en"][name]


@pytest.mark.skipif(
    not proofs.HAVE_GPG or shutil.which("gpgv") is None, reason="needs gpg and gpgv, for a signed bundle"
)
def test_a_photo_out_of_a_proofmode_zip_says_what_its_signature_shows(
    reported: dict[str, dict[str, str]],
) -> None:
    said = reported["en"]["IMG_1.png"]
    assert (
        "ProofMode: the signature holds: unchanged since it was signed; it says nothing of who signed" in said
    )
    assert "التوقيع صحيح: لم يتغيّر منذ توقيعه؛ ولا يدل على هوية الموقِّع" in reported["ar"]["IMG_1.png"]
    assert "ProofMode" not in reported["en"]["bare.png"]


def test_tool_read_shows_it_without_a_case(sijil: Sijil, tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(credentials.signed(credentials.picture()))
    done = sijil("tool", "read", path)
    assert json.loads(done.stdout)["metadata"]["content_credentials"] == "intact, signer not trusted"


def test_a_list_of_trust_that_is_not_there_is_named(sijil: Sijil, tmp_path: Path) -> None:
    case, file = tmp_path / "case", tmp_path / "a.txt"
    file.write_text("words", "utf-8")
    assert sijil("new", case).returncode == 0
    settings = (case / "case.toml").read_text("utf-8")
    (case / "case.toml").write_text(
        settings.replace("[custody]\n", '[custody]\ntrusted_signers = "nowhere.pem"\n', 1), "utf-8"
    )
    done = sijil("add", case, file)
    assert done.returncode != 0
    assert "nowhere.pem" in done.stderr and "Traceback" not in done.stderr
