"""A case: one folder that can be copied, locked away, handed over."""

import json
from dataclasses import dataclass
from pathlib import Path

from sijil.custody import Custody, write_howto
from sijil.errors import CaseExists, CaseMissing
from sijil.store import database, pseudonyms
from sijil.store.settings_file import FORMAT, TEMPLATE, CaseToml, convention_lines, read_settings


@dataclass(frozen=True, slots=True)
class Case:
    """An open case. The database is the process's one connection; opening another case moves it there."""

    folder: Path
    settings: CaseToml

    @property
    def custody(self) -> Custody:
        """The evidence store and the custody log."""
        return Custody(self.folder)

    @property
    def report_folder(self) -> Path:
        """Where `sijil report` writes."""
        return self.folder / "report"

    def gazetteer_paths(self) -> list[Path]:
        """The case's gazetteers, as paths."""
        return [self.folder / name for name in self.settings.gazetteers]


def create_case(
    folder: Path, *, actor: str, title: str = "", published: str = "", gazetteers: tuple[str, ...] = ()
) -> Case:
    """Make a case folder with its settings, custody log and database. Raises CaseExists if anything is there."""
    if (folder / "case.toml").exists() or (
        folder.exists() and (not folder.is_dir() or any(folder.iterdir()))
    ):
        raise CaseExists(
            "there is already something at this path", where=str(folder), remedy="choose another folder"
        )
    folder.mkdir(parents=True, exist_ok=True)
    # Two writers of one folder would race only here; the custody lock guards everything later.
    _write_settings(folder, title or folder.name, published, gazetteers)
    Custody.create(folder, actor=actor)
    write_howto(folder)
    return open_case(folder)


def open_case(folder: Path, *, lay_guards: bool = True) -> Case:
    """Open a case folder; a missing `case.db` is made anew (and stays empty until the verbs rebuild it).

    `lay_guards` as in `database.connect`. Raises CaseMissing, CaseNewer, CaseSettings.
    """
    if not (folder / "case.toml").is_file():
        what = "there is no case here (no case.toml)" if folder.exists() else "there is no such folder"
        raise CaseMissing(what, where=str(folder), remedy=f"make one with: sijil new {folder}")
    settings = read_settings(folder / "case.toml")
    (folder / "derived").mkdir(exist_ok=True)
    pseudonyms.use(folder, make=lay_guards)
    database.connect(folder, lay_guards=lay_guards)
    return Case(folder, settings)


def _write_settings(folder: Path, title: str, published: str, gazetteers: tuple[str, ...]) -> None:
    text = TEMPLATE.format(
        format=FORMAT,
        title=json.dumps(title, ensure_ascii=False),
        gazetteers=json.dumps(list(gazetteers), ensure_ascii=False),
        conventions=convention_lines(),
        published=f'published = "{published}"\n' if published else "",
    )
    path = folder / "case.toml"
    path.write_text(text, encoding="utf-8")
    read_settings(path)
