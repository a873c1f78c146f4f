"""The workbench over real HTTP: who is let in, what pages show, and that no decision is lost."""

import html
import http.client
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

import pytest

from sijil.store.case import open_case
from sijil.web.urls import urlpatterns
from sijil.web.words import LANGUAGES, table

PATHS = [re.sub(r"<[^>]+>", "en", str(p.pattern)) for p in urlpatterns]


class Browser:
    """Keeps cookies as a browser does, and follows nothing by itself."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self.host, self.first = parts.netloc, f"{parts.path}?{parts.query}"
        self.cookies: dict[str, str] = {}

    def ask(
        self, path: str, form: dict[str, str] | None = None, **headers: str
    ) -> tuple[int, str, dict[str, str]]:
        connection = http.client.HTTPConnection(self.host, timeout=30)
        told = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())} | headers
        if form is not None:
            told["Content-Type"] = "application/x-www-form-urlencoded"
        body = urlencode(form) if form is not None else None
        connection.request("POST" if body is not None else "GET", path, body, told)
        answer = connection.getresponse()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.split(";")[0].partition("=")
            self.cookies[name] = value
        text = answer.read().decode()
        connection.close()
        return answer.status, text, {k.lower(): v for k, v in answer.getheaders()}

    def form(self, path: str) -> dict[str, str]:
        _, text, _ = self.ask(path)
        return {
            n: html.unescape(v) for n, v in re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', text)
        }


@pytest.fixture
def stranger(case_copy: Path) -> Iterator[Browser]:
    case = open_case(case_copy)
    from sijil.web.server import Workbench

    with Workbench(case, "u-test") as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield Browser(server.address)
        server.shutdown()
        thread.join()


@pytest.fixture
def reviewer(stranger: Browser) -> Browser:
    status, _, headers = stranger.ask(stranger.first)
    assert (status, headers["location"]) == (303, "/")
    return stranger


def next_claim(browser: Browser) -> str:
    status, _, headers = browser.ask("/review")
    assert status == 302
    return headers["location"]


@pytest.mark.parametrize("path", [*PATHS, "no-such-page"])
def test_a_stranger_gets_nothing_from_any_address(stranger: Browser, path: str) -> None:
    status, text, headers = stranger.ask(f"/{path}")
    assert status == 403 and "sijil serve" in text and "set-cookie" not in headers


def test_the_address_works_once(reviewer: Browser) -> None:
    assert reviewer.ask("/")[0] == 200
    second = Browser(f"http://{reviewer.host}{reviewer.first}")
    assert second.ask(second.first)[0] == 403


def test_forged_sessions_and_other_hosts_are_refused(reviewer: Browser) -> None:
    name = next(k for k in reviewer.cookies if k.startswith("sijil_") and k[6:].isdigit())
    forged = Browser(f"http://{reviewer.host}/")
    forged.cookies = {name: "a" * 43}
    assert forged.ask("/")[0] == 403
    assert reviewer.ask("/", Host="evil.example")[0] == 400


@pytest.mark.parametrize("path", ["/", "/evidence", "/search?q=killed", "/releases", "/figure/killing/total"])
def test_every_page_carries_a_strict_policy_and_no_inline_code(reviewer: Browser, path: str) -> None:
    status, text, headers = reviewer.ask(path)
    assert status == 200
    assert headers["content-security-policy"].startswith("default-src 'self';")
    assert not re.search(r"<script(?![^>]* src=)|<style|\sstyle=|\son\w+=|https?://", text)


def test_arabic_turns_the_page(reviewer: Browser) -> None:
    assert reviewer.ask("/language/ar?back=//evil.example")[2]["location"] == "/"
    _, text, _ = reviewer.ask("/")
    assert '<html lang="ar" dir="rtl">' in text and "نظرة عامة" in text


def test_every_word_is_there_in_every_language() -> None:
    assert [
        k for k, said in table().items() if sorted(said) != sorted(LANGUAGES) or not all(said.values())
    ] == []


def test_accepting_a_claim_records_a_judgement_and_goes_on(reviewer: Browser) -> None:
    path = next_claim(reviewer)
    status, _, headers = reviewer.ask(path, reviewer.form(path) | {"decision": "accept"})
    assert status == 302 and headers["location"].startswith("/review?after=")
    _, text, _ = reviewer.ask(path)
    assert "u-test" in text and "<dd>accepted</dd>" in text


def test_a_rejection_needs_a_reason(reviewer: Browser) -> None:
    path = next_claim(reviewer)
    form = reviewer.form(path) | {"decision": "reject"}
    assert reviewer.ask(path, form | {"reason": " "})[0] == 400
    assert reviewer.ask(path, form | {"reason": "names another town"})[0] == 302


def test_the_second_of_two_reviewers_sees_the_firsts_decision(reviewer: Browser) -> None:
    path = next_claim(reviewer)
    seen_by_both = reviewer.form(path)
    assert reviewer.ask(path, seen_by_both | {"decision": "accept"})[0] == 302
    status, text, _ = reviewer.ask(path, seen_by_both | {"decision": "reject", "reason": "a duplicate"})
    assert status == 409 and "<dd>accepted</dd>" in text and "meanwhile" in text


def test_a_form_from_elsewhere_decides_nothing(reviewer: Browser) -> None:
    path = next_claim(reviewer)
    assert reviewer.ask(path, {"decision": "accept", "seen": ""})[0] == 403
    assert next_claim(reviewer) == path


def test_a_form_that_is_too_large_is_refused(reviewer: Browser) -> None:
    assert reviewer.ask("/review/c1", {}, **{"Content-Length": "9" * 9})[0] == 413


@pytest.mark.parametrize("q", ["<img src=x onerror=alert(1)>", "ا" * 10_000, '" OR 1 --', "\x00"])
def test_whatever_is_searched_is_shown_as_text(reviewer: Browser, q: str) -> None:
    status, text, _ = reviewer.ask(f"/search?q={quote(q)}")
    assert status == 200 and "<img" not in text
