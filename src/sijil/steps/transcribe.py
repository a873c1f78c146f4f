"""`sijil transcribe`: print in pictures into draft texts, and text layers in Arabic compared with their print.

Pages of a PDF that have no usable text layer are transcribed as they are found; a photo only when it is named, since
most photos show no document; speech in recordings and films likewise, with a model that the user has. A draft counts
for nothing before it is confirmed (`sijil confirm`).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sijil.errors import ReadingError
from sijil.readers import Fence, Reading, transcript
from sijil.readers.agreement import LEAST, agreement
from sijil.readers.pdf_pages import TO_COMPARE, TO_TRANSCRIBE, pages
from sijil.steps._hearing import heard, is_heard
from sijil.steps._side_by_side import Fences, fences
from sijil.steps.progress import Progress, silent
from sijil.store.case import Case
from sijil.store.item_lookup import items_named
from sijil.store.models import Item, Rendition
from sijil.store.runs import run_record
from sijil.store.transcripts import DISAGREES, MADE_BY, Transcript, save

SAMPLE = 20
"""So many Arabic pages of a PDF are compared with their print; all of them as soon as one disagrees."""
CONFIRM = "compare the draft with the original, then: sijil confirm"
_PDF = "application/pdf"
_PICTURE = "image/"


@dataclass(slots=True)
class TranscribeReport:
    """The items that were looked at now, how many drafts were made, and layers that say something else."""

    items: list[Item] = field(default_factory=list)
    drafts: int = 0
    doubted: int = 0


def transcribe(
    case: Case, named: Sequence[str] = (), *, passwords: Sequence[str] = (), progress: Progress = silent
) -> TranscribeReport:
    """Transcribe what waits for it and the pictures that are named; passes by what was done before.

    Raises `ReadingError` when items are named and tesseract, or the model for speech, is not there, `EvidenceError`
    for unknown names.
    """
    report = TranscribeReport()
    chosen = items_named(named)
    spoken = [item for item in chosen if is_heard(item) and MADE_BY not in item.metadata]
    if spoken:
        _hear(case, spoken, report, progress)
    chosen = [item for item in chosen if not is_heard(item)]
    if named and not chosen:
        return report
    if not transcript.installed():
        if named:
            raise ReadingError("there is nothing to transcribe with", remedy=transcript.INSTALL)
        return report
    items = [item for item in (chosen or _waiting()) if MADE_BY not in item.metadata]
    if not items:
        return report
    with run_record("transcribe") as run, fences() as side_by_side:
        readers = _Pages(case, tuple(passwords), side_by_side)
        for number, item in enumerate(items):
            progress(number, len(items), item.name)
            _transcribe_one(item, readers, report)
        progress(len(items), len(items), "")
        run.rows_in, run.rows_out = len(report.items), report.drafts
    return report


def _hear(case: Case, items: Sequence[Item], report: TranscribeReport, progress: Progress) -> None:
    """Listen to recordings and films; only those that are named, since it takes as long as they last and longer."""
    with run_record("transcribe", speech_model=case.settings.speech_model) as run:
        progress(0, len(items), items[0].name)
        for number, (item, drafts) in enumerate(heard(case, items, CONFIRM), 1):
            progress(number, len(items), item.name)
            report.items.append(item)
            report.drafts += drafts
        run.rows_in, run.rows_out = len(items), report.drafts


def _waiting() -> list[Item]:
    """Every PDF with pages that can only be read as pictures, or with a text layer to be compared."""
    rows = Item.objects.filter(part="", media_type=_PDF).order_by("id")
    return [item for item in rows if item.metadata.get(TO_TRANSCRIBE) or item.metadata.get(TO_COMPARE)]


class _Pages:
    """Reads pages of the case's items, side by side."""

    def __init__(self, case: Case, passwords: tuple[str, ...], side_by_side: Fences) -> None:
        self._case, self._passwords, self._fences = case, passwords, side_by_side

    def read(self, item: Item, numbers: Sequence[int]) -> Iterator[tuple[int, Reading]]:
        """Each page with what was read on it, in order."""

        def one(fence: Fence, number: int) -> Reading:
            path = self._case.custody.path_of(item.sha256)
            return fence.transcribe(
                path, media_type=item.media_type, number=number, passwords=self._passwords
            )

        return self._fences.each(one, numbers)


