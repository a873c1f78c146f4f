"""`sijil tool match-names`: names looked up among names, across spellings and scripts."""

import csv
import sys
from collections.abc import Iterator
from pathlib import Path

from sijil.errors import ReadingError


def match_names(queries: Path, names: Path, top: int) -> None:
    """CSV on standard output: for each query the `top` names most alike, best first."""
    from sijil.names import NameIndex

    index = NameIndex(_rows(names))
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["query_id", "rank", "name_id", "score"])
    for number, written in _rows(queries):
        for match in index.search(written, top):
            out.writerow([number, match.rank, match.id, f"{match.score:.4f}"])


def _rows(path: Path) -> Iterator[tuple[str, str]]:
    """Id and name of each row; `ReadingError` says which column is missing or which row has too few cells."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            missing = {"id", "name"} - set(reader.fieldnames or ())
            if missing:
                raise ReadingError(
                    f"no column {' and '.join(sorted(missing))}",
                    where=str(path),
                    remedy="give a CSV file whose first row has `id` and `name`",
                )
            for row in reader:
                if row["name"] is None:
                    raise ReadingError(
                        f"row {reader.line_num} has too few cells", where=str(path), remedy="complete the row"
                    )
                yield row["id"], row["name"]
    except UnicodeDecodeError as error:
        raise ReadingError(
            f"not UTF-8 at byte {error.start}", where=str(path), remedy="save the file as UTF-8"
        ) from error
    except OSError as error:
        raise ReadingError(
            str(error.strerror), where=str(path), remedy="name a file that can be read"
        ) from error
