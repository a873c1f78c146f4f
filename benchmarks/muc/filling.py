"""From templates with their victims to number, effect, date and location: readers of the product, and what of their
candidates is right by linear models of the training part (for this benchmark alone)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from muc.keys import Key
from muc.scoring import Template, plain
from muc.slots import Response, date_credit, place_credit
from muc.texts import Text
from muc.where_when import Atlas, Candidate, Features, Story, atlas, dates, places, story
from sijil.extraction.lexicon import lexicon
from sijil.numbers import find_counts

NONE = "NONE"
_WINDOW = 7


@dataclass(frozen=True, slots=True)
class Where:
    """Words `first` to `last` of a sentence."""

    sentence: int
    first: int
    last: int


def find(text: Text, words: str, many: int = 4) -> list[Where]:
    """Where an entity stands, by its words without articles and marks."""
    wanted = plain(words).split()
    found = []
    for number, sentence in enumerate(text.sentences):
        said = [plain(word) for word, *_ in sentence]
        kept = [(at, word) for at, word in enumerate(said) if word]
        for start in range(len(kept) - len(wanted) + 1):
            if wanted and [word for _, word in kept[start : start + len(wanted)]] == wanted:
                found.append(Where(number, kept[start][0], kept[start + len(wanted) - 1][0]))
    return found[:many]


# -- how many


def number_of(text: Text, words: str) -> str:
    """The number of an entity as the keys write it: 1, 6, PLURAL, ~50, 10-."""
    plural = lexicon("en").plural(words.split()[-1])
    for where in find(text, words):
        sentence = text.sentences[where.sentence]
        start = sentence[max(0, where.first - 4)][1]
        said = text.text[start : sentence[where.last][2]]
        head = text.text[sentence[where.first][1] : sentence[where.last][2]]
        for count in find_counts(said):
            told = _number(count.low, count.best, count.high)
            between = (
                said[count.end : len(said) - len(head)].strip() if count.end <= len(said) - len(head) else ""
            )
            if told and len(between.split()) <= 1 and "," not in between and (plural or told == "1"):
                return told
    return "PLURAL" if plural else "1"


def _number(low: int | None, best: int | None, high: int | None) -> str:
    if low is not None and low == high:
        return str(low)
    if low is not None and high is None:
        return f"{low}-"
    if low is None and high is None and best is not None:
        return f"~{best}"
    return f"{low} - {high}" if low and high else ""


# -- what became of them


class Effects:
    """What became of a victim, by the words near it."""

    def __init__(self, told: Iterable[tuple[Features, str]]) -> None:
        some = list(told)
        self._vectors = DictVectorizer()
        self._model = LogisticRegression(C=0.7, max_iter=400, class_weight=None)
        self._model.fit(
            self._vectors.fit_transform([about for about, _ in some]), [label for _, label in some]
        )

    def __call__(self, about: Features) -> str:
        """The likeliest effect, or NONE."""
        return str(self._model.predict(self._vectors.transform([about]))[0])


def about_victim(text: Text, kind: str, words: str) -> Features:
    """The words near a victim, near and far apart, and the incident's type."""
    features: Features = {f"kind={kind}": 1.0, f"head={words.split()[-1]}": 1.0}
    for where in find(text, words, many=3):
        sentence = text.sentences[where.sentence]
        for at, (word, *_) in enumerate(sentence):
            side = "before" if at < where.first else "after" if at > where.last else "in"
            distance = where.first - at if side == "before" else at - where.last
            features[f"sentence:{word}"] = 1.0
            if side != "in" and distance <= _WINDOW:
                features[f"near:{word}"] = 1.0
                features[f"{side}:{word}"] = 1.0
    return features


def _taught(text: Text, keys: Sequence[Key]) -> Iterable[tuple[Features, str]]:
    for key in keys:
        told = {words: fill.values[0] for fill in key.effects for words in fill.about}
        for fill in key.numbers:
            words = next((one for one in fill.about if find(text, one)), "")
            if words:
                label = next((told[one] for one in fill.about if one in told), NONE)
                yield about_victim(text, key.kinds[0], plain(words)), label


# -- when and where


class Chooser:
    """The candidate that is most likely right."""

    def __init__(self, told: Iterable[tuple[Features, bool]]) -> None:
        some = list(told)
        self._vectors = DictVectorizer()
        self._model = LogisticRegression(C=0.5, max_iter=600)
        self._model.fit(
            self._vectors.fit_transform([about for about, _ in some]), [right for _, right in some]
        )

    def best(self, some: Sequence[Candidate]) -> str:
        """Its value, or nothing when there is no candidate."""
        if not some:
            return ""
        sure = self._model.predict_proba(self._vectors.transform([one.features for one in some]))[:, 1]
        return max(zip(sure, some, strict=True), key=lambda pair: (pair[0], pair[1].value))[1].value


class Filler:
    """Everything learnt from the training part; fills the templates of other texts."""

    def __init__(
        self,
        texts: Sequence[Text],
        keys: Mapping[str, Sequence[Key]],
        datelines: Mapping[str, str],
        folder: Path,
    ) -> None:
        chains = [value for some in keys.values() for key in some if key.place for value in key.place.values]
        self.atlas: Atlas = atlas(folder, chains)
        self.datelines = datelines
        taught, when, where = [], [], []
        for text in texts:
            told = self._story(text)
            for key in keys.get(text.name, ()):
                near = sentences_of(text, key.strings)
                taught += list(_taught(text, [key]))
                if key.date is not None:
                    right = key.date.values
                    when += [(c.features, _is(c, right, date_credit)) for c in dates(told, near)]
                if key.place is not None:
                    right = key.place.values
                    where += [
                        (c.features, _is(c, right, place_credit)) for c in places(told, self.atlas, near)
                    ]
        self.effects, self.when, self.where = Effects(taught), Chooser(when), Chooser(where)

    def _story(self, text: Text) -> Story:
        ranges = [(sentence[0][1], sentence[-1][2]) for sentence in text.sentences]
        return story(text.text, self.datelines.get(text.name, ""), ranges)

    def fill(self, text: Text, template: Template, others: Sequence[Template] = ()) -> Response:
        """The template with its four slots; `others` are the text's other templates."""
        told = self._story(text)
        named = {words for some in template.roles.values() for entity in some for words in entity}
        near = sentences_of(text, named)
        response = Response(template.incident_type)
        response.date = self.when.best(dates(told, near))
        response.location = self.where.best(places(told, self.atlas, near))
        for entity in template.roles.get("Victim", ()):
            words = entity[0]
            response.numbers.append((number_of(text, words), words))
            effect = self.effects(about_victim(text, template.incident_type, words))
            if effect != NONE:
                response.effects.append((effect, words))
        self._by_rules(text, template, others, response)
        return response

    def _by_rules(
        self, text: Text, template: Template, others: Sequence[Template], response: Response
    ) -> None:
        """Add the victims of the product's rules that the template has not named."""
        from muc.told import beside

        known = {words for _, words in response.numbers}
        for one in beside(text, template, list(others)):
            if one.words not in known and not any(one.words in words for words in known):
                known.add(one.words)
                response.numbers.append((one.number, one.words))
                if one.effect:
                    response.effects.append((one.effect, one.words))


def _is(candidate: Candidate, right: Sequence[str], credit) -> bool:  # type: ignore[no-untyped-def]
    return any(credit(candidate.value, value) == 1.0 for value in right)


def sentences_of(text: Text, named: Iterable[str]) -> list[int]:
    """The sentences in which any of the entities stands."""
    return sorted({where.sentence for words in named for where in find(text, words)})
