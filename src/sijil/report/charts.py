"""Charts as clean SVG for inlining: no style attributes, no script, unique ids, links that stay on the page.

Matplotlib ≥ 3.11 shapes and orders Arabic right when text is drawn as paths; the same numbers stand as
text beside each chart. Cleaning follows stack_traps.md, section 1.
"""

import io
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
_INK, _BAR, _RANGE = "#1d2733", "#8a9aac", "#1d2733"


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: label, bounds (`high` None = none can be given), and where a click leads."""

    label: str
    low: int
    best: int
    high: int | None
    href: str


def bars_by_date(bars: Sequence[Bar], *, title: str, prefix: str) -> str:
    """Upright bars in the order given, with a line from low to high."""
    return _draw(bars, title=title, prefix=prefix, lying=False)


def bars_by_place(bars: Sequence[Bar], *, title: str, prefix: str) -> str:
    """Lying bars, the first on top."""
    return _draw(bars, title=title, prefix=prefix, lying=True)


def _draw(bars: Sequence[Bar], *, title: str, prefix: str, lying: bool) -> str:
    size = (7.2, 0.9 + 0.28 * len(bars)) if lying else (7.2, 2.9)
    with drawing() as pyplot:
        figure, axes = pyplot.subplots(figsize=size, layout="constrained")
        _put_bars(axes, bars, lying)
        axes.set_title(title, fontsize=10, color=_INK, pad=8)
        for side in ("top", "right", "left" if not lying else "bottom"):
            axes.spines[side].set_visible(False)
        return svg_of(figure, prefix=prefix, title=title)


@contextmanager
def drawing() -> Iterator[Any]:
    """Pyplot without a screen, set so that the same picture has the same bytes."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot

    with mpl.rc_context():
        mpl.rcParams.update(
            {"svg.hashsalt": "sijil", "svg.fonttype": "path", "font.family": "DejaVu Sans", "font.size": 9}
        )
        yield pyplot


def svg_of(figure: Any, *, prefix: str, title: str) -> str:
    """The clean SVG of a figure, which is closed."""
    from matplotlib import pyplot

    buffer = io.StringIO()
    figure.savefig(buffer, format="svg", metadata={"Date": None}, transparent=True)
    pyplot.close(figure)
    return clean(buffer.getvalue(), prefix=prefix, title=title)


def _put_bars(axes: "object", bars: Sequence[Bar], lying: bool) -> None:
    from matplotlib.axes import Axes
    from matplotlib.ticker import MaxNLocator

    assert isinstance(axes, Axes)
    places = list(range(len(bars)))
    draw = axes.barh if lying else axes.bar
    drawn = draw(places, [bar.best for bar in bars], color=_BAR)
    for patch, bar in zip(drawn, bars, strict=True):
        patch.set_url(bar.href)
    for place, bar in zip(places, bars, strict=True):
        ends = [bar.low, bar.best if bar.high is None else bar.high]
        across = ([place, place], ends)
        axes.plot(
            *(reversed(across) if lying else across), color=_RANGE, linewidth=1.4, solid_capstyle="butt"
        )
        _end_marks(axes, place, bar, lying)
    labels = [bar.label for bar in bars]
    if lying:
        axes.set_yticks(places, labels)
        axes.set_ylim(len(bars) - 0.4, -0.6)
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
        axes.grid(axis="x", color="#dde3ea", linewidth=0.6)
    else:
        turn = 45 if len(bars) > 6 else 0
        axes.set_xticks(
            places,
            labels,
            rotation=turn,
            ha="right" if turn else "center",
            rotation_mode="anchor" if turn else "default",
        )
        axes.yaxis.set_major_locator(MaxNLocator(integer=True))
        axes.grid(axis="y", color="#dde3ea", linewidth=0.6)
    axes.set_axisbelow(True)
    axes.tick_params(length=0)


def _end_marks(axes: "object", place: int, bar: Bar, lying: bool) -> None:
    """A short stroke at low and at high; an arrow where no upper bound can be given."""
    from matplotlib.axes import Axes

    assert isinstance(axes, Axes)
    stroke, arrow = ("|", ">") if lying else ("_", "^")
    marks = [(bar.low, stroke)]
    marks.append((bar.best, arrow) if bar.high is None else (bar.high, stroke))
    for value, mark in marks:
        point = (value, place) if lying else (place, value)
        axes.plot(
            *[[coordinate] for coordinate in point], marker=mark, markersize=6, color=_RANGE, clip_on=False
        )


def clean(svg: str, *, prefix: str, title: str) -> str:
    """Make Matplotlib's SVG fit for inlining under a policy that allows no styles and no scripts."""
    ElementTree.register_namespace("", SVG)
    ElementTree.register_namespace("xlink", XLINK)
    root = ElementTree.fromstring(svg)
    _drop(root)
    for element in root.iter():
        _style_to_attributes(element)
        element.attrib.pop("target", None)
        _prefix_ids(element, prefix)
    root.set("role", "img")
    root.set("aria-label", title)
    root.attrib.pop("width", None)
    root.attrib.pop("height", None)
    return ElementTree.tostring(root, encoding="unicode")


def _drop(root: ElementTree.Element) -> None:
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag in (f"{{{SVG}}}style", f"{{{SVG}}}metadata"):
                parent.remove(child)


def _style_to_attributes(element: ElementTree.Element) -> None:
    for declaration in element.attrib.pop("style", "").split(";"):
        name, _, value = declaration.partition(":")
        if value:
            element.set(name.strip(), value.strip())


def _prefix_ids(element: ElementTree.Element, prefix: str) -> None:
    for name, value in list(element.attrib.items()):
        if name == "id":
            element.set(name, f"{prefix}-{value}")
        elif name == f"{{{XLINK}}}href" and value.startswith("#") and element.tag != f"{{{SVG}}}a":
            element.set(name, f"#{prefix}-{value[1:]}")
        elif "url(#" in value:
            element.set(name, re.sub(r"url\(#", f"url(#{prefix}-", value))
