"""Makes the exports that `forms.py` reads; run by the Python that has formpack, in formpack's own folder.

    PYTHON suite_forms.py FOLDER

Writes each fixture's submissions as KoboToolbox exports them (kpi, `import_export_task.py`: `_index` always, `_id`,
`_uuid` and `_submission_time` copied), as XLSX and as CSV, and beside each what formpack itself says stands in it.
"""

import json
import sys
from pathlib import Path

from formpack import FormPack
from formpack.constants import UNSPECIFIED_TRANSLATION

COPIED = ("_id", "_uuid", "_submission_time")
VARIANTS = {
    "names": {"lang": UNSPECIFIED_TRANSLATION},
    "labels": {"lang": None},
    "groups": {"lang": None, "hierarchy_in_labels": True, "group_sep": ":"},
    "tags": {"lang": UNSPECIFIED_TRANSLATION, "tag_cols_for_header": ["hxl"]},
}


def submissions_of(found: list[dict]) -> list[dict]:
    """The fixture's submissions with the fields that the server adds to each, invented here."""
    added = []
    for number, one in enumerate(found, 1):
        own = {
            "_id": number,
            "_uuid": f"uuid-{number:04}",
            "_submission_time": f"2025-03-{number % 28 + 1:02}T10:00:00",
        }
        added.append({**one, **own})
    return added


def main(out: Path) -> None:
    """Every fixture that has submissions, in every variant."""
    sys.path.insert(0, str(Path.cwd()))
    from tests.fixtures import build_fixture

    for folder in sorted(
        path for path in Path("tests/fixtures").iterdir() if (path / "__init__.py").is_file()
    ):
        try:
            built = build_fixture(folder.name)
        except KeyError:
            continue  # a form without submissions
        if not isinstance(built, tuple):
            continue
        title, schemas, found = built
        for variant, options in VARIANTS.items():
            name = f"{folder.name}.{variant}"
            try:
                pack = FormPack(schemas, title)
                asked = {
                    "versions": pack.versions.keys(),
                    "copy_fields": COPIED,
                    "force_index": True,
                    **options,
                }
                said = pack.export(**asked).to_dict(submissions_of(found))
                pack.export(**asked).to_xlsx(str(out / f"{name}.xlsx"), submissions_of(found))
                lines = list(pack.export(**asked).to_csv(submissions_of(found)))
            except (ValueError, LookupError) as error:
                # The exporter's own limits are no business of the reader's.
                print(
                    f"{name}: formpack cannot export it here ({type(error).__name__}: {error})",
                    file=sys.stderr,
                )
                continue
            (out / f"{name}.csv").write_bytes("".join(line + "\r\n" for line in lines).encode())
            (out / f"{name}.json").write_text(json.dumps(said, default=str, ensure_ascii=False), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
