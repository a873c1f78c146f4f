"""Why two records are, or are not, taken for one person, in words a reviewer understands."""

from collections.abc import Sequence

from sijil.linkage.columns import Columns
from sijil.linkage.sounds import is_arabic
from sijil.linkage.starting import AGE, BIRTH, DATE, FAMILY, GIVEN, MIDDLE, PLACE, SEX

_ALIKE = {5: "equal", 4: "equal in sound", 3: "alike", 2: "somewhat alike", 1: "hardly alike", 0: "different"}
_MIDDLE = {
    0: "father and grandfather differ",
    1: "of father and grandfather only one is alike",
    2: "of father and grandfather only one agrees",
    3: "father or grandfather alike, the other missing in one",
    4: "father or grandfather agrees, the other missing in one",
    5: "father and grandfather alike",
    6: "father and grandfather agree",
}
_DATE = {
    5: "date agrees",
    4: "dates a day apart",
    3: "dates agree as far as they go",
    2: "dates up to three days apart",
}
_BIRTH = {
    6: "birth date equal",
    4: "birth dates alike",
    3: "year of birth agrees",
    2: "births within three years",
}


def reason(columns: Columns, one: int, other: int, levels: Sequence[int]) -> str:
    """One line: what agrees, then what does not."""
    agree = [*_names(columns, one, other, levels)]
    against: list[str] = []
    _age(columns, one, other, levels[AGE], agree, against)
    _say(levels[DATE], _DATE, "dates differ", agree, against)
    _say(levels[BIRTH], _BIRTH, "birth dates differ", agree, against)
    _say(
        levels[PLACE],
        {4: "same place", 3: "place alike", 1: "same governorate"},
        "places differ",
        agree,
        against,
    )
    if levels[SEX] == 0:
        against.append("sex differs")
    return ", ".join([*agree, *against])


def _names(columns: Columns, one: int, other: int, levels: Sequence[int]) -> list[str]:
    first, second = columns.mentions[one].name, columns.mentions[other].name
    across = " across scripts" if is_arabic(first) != is_arabic(second) else ""
    if (levels[GIVEN], levels[FAMILY], levels[MIDDLE]) in ((5, 5, 6), (5, 5, 4)) and not across:
        return ["names equal" if first == second else "names equal after normalising"]
    said = [
        f"given name {_ALIKE[levels[GIVEN]]}{across}" if levels[GIVEN] >= 0 else "given name missing in one"
    ]
    if levels[FAMILY] >= 0:
        said.append(f"family name {_ALIKE[levels[FAMILY]]}{across}")
    if levels[MIDDLE] >= 0:
        said.append(_MIDDLE[levels[MIDDLE]])
    elif min(columns.records[1][one], columns.records[1][other]) < max(
        columns.records[1][one], columns.records[1][other]
    ):
        said.append("father missing in one")
    return said


def _age(columns: Columns, one: int, other: int, level: int, agree: list[str], against: list[str]) -> None:
    if level < 0:
        return
    apart = abs(int(columns.records[3][one]) - int(columns.records[3][other]))
    said = "age equal" if apart == 0 else f"ages {apart} apart"
    (agree if level >= 3 else against).append(said)


def _say(level: int, words: dict[int, str], otherwise: str, agree: list[str], against: list[str]) -> None:
    if level in words:
        agree.append(words[level])
    elif level >= 0:
        against.append(otherwise)
