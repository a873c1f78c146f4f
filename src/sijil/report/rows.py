"""The parts of the page that repeat for every row, written without templates: a case may have many."""

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from sijil.report.words import Words
from sijil.store.shown import QuoteRow, RecordRow


def anchor(figure_id: str) -> str:
    """The anchor of a figure in appendix A."""
    return "figure-" + figure_id.replace("/", "-").replace(" ", "-")


def verbatim(text: str) -> SafeString:
    """Text for HTML in which a browser keeps every character, also a carriage return."""
    return mark_safe(escape(text).replace("\r", "&#13;"))


def quote_tag(quote: QuoteRow) -> SafeString:
    """The `<q>` of a quote: its exact text, its item's hash and its offsets."""
    return mark_safe(
        f'<q dir="auto" lang="{escape(quote.language)}" data-sha256="{quote.sha256}" '
        f'data-start="{quote.start}" data-end="{quote.end}">{verbatim(quote.text)}</q>'
    )


def input_links(keys: Iterable[str], anchors: Mapping[str, str], names: Mapping[str, str]) -> str:
    """Links to the claims, rows or files that keys stand for, joined by a plus sign."""
    return " + ".join(
        f'<a href="#{anchors.get(claim_of(key), "")}">{escape(names.get(key) or names.get(claim_of(key), key))}</a>'
        for key in keys
    )


def inputs_list(
    figure: Mapping[str, Any], anchors: Mapping[str, str], names: Mapping[str, str]
) -> SafeString:
    """One list item a subject of a figure: a person with every entry that is about that person."""
    items = "".join(f"<li>{input_links(subject, anchors, names)}</li>" for subject in figure["inputs"])
    return mark_safe(items)


def proposed_list(
    figure: Mapping[str, Any], anchors: Mapping[str, str], names: Mapping[str, str]
) -> SafeString:
    """One list item a proposal that stands beside a figure."""
    items = (f"<li>{input_links([key], anchors, names)}</li>" for key in figure["proposed"]["inputs"])
    return mark_safe("".join(items))


def record_rows(records: Iterable[RecordRow], files: Mapping[str, str], words: Words) -> SafeString:
    """One table row a record."""
    return mark_safe("\n".join(_record_row(record, files, words) for record in records))


def claim_of(key: str) -> str:
    """The claim a victim's key belongs to; other keys stay as they are."""
    return key.split(".", 1)[0]


def _record_row(record: RecordRow, files: Mapping[str, str], words: Words) -> str:
    item = record.quote.sha256
    doubts = "".join(f'<br><span class="meta">{escape(doubt)}</span>' for doubt in record.doubts)
    return (
        f'<tr id="record-{record.key}">'
        f'<td><bdi><a href="#item-{item[:16]}">{escape(files.get(item, ""))}</a></bdi></td>'
        f'<td class="n">{record.row_number}</td>'
        f"<td>{escape(words.label('claim_type', record.event_type or 'unknown'))}</td>"
        f"<td>{quote_tag(record.quote)}{doubts}</td>"
        f'<td class="meta">{escape(record.person)}</td></tr>'
    )
