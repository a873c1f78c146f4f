"""A real browser opens the report, without any network, and follows figures to quotes and hashes."""

import hashlib
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.e2e

PICTURE = Path(__file__).resolve().parents[2] / "build" / "report.png"


@pytest.fixture(scope="module")
def browser_page(chromium: Browser) -> tuple[Page, list[str], list[str]]:
    page = chromium.new_page(viewport={"width": 1100, "height": 900})
    requests: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    return page, requests, complaints


def shown(page: Page, selector: str) -> bool:
    return page.locator(selector).evaluate(
        "e => { const r = e.getBoundingClientRect(); return r.top < innerHeight && r.bottom > 0 }"
    )


def test_a_figure_is_followed_to_its_quote_and_the_quote_to_its_file_and_hash(
    browser_page: tuple[Page, list[str], list[str]], example_case: Path
) -> None:
    page, requests, complaints = browser_page
    address = (example_case / "report" / "index.html").as_uri()
    page.goto(address)
    PICTURE.parent.mkdir(exist_ok=True)
    page.screenshot(path=PICTURE)
    page.locator('.card [data-figure="killing/total"][data-bound="best"]').click()
    assert shown(page, "#figure-killing-total")
    page.locator("#figure-killing-total ul.inputs a[href^='#claim-']").first.click()
    claim = page.locator("article:target")
    quote = claim.locator("q")
    sha256 = quote.get_attribute("data-sha256")
    assert sha256
    claim.locator(f"a[href='#item-{sha256[:16]}']").click()
    assert sha256 in page.locator("article:target").inner_text()
    blob = example_case / "evidence" / "sha256" / sha256[:2] / sha256
    assert hashlib.sha256(blob.read_bytes()).hexdigest() == sha256
    assert [url.split("#")[0] for url in requests if not url.startswith("data:")] == [address]
    assert complaints == []


@pytest.mark.parametrize("name", ["index.html", "index.ar.html"])
@pytest.mark.parametrize("width", [1100, 390])
def test_nothing_runs_over_the_edge_on_a_desk_or_a_phone(
    browser_page: tuple[Page, list[str], list[str]], example_case: Path, name: str, width: int
) -> None:
    page, _, _ = browser_page
    page.set_viewport_size({"width": width, "height": 900})
    page.goto((example_case / "report" / name).as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    right_to_left = page.evaluate("getComputedStyle(document.documentElement).direction")
    assert right_to_left == ("rtl" if ".ar." in name else "ltr")


def test_arabic_quotes_run_from_right_to_left_inside_an_english_page(
    browser_page: tuple[Page, list[str], list[str]], example_case: Path
) -> None:
    page, _, _ = browser_page
    page.goto((example_case / "report" / "index.html").as_uri())
    assert page.locator("q[lang=ar]").first.evaluate("e => getComputedStyle(e).direction") == "rtl"
    assert page.locator("q[lang=en]").first.evaluate("e => getComputedStyle(e).direction") == "ltr"
