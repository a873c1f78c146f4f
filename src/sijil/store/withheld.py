"""What people said who took everything back: in no row that is shown, and blanked where it stands among others' words.

It holds from the moment the withdrawal is recorded; the figures follow with the next `sijil run`.
"""

from collections.abc import Mapping

from django.db.models import Q, QuerySet

from sijil.store import models
from sijil.store.consents import withdrawn_sources

Spans = Mapping[int, list[tuple[int, int]]]
BLANK = "█"


def open_claims() -> QuerySet[models.Claim]:
    """The claims of everybody who has not taken everything back."""
    rows = models.Claim.objects.all()
    return rows.exclude(_of("statement__rendition__item__sha256")) if withdrawn_sources() else rows


def closed_claims() -> QuerySet[models.Claim]:
    """The claims of whoever took everything back."""
    return models.Claim.objects.filter(_of("statement__rendition__item__sha256"))


def open_records() -> QuerySet[models.Record]:
    """The rows of lists of everybody who has not taken everything back."""
    rows = models.Record.objects.all()
    return rows.exclude(_of("rendition__item__sha256")) if withdrawn_sources() else rows


def closed_mentions() -> list[str]:
    """The keys of rows and victims told of by whoever took everything back."""
    if not withdrawn_sources():
        return []
    rows = models.Record.objects.filter(_of("rendition__item__sha256")).values_list("key", flat=True)
    victims = models.ClaimVictim.objects.filter(claim__in=closed_claims()).values_list("key", flat=True)
    return [*rows, *victims]


def _of(item: str) -> Q:
    """Rows whose source, or whose whole item, was taken back."""
    keys = withdrawn_sources()
    return Q(source__key__in=keys) | Q(**{f"{item}__in": keys})


def withheld() -> Spans:
    """By rendition, the spans of its text that nobody is shown; a document that is itself the source has all of it."""
    keys = withdrawn_sources()
    if not keys:
        return {}
    found: dict[int, list[tuple[int, int]]] = {}
    said = models.Claim.objects.filter(source__key__in=keys, source__origin__isnull=False)
    columns = ("statement__rendition_id", "statement__start", "statement__end")
    for rendition, start, end in said.order_by(*columns).values_list(*columns):
        found.setdefault(rendition, []).append((start, end))
    own = Q(statements__claims__source__key__in=keys, statements__claims__source__origin__isnull=True)
    whole = models.Rendition.objects.filter(own | Q(records__source__key__in=keys) | Q(item__sha256__in=keys))
    items = set(whole.values_list("item_id", flat=True))
    for rendition in models.Rendition.objects.filter(item_id__in=items).values_list("id", flat=True):
        found[rendition] = [(0, 1 << 62)]
    return found


def blanked(text: str, spans: list[tuple[int, int]]) -> str:
    """A text of the same length in which the spans cannot be read."""
    for start, end in spans:
        end = min(end, len(text))
        text = text[:start] + BLANK * (end - start) + text[end:]
    return text
