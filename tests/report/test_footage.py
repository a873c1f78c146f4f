"""Photos and films on the page: four forms of one film once, the look-alike apart, and no picture before one asks."""

import base64
import re
from pathlib import Path

import pytest

from sijil.report.check import Page


@pytest.fixture(scope="module", params=("index.html", "index.ar.html"))
def section(request: pytest.FixtureRequest, example_case: Path) -> str:
    text = (example_case / "report" / request.param).read_text("utf-8")
    return text.split('<section id="footage">')[1].split("</section>")[0]


def articles(section: str) -> list[str]:
    return section.split("<article ")[1:]


def files(article: str) -> set[str]:
    table = article.split("<tbody>")[1].split("</tbody>")[0]
    return {name.rsplit("/", 1)[-1] for name in re.findall(r"<bdi>([^<]*\.mp4)</bdi>", table)}


def test_four_forms_of_one_film_are_one_and_the_look_alike_stays_apart(section: str) -> None:
    one, other = articles(section)
    assert files(one) == {
        "market_gate.mp4",
        "VID-20250413-WA0011.mp4",
        "gate_with_logo.mp4",
        "gate_upright.mp4",
    }
    assert files(other) == {"market_gate_again.mp4"}
    assert 'class="tag accepted"' in one and 'class="tag accepted"' not in other
    key = re.search(r'id="(footage-[^"]+)"', other)
    assert key and f'href="#{key[1]}"' in one
    figures = Page.parse(section).figures
    assert [(f.figure, f.bound, f.text) for f in figures] == [
        ("case/footage", "best", "3"),
        ("case/footage", "low", "3"),
    ]


def test_the_earliest_copy_and_every_message_that_posted_one_are_named(section: str) -> None:
    one, _ = articles(section)
    earliest = one.split("<table>")[0]
    assert "market_gate.mp4" in earliest and "2025-04-10 17:30:00 UTC" in earliest
    assert "WhatsApp Chat with Lemon families.txt" in one and "telegram_shatt_now/result.json" in one


def test_each_pair_shows_one_moment_of_both_small_and_folded_away(section: str) -> None:
    pairs = re.findall(r'<details class="frames">(.*?)</details>', section, re.S)
    assert len(pairs) == 5 and section.count("<img") == 10
    assert "<img" not in re.sub(r"<details.*?</details>", "", section, flags=re.S)
    for pair in pairs:
        for data in re.findall(r"base64,([^\"]+)", pair):
            picture = base64.b64decode(data, validate=True)
            assert picture.startswith(b"\xff\xd8") and len(picture) < 30_000
