"""`sijil serve`: print the one-time address, serve until Ctrl-C."""

from pathlib import Path

from sijil.cli import show
from sijil.cli.verbs.opening import actor, opened


def serve(folder: Path, port: int) -> None:
    """Serve the case on loopback."""
    with opened(folder) as case:
        from sijil.web.server import Workbench

        with Workbench(case, actor(), port) as server:
            show.line(f"workbench of {case.settings.title}: open this address, it works once")
            show.line(f"  {server.address}")
            show.line("end with Ctrl-C")
            try:
                server.serve_forever(poll_interval=0.2)
            except KeyboardInterrupt:
                show.line("ended")
