"""A person at the workbench: reads, corrects and decides by keyboard alone, in two languages, on a desk and a phone."""

from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.e2e
PAGES = [
    *("/incidents", "/incidents/i157785fcbe08bd4d", "/places", "/groups", "/findings"),
    "/incidents/i157785fcbe08bd4d/finding",
    "/evidence/c223116f160eaeb4dc20a8f31fa0b935a16956393a1b55c30f228501969cdc95",
    "/places/one?label=Mina%20Lulu&admin1=Qasr%20Marjan",
    *("/people", "/people?name=Adnan%20Khawkhawi", "/people/p1e1b79160f0beb96", "/people/names"),
    *(
        "/",
        "/evidence",
        "/review",
        "/review/cf3c6c662340293a4",
        "/matches",
        "/search?q=killed&kind=claim",
        "/releases",
    ),
]
CORRECTED = "Gunmen killed two fishermen in Ras Sadafa"
PICTURES = Path(__file__).resolve().parents[2] / "build"


@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_page_breaks_wcag_or_runs_over_the_edge(bench: Any, faults: Any, language: str) -> None:
    bench.go(f"/language/{language}")
    for path in PAGES:
        page = bench.go(path)
        assert (path, faults(page)) == (path, [])
        for width in (1200, 390):
            page.set_viewport_size({"width": width, "height": 800})
            assert (path, page.evaluate("document.documentElement.scrollWidth") <= width) == (path, True)
        wanted = "rtl" if language == "ar" else "ltr"
        assert page.evaluate("getComputedStyle(document.documentElement).direction") == wanted


def test_a_field_is_corrected_by_keyboard_alone(bench: Any) -> None:
    key = bench.key_of(CORRECTED)
    page = bench.go(f"/review/{key}")
    page.keyboard.press("e")
    actor = page.locator('[name="words:perpetrators.0.as_said"]')
    actor.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Enter")
    assert actor.input_value() == "two fishermen"
    assert page.locator('[name="at:perpetrators.0.as_said"]').input_value() == "52-65"
    page.keyboard.press("Escape")
    page.keyboard.press("a")
    page.wait_for_url("**/review/**last=**")
    assert page.locator(".last").inner_text().startswith("corrected")
    perpetrator = bench.claim(key)[1]["perpetrators"][0]
    assert (perpetrator["as_said"], perpetrator["start"]) == ("two fishermen", 52)


def test_words_selected_by_mouse_keep_their_place_behind_a_letter_of_two_units(bench: Any) -> None:
    page = bench.go("/review/cf3c6c662340293a4")
    page.keyboard.press("e")
    page.locator('[name="words:places.0.as_said"]').focus()
    piece = page.locator("#passage .place").first
    box = piece.bounding_box()
    page.mouse.dblclick(box["x"] + box["width"] - 8, box["y"] + box["height"] / 2)
    words = page.locator('[name="words:places.0.as_said"]').input_value()
    start, end = map(int, page.locator('[name="at:places.0.as_said"]').input_value().split("-"))
    assert bench.claim("cf3c6c662340293a4")[2][start:end] == words == "حوش"


def test_a_decision_is_taken_back_and_a_rejection_asks_for_its_reason(bench: Any) -> None:
    page = bench.go("/review")
    key = page.url.rsplit("/", 1)[1]
    page.keyboard.press("r")
    page.keyboard.type("another town")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**last={key}")
    assert bench.claim(key)[0] == "rejected"
    page.keyboard.press("u")
    page.wait_for_url(f"**/review/{key}")
    assert bench.claim(key)[0] == "candidate"


def test_matches_are_answered_by_keyboard_alone_and_the_last_is_taken_back(bench: Any) -> None:
    page = bench.go("/matches")
    first = page.url.split("/matches/")[1]
    assert "196 → 197" in page.locator(".effect").inner_text()
    page.keyboard.press("n")
    page.wait_for_url("**/matches/**last=**")
    second = page.url.split("/matches/")[1].split("?")[0]
    page.keyboard.press("y")
    page.wait_for_url(f"**last={second.replace('/', '%2F')}")
    answers = "SELECT target || '/' || other, decision FROM store_judgement ORDER BY id DESC LIMIT 2"
    assert bench.rows(answers) == [(second, "same"), (first, "different")]
    page.keyboard.press("u")
    page.wait_for_url(f"**/matches/{second}")
    assert bench.rows(answers)[0] == (second, "reopen")


def test_a_list_of_names_in_both_scripts_is_pasted_and_leads_to_people(bench: Any) -> None:
    page = bench.go("/people/names")
    page.locator("textarea").fill("Adnan Khawkhawi\nهاني ياسر أبو منارة\nNobody Atall Likethis")
    page.get_by_role("button", name="Look up").click()
    page.get_by_text("without anybody alike: 1").wait_for()
    assert page.locator("tbody").count() == 3
    page.locator("tbody").nth(1).get_by_role("link").first.click()
    page.get_by_role("heading", name="What does not agree").wait_for()


