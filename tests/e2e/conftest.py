"""Debian's Chromium, and a workbench that it opens."""

import json
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A browser with an empty profile."""
    if not CHROMIUM.is_file():
        pytest.skip("needs Debian's chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


class Bench:
    """A workbench in a browser: its page, its address, and what the browser complained of."""

    def __init__(self, page: Page, origin: str, case: Path) -> None:
        self.page, self.origin, self.case = page, origin, case
        self.complaints: list[str] = []
        self.requests: list[str] = []
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self.requests.append(request.url))

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """What the case's database says: a browser's loop and Django do not go together in one thread."""
        with closing(sqlite3.connect(self.case / "case.db")) as database:
            return database.execute(sql, values).fetchall()

    def claim(self, key: str) -> tuple[str, dict[str, Any], str]:
        """State and fields of a claim, and the text it stands in."""
        sql = (
            "SELECT state, body, text FROM store_claim JOIN store_statement s ON s.id = statement_id "
            "JOIN store_rendition r ON r.id = s.rendition_id WHERE store_claim.key = ?"
        )
        [(state, body, text)] = self.rows(sql, key)
        return state, json.loads(body), text

    def key_of(self, quote: str) -> str:
        """The key of the claim whose quote begins so."""
        sql = "SELECT c.key FROM store_claim c JOIN store_statement s ON s.id = c.statement_id WHERE s.quote LIKE ?"
        [(key,)] = self.rows(sql, f"{quote}%")
        return str(key)

    def go(self, path: str) -> Page:
        """Open a path of the workbench."""
        self.page.goto(self.origin + path)
        return self.page


@pytest.fixture
def bench(chromium: Browser, workbench_case: Path) -> Iterator[Bench]:
    """A workbench on the case of the test, started as a person would and opened by its one-time address."""
    command = [Path(sys.executable).with_name("sijil"), "serve", workbench_case]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        address = next(found[0] for line in server.stdout if (found := re.search(r"http://\S+", line)))
        context = chromium.new_context(viewport={"width": 1200, "height": 900})
        opened = Bench(context.new_page(), address.split("/?")[0], workbench_case)
        opened.page.goto(address)
        yield opened
        context.close()
        server.send_signal(signal.SIGINT)
    assert opened.complaints == []
    assert [url for url in opened.requests if not url.startswith(opened.origin)] == []


@pytest.fixture
def workbench_case(example_case: Path, tmp_path: Path) -> Path:
    """A copy of the example case; a test may put another in its place."""
    return Path(shutil.copytree(example_case, tmp_path / "case", copy_function=shutil.copy2))


@pytest.fixture
def faults() -> Any:
    """What axe finds against WCAG 2.2 AA on a page, as (rule, where)."""
    from axe_playwright_python.sync_playwright import Axe

    axe = Axe()
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]

    def look(page: Page) -> list[tuple[str, str]]:
        found = axe.run(page, options={"runOnly": {"type": "tag", "values": tags}}).response["violations"]
        return [(fault["id"], str(node["target"])) for fault in found for node in fault["nodes"]]

    return look