@dataclass(slots=True)
class _Made:
    """What came of one item."""

    transcripts: list[Transcript] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    doubted: dict[int, float] = field(default_factory=dict)
    agreed: list[int] = field(default_factory=list)
    without_print: list[int] = field(default_factory=list)
    failed: dict[int, str] = field(default_factory=dict)
    doubtful_words: int = 0
    turned: int = 0
    made_by: str = ""

    def take(self, number: int, reading: Reading) -> str:
        """Note a page's reading; returns its text, empty when there is none."""
        if not reading.renditions:
            self.failed[number] = reading.reason
            return ""
        self.made_by = self.made_by or reading.reader_version
        return reading.renditions[0].text.strip() and reading.renditions[0].text

    def add(self, number: int, reading: Reading) -> None:
        """Keep a page's reading as a draft."""
        name = f"page {number}, transcript" if number else "transcript"
        self.transcripts.append(Transcript(name, reading.renditions[0].text, reading.renditions[0].draft))
        self.numbers.append(number)
        self.doubtful_words += int(reading.metadata.get("doubtful_words", "0"))
        self.turned += "turned" in reading.metadata


def _transcribe_one(item: Item, readers: _Pages, report: TranscribeReport) -> None:
    made = _Made()
    numbers = _numbers(item, TO_TRANSCRIBE) if item.media_type == _PDF else [0]
    for number, reading in readers.read(item, numbers):
        if made.take(number, reading):
            made.add(number, reading)
        elif number not in made.failed:
            made.without_print.append(number)
    _compare(item, readers, made)
    _state(item, made)
    save(item, made.transcripts, _facts(made))
    report.items.append(item)
    report.drafts += len(made.transcripts)
    report.doubted += bool(made.doubted)


def _numbers(item: Item, fact: str) -> list[int]:
    return [int(number) for number in str(item.metadata.get(fact, "")).split()]


def _compare(item: Item, readers: _Pages, made: _Made) -> None:
    """Compare Arabic pages with their print: a sample spread over the whole, and all of them if one disagrees."""
    numbers = _numbers(item, TO_COMPARE)
    step = max(1, -(-len(numbers) // SAMPLE))
    _compare_pages(item, numbers[::step], readers, made)
    if made.doubted:
        _compare_pages(item, [n for i, n in enumerate(numbers) if i % step], readers, made)


def _compare_pages(item: Item, numbers: Sequence[int], readers: _Pages, made: _Made) -> None:
    layers = _layers(item) if numbers else {}
    for number, reading in readers.read(item, numbers):
        text = made.take(number, reading)
        share = agreement(layers.get(number, ""), text)
        if share is not None and share < LEAST:
            made.doubted[number] = share
            made.add(number, reading)
        elif share is not None:
            made.agreed.append(number)


def _layers(item: Item) -> Mapping[int, str]:
    text = Rendition.objects.filter(item=item, part="text").values_list("text", flat=True).first() or ""
    return dict(enumerate(text.split("\f"), 1))


def _facts(made: _Made) -> dict[str, str]:
    facts = {
        MADE_BY: made.made_by or transcript.VERSION,
        "transcribed_pages": pages(made.numbers) if any(made.numbers) else "",
        "doubtful_words": str(made.doubtful_words) if made.transcripts else "",
        "layer_agrees": pages(made.agreed) if made.agreed else "",
        DISAGREES: pages(sorted(made.doubted)) if made.doubted else "",
    }
    return {name: said for name, said in facts.items() if said}


def _state(item: Item, made: _Made) -> None:
    """Say in the item's outcome what was made and what could not be."""
    said = [item.outcome_reason] if item.outcome_reason else []
    if made.transcripts:
        of = f" of {pages(sorted(made.numbers))}" if any(made.numbers) else ""
        words = "word" if made.doubtful_words == 1 else "words"
        doubtful = f" ({made.doubtful_words} doubtful {words})" if made.doubtful_words else ""
        said.append(
            f"a draft transcript{of} was made{doubtful}, which counts for nothing before it is compared"
        )
        item.outcome, item.outcome_remedy = "partly_read", CONFIRM
    if made.doubted:
        worst = min(made.doubted.values())
        which = pages(sorted(made.doubted))
        said.append(f"the text layer of {which} is not what is printed (of its words {worst:.0%} agree)")
    if made.without_print:
        where = f" on {pages(made.without_print)}" if any(made.without_print) else ""
        said.append(f"no print was found{where}")
    for number, why in sorted(made.failed.items()):
        said.append((f"page {number} could not be transcribed: " if number else "not transcribed: ") + why)
    item.outcome_reason = "; ".join(said)
