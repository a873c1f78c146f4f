"""MUC-4 as it is published: texts, keys with five roles, and the sentences and words of a text."""

import json
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from muc.scoring import ROLES, Extract, Template, merged, plain

TYPES = ("attack", "bombing", "kidnapping", "arson")
_WORD = re.compile(r"[a-z0-9]+(?:['’.-][a-z0-9]+)*|\S")
_GAP = 4
"""So many blanks between two words end a sentence: the texts keep a paragraph's end as white space."""
_LONGEST = 80


@dataclass(frozen=True)
class Text:
    """A text in lower case, with its key."""

    name: str
    text: str
    templates: list[Template]
    mentions: list[tuple[str, str]]
    """Role and words of each mention in the key."""

    @property
    def extract(self) -> Extract:
        """The entities of the key without its templates."""
        return merged(self.templates)

    @cached_property
    def sentences(self) -> list[list[tuple[str, int, int]]]:
        """Words with their places, sentence by sentence."""
        found: list[list[tuple[str, int, int]]] = [[]]
        words = [(match.group(), *match.span()) for match in _WORD.finditer(self.text)]
        for at, (word, start, end) in enumerate(words):
            found[-1].append((word, start, end))
            after = words[at + 1][1] if at + 1 < len(words) else end
            stops = word in {".", "?", "!"} and after > end
            if stops or after - end >= _GAP or len(found[-1]) > _LONGEST:
                found.append([])
        return [sentence for sentence in found if sentence]

    @cached_property
    def spans(self) -> list[list[tuple[str, int, int]]]:
        """For each sentence role, first word and word after the last, wherever the words of a mention stand."""
        places = {
            (found.start(), found.end(), role)
            for role, words in self.mentions
            for found in re.finditer(rf"(?<![a-z0-9]){re.escape(words)}(?![a-z0-9])", self.text)
        }
        return [_inside(sentence, places) for sentence in self.sentences]


def _inside(
    sentence: list[tuple[str, int, int]], places: set[tuple[int, int, str]]
) -> list[tuple[str, int, int]]:
    starts = {start: at for at, (_, start, _) in enumerate(sentence)}
    ends = {end: at + 1 for at, (_, _, end) in enumerate(sentence)}
    return [(role, starts[a], ends[b]) for a, b, role in sorted(places) if a in starts and b in ends]


def texts(path: Path) -> list[Text]:
    """The texts of a file of the five-role form, in its order."""
    return [_text(json.loads(line)) for line in path.read_text("utf-8").splitlines() if line.strip()]


def _text(said: dict[str, Any]) -> Text:
    templates: list[Template] = []
    mentions = []
    for one in said["templates"]:
        roles = {
            role: [[plain(words) for words, _ in entity] for entity in one[role] if entity] for role in ROLES
        }
        template = Template(one["incident_type"], roles)
        if template not in templates:
            templates.append(template)
        mentions += [(role, words) for role in ROLES for entity in one[role] for words, _ in entity]
    return Text(said["docid"], said["doctext"], templates, mentions)
