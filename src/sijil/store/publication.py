"""When a document was published and who it is as a source: what every claim of it needs to know."""

from datetime import date

from sijil.dates import Interval, read_date
from sijil.store.case import Case
from sijil.store.claim_rows import Origin
from sijil.store.models import Rendition
from sijil.store.source_rows import document_source, independence_groups


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


def origin_of(case: Case, rendition: Rendition) -> Origin:
    """Where the claims of a rendition come from."""
    published = published_for(case, rendition)
    bounds: tuple[date | None, date | None] = (
        (published.earliest, published.latest) if published else (None, None)
    )
    document = document_source(
        rendition.item, case.settings.document_settings(rendition.item.name), kind="document"
    )
    return Origin(rendition, document, bounds, independence_groups(case.settings))
