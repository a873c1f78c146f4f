"""The medium that a document tells things to: the one that its people "told", more than once."""

from collections import Counter

from sijil.extraction.lexicon import Lexicon
from sijil.extraction.people import People
from sijil.extraction.sources import Named
from sijil.extraction.tokens import Token
from sijil.extraction.units import Units


def medium_told(units: Units, people: People) -> Named | None:
    """The first mention of the only medium that is told things at least twice, or nothing."""
    told = {form for form, some in units.lexicon.verb_forms.items() if ("tell", "past") in some}
    first: dict[str, Named] = {}
    times: Counter[str] = Counter()
    for unit in units.all:
        for index, word in enumerate(unit.words):
            if word.low in told:
                named = _name_after(units.document.text, unit.words, index + 1, units.lexicon)
                if named is not None and not people.within(named.start, named.end):
                    first.setdefault(named.said, named)
                    times[named.said] += 1
        unit.forget()
    return first[next(iter(times))] if len(times) == 1 and min(times.values()) > 1 else None


def _name_after(text: str, words: list[Token], index: int, lexicon: Lexicon) -> Named | None:
    """The run of capitals that begins at `index`, an article before it apart."""
    if index < len(words) and words[index].low in lexicon["determiners"]:
        index += 1
    end = index
    while end < len(words) and words[end].capital and words[end].text[0].isalpha():
        end += 1
    if end == index or words[index].low in lexicon["titles"] or words[index].low in lexicon["pronouns"]:
        return None
    start, stop = words[index].start, words[end - 1].end
    return Named(text[start:stop], start, stop)
