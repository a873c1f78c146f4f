"""The workbench over real HTTP: who is let in and what pages show."""

import re
from typing import Any
from urllib.parse import quote

import pytest

from sijil.web.urls import urlpatterns
from sijil.web.words import LANGUAGES, table

PATHS = [re.sub(r"<[^>]+>", "en", str(p.pattern)) for p in urlpatterns]


@pytest.mark.parametrize("path", [*PATHS, "no-such-page"])
def test_a_stranger_gets_nothing_from_any_address(stranger: Any, path: str) -> None:
    status, text, headers = stranger.ask(f"/{path}")
    assert status == 403 and "sijil serve" in text and "set-cookie" not in headers


def test_the_address_works_once(reviewer: Any) -> None:
    assert reviewer.ask("/")[0] == 200
    second = type(reviewer)(f"http://{reviewer.host}{reviewer.first}")
    assert second.ask(second.first)[0] == 403


def test_forged_sessions_and_other_hosts_are_refused(reviewer: Any) -> None:
    name = next(k for k in reviewer.cookies if k.startswith("sijil_") and k[6:].isdigit())
    forged = type(reviewer)(f"http://{reviewer.host}/")
    forged.cookies = {name: "a" * 43}
    assert forged.ask("/")[0] == 403
    assert reviewer.ask("/", Host="evil.example")[0] == 400


@pytest.mark.parametrize("path", ["/", "/evidence", "/search?q=killed", "/releases", "/figure/killing/total"])
def test_every_page_carries_a_strict_policy_and_no_inline_code(reviewer: Any, path: str) -> None:
    status, text, headers = reviewer.ask(path)
    assert status == 200
    assert headers["content-security-policy"].startswith("default-src 'self';")
    assert not re.search(r"<script(?![^>]* src=)|<style|\sstyle=|\son\w+=|https?://", text)


def test_arabic_turns_the_page(reviewer: Any) -> None:
    assert reviewer.ask("/language/ar?back=//evil.example")[2]["location"] == "/"
    _, text, _ = reviewer.ask("/")
    assert '<html lang="ar" dir="rtl">' in text and "نظرة عامة" in text


def test_every_word_is_there_in_every_language() -> None:
    assert [
        k for k, said in table().items() if sorted(said) != sorted(LANGUAGES) or not all(said.values())
    ] == []


def test_a_form_that_is_too_large_is_refused(reviewer: Any) -> None:
    assert reviewer.ask("/review/c1", {}, **{"Content-Length": "9" * 9})[0] == 413


@pytest.mark.parametrize("q", ["<img src=x onerror=alert(1)>", "ا" * 10_000, '" OR 1 --', "\x00"])
def test_whatever_is_searched_is_shown_as_text(reviewer: Any, q: str) -> None:
    status, text, _ = reviewer.ask(f"/search?q={quote(q)}")
    assert status == 200 and "<img" not in text
