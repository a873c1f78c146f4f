"""From texts to entities and templates by the product's own tagger, trained on the training part alone.

Three models, one after the other, each trained on what the one before says of texts it has not seen (five folds), so
that nothing is tuned on the texts that are scored: spans in sentences (the product's linear tagger), the type of a
text (linear), and which of the spans' entities are right (boosted trees, for this benchmark alone). The thresholds
are those that score best on the training part under the same folds.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import log, log1p, prod
from multiprocessing import Pool

import numpy as np

from muc.scoring import ROLES, Extract, Template, ceaf_ree, covers, plain, template_scores, total
from muc.texts import TYPES, Text
from muc.words import announcing, clusters, described
from sijil.extraction.learned import tagger

FOLDS = 5
LEAST = 0.02
"""A span is looked at when its first word is at least so likely to begin one."""
ANY = "any"
About = Sequence[str] | Mapping[str, float]
"""What something is described by: names, or names with weights."""
_THRESHOLDS = [0.12 + 0.03 * step for step in range(9)]
_YES, _NO = "yes", "no"


@dataclass(frozen=True, slots=True)
class Seen:
    """One place where an entity may stand: how sure the tagger is, in which sentence."""

    sure: float
    sentence: int


Spans = dict[tuple[str, str], list[Seen]]
"""By role and plain words."""


@dataclass(slots=True)
class Candidate:
    """An entity that may be one of a text's, with its measures."""

    role: str
    words: str
    measures: list[float]
    right: bool
    sure: float = 0.0


@dataclass(slots=True)
class Habits:
    """How often a head and a whole name were right in a role, among so many seen."""

    right: Counter[tuple[str, str]] = field(default_factory=Counter)
    seen: Counter[tuple[str, str]] = field(default_factory=Counter)

    def share(self, role: str, words: str, own: bool | None) -> tuple[float, float]:
        """The share that was right, and how many were seen; `own` takes the candidate itself out."""
        right, seen = self.right[role, words], self.seen[role, words]
        if own is not None:
            right, seen = right - own, seen - 1
        return (right + 0.3) / (seen + 1), log1p(seen)


class Finder:
    """A tagger of roles, trained on texts with keys; `group` are the clusters of words."""

    def __init__(self, texts: Sequence[Text], group: dict[str, int]) -> None:
        self._group, self._telling = group, announcing(texts)
        self._tagger = tagger.Tagger(
            tagger.train(
                (self._features(sentence), tagger.tags(len(sentence), spans))
                for text in texts
                for sentence, spans in zip(text.sentences, text.spans, strict=True)
            )
        )

    def _features(self, sentence: Sequence[tuple[str, int, int]]) -> list[list[str]]:
        words = [word for word, *_ in sentence]
        both = zip(tagger.features(words), described(words, self._group, self._telling), strict=True)
        return [[*plainly, *more] for plainly, more in both]

    def spans(self, text: Text) -> Spans:
        """Everything in a text that may be an entity."""
        return _spans(self._tagger, [self._features(sentence) for sentence in text.sentences], text)


def _spans(model: tagger.Tagger, features: Sequence[list[list[str]]], text: Text) -> Spans:
    found: Spans = defaultdict(list)
    for number, sentence in enumerate(text.sentences):
        for span in model.spans(features[number], least=LEAST):
            words = plain(text.text[sentence[span.first][1] : sentence[span.last - 1][2]])
            if words and len(words) <= 120:
                found[span.label, words].append(Seen(span.sure, number))
    return found


class Yes:
    """A maximum entropy model of one question, on described things."""

    def __init__(self, told: Sequence[tuple[About, bool]], strength: float | None = 0.3) -> None:
        described = (([about], [f"B-{_YES if answer else _NO}"]) for about, answer in told)
        # None: weights of small numbers are hardly held back.
        hold = {"c1": 0.0, "c2": 0.03, "feature.minfreq": 0} if strength is None else {}
        data = tagger.train(
            described, rounds=150, strength=strength or 0.0, **({"settings": hold} if hold else {})
        )
        self._tagger = tagger.Tagger(data)

    def __call__(self, about: About) -> float:
        """How likely the answer is yes."""
        return next((s.sure for s in self._tagger.spans([about], least=0.0) if s.label == _YES), 0.0)


def bag(text: Text) -> list[str]:
    """What a text is described by: its words, and each with the next."""
    return ["bias", *dict.fromkeys(grams(text))]


def grams(text: Text) -> list[str]:
    """The words of a text, and each with the next."""
    words = [word for sentence in text.sentences for word, *_ in sentence if word.isalpha()]
    return [*words, *(f"{one} {other}" for one, other in pairwise(words))]


