"""A browser without a screen, and a workbench that it is let into."""

import html
import http.client
import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import pytest

from sijil.store.case import open_case


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

    def hand_over(self, name: str, content: Any, **headers: str) -> tuple[int, str]:
        """Send a file as the script of the page of evidence does."""
        token = re.search(r'data-token="([^"]+)"', self.ask("/evidence")[1])
        assert token
        connection = http.client.HTTPConnection(self.host, timeout=30)
        told = {
            "Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items()),
            "X-CSRFToken": token[1],
            "X-File-Name": quote(name),
            "Content-Type": "application/octet-stream",
        }
        connection.request("POST", "/evidence/add", content, told | headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return answer.status, text

    def form(self, path: str, action: str = "") -> dict[str, str]:
        """The hidden fields of a page's form, as it stands when nothing has been typed."""
        _, text, _ = self.ask(path)
        wanted = rf'<form[^>]* action="{re.escape(action or path)}".*?</form>'
        found = re.search(wanted, text, re.DOTALL)
        assert found, f"no form for {action or path} on {path}"
        hidden = re.findall(r'type="hidden" name="([\w:.]+)" value="([^"]*)"', found[0])
        typed = re.findall(r'<input name="([\w:.]+)" value="([^"]*)"', found[0])
        return {name: html.unescape(value) for name, value in [*hidden, *typed]}


@pytest.fixture
def stranger(case_copy: Path) -> Iterator[Browser]:
    """Somebody who has the address and has not opened it."""
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
    """Somebody who was let in."""
    return let_in(stranger)


def let_in(browser: Browser) -> Browser:
    status, _, headers = browser.ask(browser.first)
    assert (status, headers["location"]) == (303, "/")
    return browser


@pytest.fixture
def at_address() -> Callable[[str], Browser]:
    """Opens a one-time address."""
    return lambda address: let_in(Browser(address))
