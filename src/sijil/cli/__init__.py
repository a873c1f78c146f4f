"""The command line: `sijil VERB`. In: arguments. Out: a step's result in words, and an exit status.

Exit status 0 when all was done; 1 when something was not, each problem on a line of its own; 2 for a
wrong command line; 130 after Ctrl-C. Everything heavy is imported by the verb that needs it.
"""

from sijil.cli.main import main

__all__ = ["main"]
