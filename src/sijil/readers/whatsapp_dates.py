"""Day or month first? A WhatsApp export does not say; the whole file may.

Any figure above 12 settles it, else the order in time does, else both readings are kept: never a guess from
the first line (reference on custody and reading, 5.3, gotcha 1).
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Literal

from sijil.readers.whatsapp_lines import Head

Order = Literal["year", "day", "month", "both"]


def order_of(found: Sequence[Head]) -> tuple[Order, str]:
    """The order of the whole file, and why; `both` where nothing tells."""
    if any(head.figures[0] > 31 for head in found):
        return "year", "the year stands first"
    first = any(head.figures[0] > 12 for head in found)
    second = any(head.figures[1] > 12 for head in found)
    if first and second:
        return "both", "some lines have only one order and some only the other"
    if first or second:
        return ("day", "a first figure above 12") if first else ("month", "a second figure above 12")
    if all(head.figures[0] == head.figures[1] for head in found):
        return "day", "both orders give the same days"
    backwards = {order: _backwards(found, order) for order in ("day", "month")}
    if backwards["day"] == 0 < backwards["month"]:
        return "day", "only so the messages follow each other in time"
    if backwards["month"] == 0 < backwards["day"]:
        return "month", "only so the messages follow each other in time"
    return "both", "no figure is above 12 and both orders follow in time"


def _backwards(found: Sequence[Head], order: Literal["day", "month"]) -> int:
    count, last = 0, datetime(1, 1, 2)
    for head in found:
        moment = moment_of(head, order)
        if moment is not None:
            count += moment < last - timedelta(minutes=5)
            last = moment
    return count


def moment_of(head: Head, order: Order) -> datetime | None:
    """The local time of a line read in one order; None where that is no day of the calendar."""
    a, b, c = head.figures
    year, month, day = (a, b, c) if order == "year" else (c, b, a) if order == "day" else (c, a, b)
    try:
        return datetime(year + 2000 if year < 100 else year, month, day) + timedelta(seconds=head.seconds)
    except ValueError:
        return None


def span_of(head: Head, order: Order) -> tuple[str, str]:
    """The earliest and the latest local time a line can mean; empty where it is no date at all."""
    readings = [order] if order != "both" else ["day", "month"]
    moments = sorted(moment for one in readings if (moment := moment_of(head, one)) is not None)  # type: ignore[arg-type]
    if not moments:
        return "", ""
    last = moments[-1] if head.precise else moments[-1] + timedelta(seconds=59)
    return moments[0].isoformat(), last.isoformat()
