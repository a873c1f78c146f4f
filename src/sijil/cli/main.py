"""Where the `sijil` command starts, and how every failure ends: one clear line and an exit status."""

import os
import sys

from sijil.cli.app import app
from sijil.errors import SijilError

INTERRUPTED = 130


def main() -> None:
    """Run the command line and exit."""
    sys.exit(run())


def run() -> int:
    """Run the command line; returns the exit status."""
    try:
        app(standalone_mode=True)
    except SijilError as error:
        print(f"sijil: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(
            "sijil: stopped; what was finished is kept, run the same command again to go on", file=sys.stderr
        )
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of our output went away (`sijil … | head`): nothing to tell anybody.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return 0