class Kinds:
    """Whether a text tells of an incident at all, and of each type: the mean of two models.

    One asks which words are there, the other how much of the text they are (weighted as tf-idf, length one).
    """

    def __init__(self, texts: Sequence[Text]) -> None:
        self._many = len(texts)
        self._often = Counter(gram for text in texts for gram in set(bag(text)))
        self._models: dict[str, tuple[Yes, Yes]] = {}
        bags, weights = [bag(text) for text in texts], [self._weighted(text) for text in texts]
        for kind in (ANY, *TYPES):
            answers = [tells_of(text, kind) for text in texts]
            there = Yes(list(zip(bags, answers, strict=True)))
            much = Yes(list(zip(weights, answers, strict=True)), strength=None)
            self._models[kind] = (there, much)

    def __call__(self, text: Text) -> dict[str, float]:
        """How likely each is, from 0 to 1."""
        about, weights = bag(text), self._weighted(text)
        return {kind: (there(about) + much(weights)) / 2 for kind, (there, much) in self._models.items()}

    def _weighted(self, text: Text) -> dict[str, float]:
        found = {
            gram: (1 + log(number)) * (log((1 + self._many) / (1 + self._often[gram])) + 1)
            for gram, number in Counter(grams(text)).items()
            if self._often[gram] >= 3
        }
        length = sum(value * value for value in found.values()) ** 0.5 or 1.0
        return {gram: value / length for gram, value in found.items()}


def tells_of(text: Text, kind: str) -> bool:
    """Whether the key has an incident of that type, or any."""
    return bool(text.templates) if kind == ANY else any(kind in one.incident_type for one in text.templates)


def habits(texts: Sequence[Text], spans: Mapping[str, Spans]) -> Habits:
    """What was right in texts with keys."""
    found = Habits()
    for text in texts:
        for role, words in spans[text.name]:
            right = _is_right(text, role, words)
            for one in {words, f"…{words.split()[-1]}"}:
                found.seen[role, one] += 1
                found.right[role, one] += right
    return found


def _is_right(text: Text, role: str, words: str) -> bool:
    return any(covers(entity, [words]) for entity in text.extract[role])


def candidates(
    text: Text, spans: Spans, kinds: Mapping[str, float], known: Habits, *, own: bool
) -> list[Candidate]:
    """The entities that may be a text's, each measured. `own`: the habits were taken from this text too."""
    best = {key: max(seen, key=lambda one: one.sure) for key, seen in spans.items()}
    of_sentence: dict[int, float] = defaultdict(float)
    for seen in spans.values():
        for one in seen:
            of_sentence[one.sentence] = max(of_sentence[one.sentence], one.sure)
    return [
        _candidate(text, key, seen, spans, best, of_sentence, kinds, known, own)
        for key, seen in spans.items()
    ]


def _candidate(
    text: Text,
    key: tuple[str, str],
    seen: Sequence[Seen],
    spans: Spans,
    best: Mapping[tuple[str, str], Seen],
    of_sentence: Mapping[int, float],
    kinds: Mapping[str, float],
    known: Habits,
    own: bool,
) -> Candidate:
    role, words = key
    right = _is_right(text, role, words)
    sure, where = best[key].sure, best[key].sentence
    size = len(text.sentences)
    parts = set(words.split())
    beside = [(other, best[other].sure) for other in spans if other != key]
    measures = [
        sure,
        log(sure / (1 - sure + 1e-4) + 1e-4),
        log1p(sum(one.sure for one in seen)),
        len(seen),
        1 - prod(1 - one.sure for one in seen),
        *(kinds[kind] for kind in (ANY, *TYPES)),
        min(one.sentence for one in seen) / size,
        where,
        where / size,
        sum(words in plain(" ".join(word for word, *_ in sentence)) for sentence in text.sentences),
        len(words.split()),
        *known.share(role, f"…{words.split()[-1]}", right if own else None),
        *known.share(role, words, right if own else None),
        max((p for (r, w), p in beside if w == words and r != role), default=0.0),
        max((p for (r, w), p in beside if r == role and parts < set(w.split())), default=0.0),
        max((p for (r, w), p in beside if r == role and set(w.split()) < parts), default=0.0),
        max((p for (r, w), p in beside if r == role and w.split()[-1] == words.split()[-1]), default=0.0),
        sum(r == role and p > sure for (r, _), p in beside),
        of_sentence[where],
        max(of_sentence.values()),
        log(size),
    ]
    return Candidate(role, words, [float(one) for one in measures], right)


