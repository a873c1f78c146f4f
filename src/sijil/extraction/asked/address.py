"""Where a model listens: on this machine, or nowhere unless the user says otherwise twice."""

from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from sijil.errors import CaseSettings


@dataclass(frozen=True, slots=True)
class Address:
    """Where to connect: a literal address on loopback, or a host the user named. `path` ends without a slash."""

    secure: bool
    host: str
    port: int
    path: str

    @property
    def here(self) -> bool:
        """Whether it is on this machine, which no name service can change."""
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return False


def address(said: str, *, may_leave_to: str = "", where: str = "") -> Address:
    """The address in the settings, checked.

    `may_leave_to` is the host to which the user allows evidence to leave. Raises `CaseSettings` for anything but
    http on loopback, or https to exactly that host.
    """
    parts = urlsplit(said)
    try:
        port = parts.port
    except ValueError:
        port = -1
    if (
        parts.scheme not in ("http", "https")
        or not parts.hostname
        or port == -1
        or parts.username is not None
    ):
        raise CaseSettings(
            f"[model] address = {said!r}", where=where, remedy='write it as "http://127.0.0.1:8080/v1"'
        )
    host = "127.0.0.1" if parts.hostname == "localhost" else parts.hostname
    secure = parts.scheme == "https"
    found = Address(secure, host, port or (443 if secure else 80), parts.path.rstrip("/"))
    if not found.here and (host != may_leave_to or not secure):
        raise CaseSettings(
            f"[model] address is not on this machine: evidence would be sent to {host}",
            where=where,
            remedy=f'run the model here, or allow it twice: evidence_may_leave_to = "{host}" with https, '
            f"and `sijil ask --send-evidence-to {host}`",
        )
    return found
