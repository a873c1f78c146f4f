"""An UpSet plot: how many people are on exactly which lists; bars above, a dot for each list beneath.

Source: A. Lex et al., "UpSet: Visualization of Intersecting Sets", IEEE TVCG 20 (2014).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sijil.report.charts import drawing, svg_of

_INK, _BAR, _EMPTY = "#1d2733", "#8a9aac", "#dde3ea"


@dataclass(frozen=True, slots=True)
class Column:
    """People on exactly these lists (by position), and where a click leads."""

    on: tuple[int, ...]
    people: int
    href: str


def upset(lists: Sequence[str], columns: Sequence[Column], *, title: str, prefix: str) -> str:
    """Columns in the order given; lists from top to bottom."""
    height = 1.7 + 0.26 * len(lists)
    ratios = (1.5, 0.26 * len(lists))
    with drawing() as pyplot:
        figure, (bars, dots) = pyplot.subplots(
            2, 1, figsize=(7.2, height), layout="constrained", sharex=True, height_ratios=ratios
        )
        _put_bars(bars, columns, title)
        _put_dots(dots, lists, columns)
        return svg_of(figure, prefix=prefix, title=title)


def _put_bars(axes: "object", columns: Sequence[Column], title: str) -> None:
    from matplotlib.axes import Axes

    assert isinstance(axes, Axes)
    for place, column in enumerate(columns):
        (bar,) = axes.bar([place], [column.people], color=_BAR, width=0.62)
        note = axes.annotate(
            f"{column.people:,}", (place, column.people), xytext=(0, 2), textcoords="offset points",
            ha="center", fontsize=8, color=_INK,
        )  # fmt: skip
        if column.href:
            bar.set_url(column.href)
            note.set_url(column.href)
    axes.set_title(title, fontsize=10, color=_INK, pad=10)
    axes.set_yticks([])
    axes.tick_params(length=0)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)


def _put_dots(axes: "object", lists: Sequence[str], columns: Sequence[Column]) -> None:
    from matplotlib.axes import Axes

    assert isinstance(axes, Axes)
    for place, column in enumerate(columns):
        off = [row for row in range(len(lists)) if row not in column.on]
        axes.scatter([place] * len(off), off, s=26, color=_EMPTY, zorder=2)
        axes.scatter([place] * len(column.on), list(column.on), s=30, color=_INK, zorder=3)
        axes.plot([place, place], [min(column.on), max(column.on)], color=_INK, linewidth=1.4, zorder=2)
    axes.set_yticks(range(len(lists)), [_short(name) for name in lists])
    axes.set_ylim(len(lists) - 0.5, -0.5)
    axes.set_xticks([])
    axes.tick_params(length=0)
    for side in ("top", "right", "left", "bottom"):
        axes.spines[side].set_visible(False)


def _short(name: str) -> str:
    return name if len(name) <= 34 else name[:32].rstrip() + "…"
