"""Documentation that cannot rot: every verb, room, setting and command of the README."""

import ast
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from sijil.cli.app import app
from sijil.readers.lists.settings import ListSettings
from sijil.store import settings_file

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "sijil"
ROOMS = sorted(
    path.parent.name for path in PACKAGE.glob("*/__init__.py") if not path.parent.name.startswith("_")
)


def commands() -> list[str]:
    root: Any = get_command(app)
    return [*root.commands, *(f"tool {name}" for name in root.commands["tool"].commands)]


def documents() -> str:
    return "\n".join(
        path.read_text("utf-8") for path in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
    )


@pytest.mark.parametrize("command", commands())
def test_every_command_has_help_and_stands_in_the_documentation(command: str) -> None:
    found: Any = get_command(app)
    for part in command.split():
        found = found.commands[part]
    assert found.help
    assert f"sijil {command}" in documents()


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_says_what_goes_in_and_what_comes_out(room: str) -> None:
    said = ast.get_docstring(ast.parse((PACKAGE / room / "__init__.py").read_text("utf-8"))) or ""
    assert len(said.splitlines()) >= 3 or "Not built" in said
    assert (
        "In:" in said
        or "Not built" in said
        or "Text in" in said
        or "Bytes in" in said
        or " in, " in said
        or "takes" in said
    )


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        str(path.relative_to(PACKAGE))
        for path in sorted(PACKAGE.rglob("*.py"))
        if "migrations" not in path.parts and not ast.get_docstring(ast.parse(path.read_text("utf-8")))
    ]
    assert silent == []


def test_every_setting_of_a_case_is_documented() -> None:
    text = documents() + settings_file.TEMPLATE
    keys = {
        *settings_file._TOP,
        *settings_file._LIST,
        *settings_file._DOCUMENT,
        *ListSettings.__annotations__,
    }
    keys |= {key for table in settings_file._TABLES.values() for key in table}
    assert sorted(key for key in keys if not re.search(rf"\b{key}\b", text)) == []


def test_every_link_between_documents_leads_somewhere() -> None:
    for path in [ROOT / "README.md", *(ROOT / "docs").glob("*.md"), *(ROOT / "examples").glob("*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)\)", path.read_text("utf-8")):
            assert (path.parent / target).exists(), f"{path.name}: {target}"


def test_the_first_commands_of_the_readme_work_on_ones_own_evidence(tmp_path: Path) -> None:
    (tmp_path / "evidence").mkdir()
    (tmp_path / "evidence" / "note.txt").write_text(
        "Gunmen killed two farmers in Marsa, said Hala Mirsad.\n", "utf-8"
    )
    block = next(
        b
        for b in re.findall(r"```sh\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.S)
        if "sijil run" in b
    )
    lines = [line.split("#")[0].strip() for line in block.splitlines() if line.startswith("sijil ")]
    assert len(lines) == 3
    for line in lines:
        words = shlex.split(line.replace("~", str(tmp_path)))
        done = subprocess.run(
            [Path(sys.executable).with_name("sijil"), *words[1:]],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
    assert (tmp_path / "mycase" / "report" / "index.html").is_file()


def test_locks_carry_hashes_and_no_address() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text("utf-8")
        assert "://" not in text
        assert all(
            "--hash=sha256:" in block for block in re.split(r"\n(?=\S)", text) if "==" in block.split("\n")[0]
        )


def test_the_help_comes_without_the_heavy_parts() -> None:
    code = "import sys\nsys.argv = ['sijil', '--help']\nfrom sijil.cli import main\n"
    code += "try: main()\nexcept SystemExit: pass\n"
    code += "print([m for m in ('django', 'matplotlib', 'numpy', 'lxml', 'rich') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