class Ranker:
    """How likely a candidate is right, by its measures: boosted trees, the mean of three seeds."""

    def __init__(self, told: Sequence[Candidate]) -> None:
        from sklearn.ensemble import HistGradientBoostingClassifier

        measures, right = self._table(told), [one.right for one in told]
        self._models = [
            HistGradientBoostingClassifier(
                max_iter=220,
                learning_rate=0.04,
                max_leaf_nodes=10,
                min_samples_leaf=25,
                l2_regularization=2,
                max_features=0.5,
                random_state=seed,
            ).fit(measures, right)
            for seed in range(3)
        ]

    def _table(self, some: Sequence[Candidate]) -> np.ndarray:
        return np.array([[*one.measures, ROLES.index(one.role)] for one in some])

    def rank(self, some: Sequence[Candidate]) -> list[Candidate]:
        """The same with how sure the ranker is of each."""
        if some:
            table = self._table(some)
            for one, sure in zip(
                some, sum(m.predict_proba(table)[:, 1] for m in self._models) / 3, strict=True
            ):
                one.sure = float(sure)
        return list(some)


def entities(some: Sequence[Candidate], least: float) -> Extract:
    """The entities of a text: the surest first, none that holds or is held by one that is there."""
    roles: dict[str, list[list[str]]] = {role: [] for role in ROLES}
    for one in sorted(some, key=lambda one: (-one.sure, one.role, one.words)):
        parts = set(one.words.split())
        held = any(parts <= set(w.split()) or set(w.split()) <= parts for (w,) in roles[one.role])
        if one.sure >= least and not held:
            roles[one.role].append([one.words])
    return roles


@dataclass(frozen=True, slots=True)
class Settings:
    """Thresholds: of an entity alone, of an entity in a template, of any incident, of a second type."""

    entity: float
    in_template: float
    incident: float
    second: float


def templates(some: Sequence[Candidate], kinds: Mapping[str, float], settings: Settings) -> list[Template]:
    """One template of the likeliest type, and one of each other type that is likely enough."""
    if kinds[ANY] < settings.incident:
        return []
    roles = entities(some, settings.in_template)
    ordered = sorted(TYPES, key=lambda kind: (-kinds[kind], kind))
    return [
        Template(kind, roles)
        for number, kind in enumerate(ordered)
        if not number or kinds[kind] > settings.second
    ]


Judged = dict[str, tuple[list[Candidate], dict[str, float]]]
"""By text its ranked candidates and its types."""


def choose(texts: Sequence[Text], judged: Judged) -> Settings:
    """The thresholds that score best on texts with keys, judged by models that have not seen them."""
    extracts, keys = {t.name: t.extract for t in texts}, {t.name: t.templates for t in texts}

    def by_entities(least: float) -> float:
        found = {name: entities(some, least) for name, (some, _) in judged.items()}
        return total(ceaf_ree(found, extracts)).f1

    def by_templates(settings: Settings) -> float:
        found = {name: templates(some, kinds, settings) for name, (some, kinds) in judged.items()}
        return total(template_scores(found, keys)).f1

    alone = max(_THRESHOLDS, key=by_entities)
    tried = [
        Settings(alone, least, incident, second)
        for least in (alone, alone + 0.06, alone + 0.12)
        for incident in (0.2, 0.3, 0.4)
        for second in (0.4, 0.5, 0.6)
    ]
    return max(tried, key=by_templates)


def _fold(train: Sequence[Text], others: Sequence[Text], number: int) -> tuple[list[Text], list[Text]]:
    """The texts to learn from and those held back; the last fold learns from all and holds the others."""
    if number == FOLDS:
        return list(train), list(others)
    return [one for at, one in enumerate(train) if at % FOLDS != number], list(train[number::FOLDS])


def _first(
    job: tuple[list[Text], list[Text], dict[str, int]],
) -> tuple[dict[str, Spans], dict[str, dict[str, float]]]:
    """Spans and types of the texts held back."""
    known, held, group = job
    finder, kinds_of = Finder(known, group), Kinds(known)
    kinds = {text.name: kinds_of(text) for text in held}
    return {text.name: dict(finder.spans(text)) for text in held}, kinds


def judge(train: Sequence[Text], others: Sequence[Text]) -> tuple[Settings, Judged]:
    """Everything: thresholds from the training part, and the others judged by models made from all of it."""
    group = clusters([*train, *others])
    jobs = [(*_fold(train, others, number), group) for number in range(FOLDS + 1)]
    with Pool(2) as pool:
        first = pool.map(_first, jobs, chunksize=1)
    spans = {name: found for part, _ in first for name, found in part.items()}
    kinds = {name: found for _, part in first for name, found in part.items()}
    judged: Judged = {}
    for known, held, _ in jobs:
        seen = habits(known, spans)
        told = [one for t in known for one in candidates(t, spans[t.name], kinds[t.name], seen, own=True)]
        ranker = Ranker(told)
        for text in held:
            some = candidates(text, spans[text.name], kinds[text.name], seen, own=False)
            judged[text.name] = (ranker.rank(some), kinds[text.name])
    settings = choose(train, {text.name: judged[text.name] for text in train})
    return settings, {text.name: judged[text.name] for text in others}
