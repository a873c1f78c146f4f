"""Where the `sijil` command starts, and how every failure ends: one clear line and an exit status."""

import errno
import os
import sys

from sijil.errors import SijilError, one_line

INTERRUPTED = 130


def main() -> None:
    """Run the command line and exit."""
    sys.exit(run())


def run() -> int:
    """Run the command line; returns the exit status."""
    try:
        # Imported here, so that Ctrl-C during the first tenth of a second ends as it does later.
        from sijil.cli.app import app

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
    except OSError as error:
        print(f"sijil: {os_trouble(error)}", file=sys.stderr)
        return 1
    return 0


def os_trouble(error: OSError) -> str:
    """What the system refused, on what, and what can be done."""
    where = os.fsdecode(error.filename) if isinstance(error.filename, str | bytes) else ""
    full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
    remedy = (
        "free some room and run the same command again" if full else "check the path and your rights on it"
    )
    return one_line(error.strerror or str(error), where, remedy)
