"""Writes docs/reference.md from `sijil --help` and the rooms' docstrings; `--check` fails when it is stale."""

import ast
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "reference.md"
FLOORS = (
    "custody",
    "readers",
    "names",
    "places",
    "media",
    "extraction",
    "linkage",
    "counting",
    "estimation",
    "disclosure",
    "redaction",
)


def text() -> str:
    """The whole reference page."""
    parts = [
        "# Reference",
        "",
        "Made by `make docs` from `--help` and docstrings; do not edit.",
        "",
        "## Commands",
        "",
    ]
    parts += _commands()
    parts += ["## Rooms", "", "The libraries: pure, without database or network.", ""]
    for room in FLOORS:
        parts += [f"### `sijil.{room}`", "", *_docstring(ROOT / "src" / "sijil" / room / "__init__.py"), ""]
    return "\n".join(parts).rstrip() + "\n"


def _commands() -> list[str]:
    from typer.main import get_command

    from sijil.cli.app import app

    root = get_command(app)
    return _command(root, "sijil")


def _command(command: object, name: str) -> list[str]:
    context = command.make_context(name, [], resilient_parsing=True)  # type: ignore[attr-defined]  # typer's command
    context.max_content_width = context.terminal_width = 100
    help_text = "\n".join(line.rstrip() for line in command.get_help(context).split("\n"))  # type: ignore[attr-defined]
    parts = [f"### `{name}`", "", "```", help_text.rstrip(), "```", ""]
    for sub in getattr(command, "commands", {}).values():
        parts += _command(sub, f"{name} {sub.name}")
    return parts


def _docstring(path: Path) -> list[str]:
    return (ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "").split("\n")


def main() -> int:
    """Write, or check."""
    fresh = text()
    if "--check" in sys.argv:
        if not TARGET.is_file() or TARGET.read_text("utf-8") != fresh:
            print(f"{TARGET.relative_to(ROOT)} is stale: run `make docs`", file=sys.stderr)
            return 1
        return 0
    TARGET.write_text(fresh, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
