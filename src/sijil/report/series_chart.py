"""The count history as a step chart: what each source said as of when. Readable in grey print; every mark is a link."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sijil.report.charts import drawing, svg_of

_INK = "#1d2733"
_LINES = (
    ("-", "o"),
    ("--", "s"),
    (":", "^"),
    ("-.", "D"),
    ((0, (1, 1)), "v"),
    ((0, (5, 1, 1, 1, 1, 1)), "P"),
)
_GREYS = ("#1d2733", "#4b5866", "#77838f", "#1d2733", "#4b5866", "#77838f")


@dataclass(frozen=True, slots=True)
class Mark:
    """One number on the chart: its day, its value, whether it stands, whether it has no upper bound, and its link."""

    day: date
    value: int
    standing: bool
    open_above: bool
    href: str


@dataclass(frozen=True, slots=True)
class Line:
    """A series: what it is called in the key beneath the chart, and its marks by day."""

    label: str
    marks: tuple[Mark, ...]


def steps_over_time(lines: Sequence[Line], *, title: str, prefix: str) -> str:
    """A step for each number a source gave, holding until it gave another; each scope has a line of its own."""
    with drawing() as pyplot:
        figure, axes = pyplot.subplots(figsize=(7.2, 3.4 + 0.2 * len(lines)), layout="constrained")
        for number, line in enumerate(lines):
            _put_line(axes, line, number)
        _put_frame(axes, figure, title)
        return svg_of(figure, prefix=prefix, title=title)


def _put_line(axes: "object", line: Line, number: int) -> None:
    from matplotlib.axes import Axes
    from matplotlib.dates import date2num

    assert isinstance(axes, Axes)
    style, marker = _LINES[number % len(_LINES)]
    colour = _GREYS[number % len(_GREYS)]
    days = [float(date2num(mark.day)) for mark in line.marks]  # type: ignore[no-untyped-call]
    values = [mark.value for mark in line.marks]
    axes.plot(
        days, values, drawstyle="steps-post", linestyle=style, color=colour, linewidth=1.5, marker=marker,
        markersize=5, markerfacecolor="white", label=line.label,
    )  # fmt: skip
    faces = [colour if mark.standing else "white" for mark in line.marks]
    points = axes.scatter(days, values, marker=marker, s=34, c=faces, edgecolors=colour, zorder=3)
    points.set_urls([mark.href for mark in line.marks])
    # A number that several relay for one day is written once.
    labelled = {(day, mark.value): mark for day, mark in zip(days, line.marks, strict=True)}
    for (day, _), mark in labelled.items():
        text = f"{mark.value:,}" + ("+" if mark.open_above else "")
        note = axes.annotate(
            text, (day, mark.value), xytext=(0, 6 if number % 2 == 0 else -13), textcoords="offset points",
            ha="center", fontsize=7.5, color=colour,
        )  # fmt: skip
        note.set_url(mark.href)


def _put_frame(axes: "object", figure: "object", title: str) -> None:
    from matplotlib.axes import Axes
    from matplotlib.dates import AutoDateLocator, DateFormatter
    from matplotlib.figure import Figure
    from matplotlib.ticker import MaxNLocator, StrMethodFormatter

    assert isinstance(axes, Axes) and isinstance(figure, Figure)
    axes.set_title(title, fontsize=10, color=_INK, pad=10)
    axes.xaxis.set_major_locator(AutoDateLocator(minticks=3, maxticks=7))  # type: ignore[no-untyped-call]
    axes.xaxis.set_major_formatter(DateFormatter("%Y-%m-%d"))  # type: ignore[no-untyped-call]
    axes.yaxis.set_major_locator(MaxNLocator(integer=True, nbins=6))
    axes.yaxis.set_major_formatter(StrMethodFormatter("{x:,.0f}"))
    axes.set_ylim(bottom=0)
    axes.margins(x=0.06, y=0.14)
    axes.grid(axis="y", color="#dde3ea", linewidth=0.6)
    axes.set_axisbelow(True)
    axes.tick_params(length=0)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    figure.legend(loc="outside lower left", frameon=False, fontsize=8, ncols=1)
