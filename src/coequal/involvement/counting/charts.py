"""Counts drawn as SVG: bars, and bars of parts. Nothing hangs on colour alone, and all of it is said in words too."""

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Final

from coequal.documents.model import Picture
from coequal.involvement.counting.published import Published
from coequal.involvement.counting.words import percent, spoken
from coequal.populations.charts.texts import width, wrapped

_WIDE, _SIDE, _NUMBERS, _GAP = 720, 250, 110, 10
_BAR, _LINE, _PAD, _SIZE, _SWATCH = 18, 16, 10, 13, 13
_INK, _QUIET, _RULE, _FILL = "#0b0c0c", "#484d50", "#d8dcde", "#0b3c49"
_FONT = "Arial, Helvetica, sans-serif"
# Each part is told from its neighbours by its pattern as well as by its lightness: the fill, the pattern's ink, and its shape.
_PARTS: Final = (
    ("#0b3c49", "", ""),
    ("#ffffff", "#1d70b8", "stripes"),
    ("#f9d976", "", ""),
    ("#ffffff", "#5c2d00", "dots"),
    ("#7ba3c0", "", ""),
    ("#f3f2f1", "#484d50", "cross"),
    ("#505a5f", "", ""),
    ("#dbe6ee", "#0b3c49", "level"),
    ("#b58840", "", ""),
    ("#ffffff", "#0b0c0c", "upright"),
    ("#c7e0c9", "", ""),
)
_LIGHT_ON: Final = {"#0b3c49", "#505a5f"}
_SHAPES: Final = {
    "stripes": '<rect width="3" height="6" fill="{ink}"/>',
    "dots": '<circle cx="3" cy="3" r="1.4" fill="{ink}"/>',
    "cross": '<path d="M0 3H6M3 0V6" stroke="{ink}" stroke-width="0.8"/>',
    "level": '<rect width="6" height="1.6" fill="{ink}"/>',
    "upright": '<rect width="1.2" height="6" fill="{ink}"/>',
}


def bars(one: Published, caption: str) -> Picture:
    """A bar for each answer, as long as its share of those who answered."""
    lines = [(one.tally.labels[key], str(count), one.share(key)) for key, count in one.counts.items()]
    drawn, height = _bars(lines, 0)
    words = [f"Answered: {spoken(str(one.base))}."]
    words += [f"{label}: {spoken(count)}{_share_spoken(share)}." for label, count, share in lines]
    return Picture(_svg("".join(drawn), height), caption, "\n".join(words))


def beside(groups: Mapping[str, Published], labels: Mapping[str, str], caption: str) -> Picture:
    """For each answer a bar for each group, because somebody could give several answers."""
    drawn: list[str] = []
    words: list[str] = []
    top = 0.0
    answers = next((one.tally.labels for one in groups.values()), {})
    for key, answer in answers.items():
        drawn.append(_text(0, top + _LINE, answer, weight="bold"))
        lines = [(labels.get(group, group), str(one.counts[key]), one.share(key)) for group, one in groups.items()]
        more, top = _bars(lines, top + _LINE + _PAD / 2)
        drawn += more
        said = "; ".join(f"{label} {spoken(count)}{_share_spoken(share)}" for label, count, share in lines)
        words.append(f"{answer}: {said}.")
    return Picture(_svg("".join(drawn), top), caption, "\n".join(words))


def stacked(groups: Sequence[tuple[str, Published]], caption: str) -> Picture:
    """A bar for each group by its words, of which the parts are the shares of the answers. What is hidden is left blank."""
    labels = next((one.tally.labels for _, one in groups), {})
    drawn, top = _legend(list(labels.values()))
    words = []
    room = _WIDE - _SIDE - _GAP - 60
    for group, one in groups:
        lines = wrapped(group, _SIDE, _SIZE, 4)
        height = max(_BAR, _LINE * len(lines)) + _PAD
        middle = top + height / 2
        drawn += [_text(_SIDE, y, line, anchor="end") for y, line in _around(middle, lines)]
        shares = [one.share(key) for key in labels]
        drawn += _parts(shares, _SIDE + _GAP, middle, room)
        drawn.append(_text(_WIDE, middle + 5, str(one.base), anchor="end"))
        told = "; ".join(f"{label} {spoken(percent(share))}" for label, share in zip(labels.values(), shares, strict=True))
        words.append(f"{group} (answered: {spoken(str(one.base))}): {told}.")
        top += height
    return Picture(_svg(_patterns(len(labels)) + "".join(drawn), top), caption, "\n".join(words))


def days(counts: Sequence[tuple[str, int]], caption: str) -> Picture:
    """A column for each day, in their order, as high as the responses that came on it."""
    most = max((count for _, count in counts), default=0)
    step, height = min(60.0, _WIDE / max(1, len(counts))), 140
    drawn = [f'<line x1="0" y1="{height + 20}" x2="{_WIDE}" y2="{height + 20}" stroke="{_INK}" stroke-width="1"/>']
    for place, (_, count) in enumerate(counts):
        tall = height * count / most if most else 0
        drawn.append(_rect(place * step + step * 0.1, height + 20 - tall, step * 0.8, tall, _FILL))
    if counts:
        drawn += [_text(0, 14, f"{most:,} on the fullest day"), _text(0, height + 38, counts[0][0])]
    if len(counts) > 1:
        drawn.append(_text(max(320.0, step * len(counts)), height + 38, counts[-1][0], anchor="end"))
    words = "\n".join(f"{day}: {count:,}." for day, count in counts if count)
    return Picture(_svg("".join(drawn), height + 44), caption, words or "Nothing came yet.")


