"""The server of the workbench: loopback only, one thread a request, the case open for as long as it runs."""

import secrets
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler

from sijil.errors import CaseError
from sijil.store.case import Case
from sijil.web.door import Door
from sijil.web.work import Work

HOST = "127.0.0.1"
CASE, REVIEWER, WORK = "sijil.case", "sijil.reviewer", "sijil.work"
"""Under these names the pages find the open case, the pseudonym of who is at it, and what works behind the pages."""


class _Quiet(WSGIRequestHandler):
    """Says nothing about requests: addresses and searches of a case belong in no terminal's history."""

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


class Workbench(ThreadedWSGIServer):
    """A server bound to a free or a given port of loopback. Raises CaseError when the port is taken."""

    daemon_threads = True

    def __init__(self, case: Case, reviewer: str, port: int = 0) -> None:
        try:
            super().__init__((HOST, port), _Quiet, ipv6=False)
        except (OSError, OverflowError) as error:
            raise CaseError(
                f"port {port} of {HOST} cannot be used ({error})",
                where="sijil serve",
                remedy="choose another --port, or leave it out",
            ) from error
        self.work = Work(case, reviewer)
        self._around = {CASE: case, REVIEWER: reviewer, WORK: self.work}
        bound = int(self.server_address[1])
        hosts = frozenset({f"{HOST}:{bound}", f"localhost:{bound}"})
        self.door = Door(self._with_case(_django()), hosts, f"sijil_{bound}")
        self.set_app(self.door)
        self.work.begin()

    @property
    def origin(self) -> str:
        """The address without its secret part."""
        return f"http://{HOST}:{int(self.server_address[1])}"

    @property
    def address(self) -> str:
        """The one-time address."""
        return f"{self.origin}/?key={self.door.key}"

    def _with_case(self, inside: Any) -> Any:
        def application(environ: dict[str, Any], start: Any) -> Any:
            return inside({**environ, **self._around}, start)

        return application

    def server_close(self) -> None:
        """Stop listening, and break off what works behind the pages."""
        super().server_close()
        self.work.end()


def _django() -> Any:
    """Django's side, with a key of its own for each start."""
    settings.SECRET_KEY = secrets.token_urlsafe(48)
    settings.ROOT_URLCONF = "sijil.web.urls"
    settings.ALLOWED_HOSTS = [HOST, "localhost"]
    settings.MIDDLEWARE = ["django.middleware.csrf.CsrfViewMiddleware"]
    settings.CSRF_COOKIE_HTTPONLY = True
    settings.CSRF_COOKIE_SAMESITE = "Strict"
    settings.CSRF_FAILURE_VIEW = "sijil.web.refusals.forged"
    return WSGIHandler()
