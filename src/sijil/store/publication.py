"""When a document was published: the anchor of its relative dates, and the as-of date of its counts."""

from sijil.dates import Interval, read_date
from sijil.store.case import Case
from sijil.store.models import Rendition


def published_for(case: Case, rendition: Rendition) -> Interval | None:
    """As the user says for that file, as the file says itself, or as the user says for the whole case."""
    name = rendition.item.name
    own = case.settings.document_settings(name).get("published") or case.settings.list_settings(name).get(
        "as_of"
    )
    if own:
        return Interval.parse(str(own))
    metadata = rendition.item.metadata
    stated = str(metadata.get("published") or metadata.get("date") or "")
    return (read_date(stated) if stated else None) or case.settings.published