def _bars(lines: Sequence[tuple[str, str, float | None]], top: float) -> tuple[list[str], float]:
    drawn: list[str] = []
    room = _WIDE - _SIDE - _NUMBERS - 2 * _GAP
    for label, count, share in lines:
        said = wrapped(label, _SIDE, _SIZE, 4)
        height = max(_BAR, _LINE * len(said)) + _PAD
        middle = top + height / 2
        drawn += [_text(_SIDE, y, line, anchor="end") for y, line in _around(middle, said)]
        drawn.append(_rect(_SIDE + _GAP, middle - _BAR / 2, room * (share or 0), _BAR, _FILL))
        number = f"{count} ({percent(share)})" if share is not None and count != "0" else count
        drawn.append(_text(_WIDE, middle + 5, number, anchor="end"))
        top += height
    return drawn, top


def _parts(shares: Sequence[float | None], left: float, middle: float, room: float) -> Iterator[str]:
    """The parts of a bar from left to right, each with its share where there is room for it."""
    whole = max(1.0, sum(share or 0 for share in shares))  # rounded shares may come to a little more than all
    yield _rect(left, middle - _BAR / 2, room, _BAR, "#ffffff", outline=_RULE)
    for place, share in enumerate(shares):
        wide = room * (share or 0) / whole
        if share:
            fill, _, shape = _PARTS[place % len(_PARTS)]
            yield _rect(left, middle - _BAR / 2, wide, _BAR, f"url(#part{place % len(_PARTS)})" if shape else fill, outline=_INK)
            text = percent(share)
            if width(text, 11) + 8 < wide:
                if shape:
                    yield _rect(left + wide / 2 - width(text, 11) / 2 - 2, middle - 7, width(text, 11) + 4, 14, "#ffffff")
                ink = "#ffffff" if fill in _LIGHT_ON and not shape else _INK
                yield _text(left + wide / 2, middle + 4, text, anchor="middle", size=11, ink=ink)
        left += wide


def _legend(labels: Sequence[str]) -> tuple[list[str], float]:
    """What each part looks like, on as many lines as it takes; and how far down that goes."""
    drawn: list[str] = []
    left, top = 0.0, 4.0
    for place, label in enumerate(labels):
        for n, line in enumerate(wrapped(label, _WIDE - 30, _SIZE)):
            wide = _SWATCH + 6 + width(line, _SIZE) + 18
            if n or (left and left + wide > _WIDE):
                left, top = 0.0, top + _LINE + 6
            if not n:
                fill, _, shape = _PARTS[place % len(_PARTS)]
                looks = f"url(#part{place % len(_PARTS)})" if shape else fill
                drawn.append(_rect(left, top, _SWATCH, _SWATCH, looks, outline=_INK))
            drawn.append(_text(left + _SWATCH + 6, top + 11, line))
            left += wide
    drawn.append(_text(_WIDE, top + _LINE + 16, "Answered", anchor="end", ink=_QUIET))
    return drawn, top + _LINE + 22


def _patterns(count: int) -> str:
    made = "".join(
        f'<pattern id="part{place}" width="6" height="6" patternUnits="userSpaceOnUse"'
        f"{' patternTransform=' + chr(34) + 'rotate(45)' + chr(34) if shape == 'stripes' else ''}>"
        f'<rect width="6" height="6" fill="{fill}"/>{_SHAPES[shape].format(ink=ink)}</pattern>'
        for place, (fill, ink, shape) in enumerate(_PARTS[:count])
        if shape
    )
    return f"<defs>{made}</defs>" if made else ""


def _around(middle: float, lines: Sequence[str]) -> list[tuple[float, str]]:
    first = middle - _LINE * (len(lines) - 1) / 2 + 5
    return [(first + _LINE * n, line) for n, line in enumerate(lines)]


def _share_spoken(share: float | None) -> str:
    return "" if share is None else f", {percent(share)}"


def _rect(x: float, y: float, wide: float, high: float, fill: str, *, outline: str = "") -> str:
    stroke = f' stroke="{outline}" stroke-width="0.8"' if outline else ""
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{high:.1f}" fill="{fill}"{stroke}/>'


def _text(x: float, y: float, text: str, *, anchor: str = "start", size: int = _SIZE, weight: str = "", ink: str = _INK) -> str:
    bold = f' font-weight="{weight}"' if weight else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-family="{_FONT}" font-size="{size}" fill="{ink}" text-anchor="{anchor}"{bold}>'
        f"{escape(text)}</text>"
    )


def _svg(inside: str, height: float) -> str:
    size = f'width="{_WIDE}" height="{height:.0f}" viewBox="0 0 {_WIDE} {height:.0f}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{inside}</svg>'
