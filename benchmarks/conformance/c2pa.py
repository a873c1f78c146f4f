"""What we say of the pictures, films and papers that the makers of C2PA test with, read inside the fence.

python benchmarks/conformance/c2pa.py [CHECKOUT OF c2pa-python] [CHECKOUT OF c2pa-rs]
"""

import sys
from pathlib import Path

from suite import Tally, folder

from sijil.readers import Fence
from sijil.readers.content_credentials import FACT

INTACT = "intact, signer not trusted"
NONE = "none; absence means nothing"
CANNOT, ELSEWHERE = "cannot be read (", "kept elsewhere, not fetched ("

# By the names there (E-sig: an altered signature, X: an altered picture) and the known-good reports (C, CA, XCA);
# for the rest what c2pa-rs 0.91.3 finds by itself, so that a change in it or in the fence is seen.
PYTHON = {
    **dict.fromkeys(("CA.jpg", "CACAE-uri-CA.jpg", "CA_ct.jpg", "boxhash.jpg", "video1.mp4"), INTACT),
    **dict.fromkeys(("legacy_ingredient_hash.jpg", "pdf-file.pdf", "sample1_signed.wav"), INTACT),
    "CIE-sig-CA.jpg": "intact, but not what it was made from (claimSignature.mismatch)",
    "E-sig-CA.jpg": "altered (claimSignature.mismatch)",
    "XCA.jpg": "altered (assertion.dataHash.mismatch)",
    "cloud.jpg": ELSEWHERE,
}
RUST = {
    **dict.fromkeys(
        ("C.jpg", "CA.jpg", "CACA.jpg", "CACAE-uri-CA.jpg", "CA_ct.jpg", "CIE-sig-CA.jpg"), INTACT
    ),
    **dict.fromkeys(("boxhash.jpg", "express-signed.pdf", "legacy.mp4", "video1.mp4", "ocsp.jpg"), INTACT),
    **dict.fromkeys(("C_with_CAWG_data.jpg", "legacy_ingredient_hash.jpg", "update_manifest.jpg"), INTACT),
    "ocsp_with_assertion.jpg": INTACT,
    "E-sig-CA.jpg": "altered (claimSignature.mismatch)",
    "XCA.jpg": "altered (assertion.dataHash.mismatch)",
    "adobe-20220124-E-clm-CAICAI.jpg": "altered (",
    "dashinit.mp4": "altered (assertion.bmffHash.mismatch)",
    **dict.fromkeys(("cloud.jpg", "cloudx.jpg", "libpng-test_with_url.png"), ELSEWHERE),
    **dict.fromkeys(("no_alg.jpg", "prerelease.jpg", "nested_moov_1000.mp4", "tiff_poc.tiff"), CANNOT),
    "sample3.invalid.wav": CANNOT,
    **dict.fromkeys(("IMG_0003.jpg", "P1000827.jpg", "earth_apollo17.jpg", "no_manifest.jpg"), NONE),
    **dict.fromkeys(("MultiPage.tif", "TUSCANY.TIF", "test.tiff", "libpng-test.png", "sample1.png"), NONE),
    **dict.fromkeys(("mars.webp", "sample1.webp", "test.webp", "test_lossless.webp", "test_xmp.webp"), NONE),
    **dict.fromkeys(("sample1.avif", "sample1.heic", "sample1.heif", "sample1.gif", "thumbnail.jpg"), NONE),
    **dict.fromkeys(("sample1.flac", "sample1.m4a", "sample1.mp3", "sample1.wav", "test.avi", "c.mov"), NONE),
    **dict.fromkeys(
        ("id3v23_compression_underflow.mp3", "riff_bomb_1000.wav", "video1_no_manifest.mp4"), NONE
    ),
    **dict.fromkeys(("basic.pdf", "basic-signed.pdf", "basic-password.pdf", "express.pdf"), ""),
}


def check(name: str, home: Path, expected: dict[str, str], fence: Fence) -> None:
    """Compare what is said of each fixture; one that the checkout lacks is named."""
    tally = Tally(name)
    absent = []
    for file, wanted in expected.items():
        if not (home / file).is_file():
            absent.append(file)
            continue
        said = fence.read(home / file, name=file).metadata.get(FACT, "")
        tally.note(
            file, said.startswith(wanted) if wanted.endswith("(") else said == wanted, said or "nothing said"
        )
    tally.show()
    for file in absent:
        print(f"  not in this checkout: {file}")


def main() -> None:
    """Both suites; each says how to get it when it is not here."""
    given = sys.argv[1:]
    with Fence() as fence:
        for number, (name, under, expected) in enumerate(
            (
                ("c2pa-python", "tests/fixtures/files-for-reading-tests", PYTHON),
                ("c2pa-rs", "sdk/tests/fixtures", RUST),
            )
        ):
            sys.argv[1:] = given[number : number + 1]
            home = folder(name, f"github.com/contentauth/{name}")
            check(name, home / under, expected, fence)


if __name__ == "__main__":
    main()