def test_a_finding_is_written_from_an_incident_by_keyboard(bench: Any) -> None:
    page = bench.go("/incidents/i157785fcbe08bd4d")
    page.get_by_role("link", name="Write a finding").press("Enter")
    page.get_by_label("Question").focus()
    page.keyboard.type("Whether")
    page.keyboard.press("Tab")
    page.keyboard.type("occurred")
    page.keyboard.press("Tab")
    page.keyboard.type("At least fifteen civilians were killed in Burj Nawras.")
    page.get_by_role("radio", name="ground").first.press("Space")
    page.get_by_role("button", name="Record the finding").press("Enter")
    found = page.locator(".finding", has_text="At least fifteen civilians")
    found.wait_for()
    assert "its standard of proof" in found.locator(".notice").inner_text()
    assert bench.rows("SELECT count(*) FROM store_judgement WHERE kind = 'finding'") == [(3,)]


DROP = """(zone, files) => {
    const data = new DataTransfer();
    for (const [name, text] of files) data.items.add(new File([text], name));
    zone.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
}"""


def test_files_are_dropped_and_chosen_and_become_evidence(bench: Any, tmp_path: Path) -> None:
    page = bench.go("/evidence")
    told = "Gunmen killed two farmers in Marsa on 8 March 2025."
    page.locator(".drop").evaluate(DROP, [["<img onerror=1>.txt", told], ["second.txt", "Nothing."]])
    chosen = tmp_path / "chosen.txt"
    chosen.write_text("Gunmen killed three fishermen in Marsa on 9 March 2025.", "utf-8")
    page.locator("#files").set_input_files(chosen)
    page.locator("#sending li").nth(2).get_by_text("received").wait_for()
    page.locator("#items").get_by_text("chosen.txt").wait_for(timeout=120_000)
    assert page.locator("#items").get_by_text("<img onerror=1>.txt").count() == 1
    assert page.locator("#work").get_attribute("data-at") == "rest"
    told_of = "SELECT count(*) FROM store_claim WHERE body LIKE '%fishermen%' OR body LIKE '%two farmers%'"
    assert bench.rows(told_of)[0][0] >= 2


def test_work_goes_on_when_the_page_is_closed(bench: Any) -> None:
    page = bench.go("/evidence")
    page.locator(".drop").evaluate(DROP, [["left.txt", "Gunmen killed two farmers in Marsa."]])
    page.locator("#sending").get_by_text("received").wait_for()
    page.goto("about:blank")
    sql = "SELECT outcome FROM store_item WHERE name = 'left.txt'"
    for _ in range(600):
        if bench.rows(sql) == [("read",)]:
            break
        page.wait_for_timeout(200)
    assert bench.rows(sql) == [("read",)]


def test_the_page_of_a_claim_is_kept_as_a_picture(bench: Any) -> None:
    PICTURES.mkdir(exist_ok=True)
    bench.go(f"/review/{bench.key_of(CORRECTED)}").screenshot(path=PICTURES / "review.png")
    bench.go("/language/ar")
    bench.go("/review/cf3c6c662340293a4").screenshot(path=PICTURES / "review-ar.png")


class TestAHundredClaims:
    """Review of a hundred claims without a mouse."""

    @pytest.fixture
    def workbench_case(self, sijil: Any, tmp_path: Path) -> Path:
        towns = ("Marsa", "Tell Yara", "Ayn Nur", "Burj Safa")
        lines = [
            f"Gunmen killed {n + 2} farmers in {towns[n % 4]} on {n % 28 + 1} March 2025." for n in range(100)
        ]
        (tmp_path / "notes.txt").write_text("\n".join(lines), "utf-8")
        assert sijil("new", tmp_path / "case").returncode == 0
        assert sijil("run", tmp_path / "case", tmp_path / "notes.txt").returncode == 0
        return tmp_path / "case"

    def test_are_decided_by_keyboard_alone(self, bench: Any) -> None:
        assert states(bench) == {"candidate": 100}
        page = bench.go("/review")
        for number in range(100):
            key = page.url.rsplit("/", 1)[1].split("?")[0]
            if number % 10 == 9:
                page.keyboard.press("r")
                page.keyboard.type("not of this case")
                page.keyboard.press("Enter")
            else:
                page.keyboard.press("a")
            page.wait_for_url(f"**last={key}")
        assert "Nothing awaits review." in page.locator("main").inner_text()
        assert states(bench) == {"accepted": 90, "rejected": 10}
        assert bench.rows("SELECT count(*) FROM store_judgement") == [(100,)]


def states(bench: Any) -> dict[str, int]:
    return dict(bench.rows("SELECT state, count(*) FROM store_claim GROUP BY state"))
