"""What was counted as tables, with what has to be said beside them; always as it may be published."""

from collections.abc import Iterator, Sequence

from coequal.assurance.disclosure import HIDDEN
from coequal.documents.model import Picture, Table
from coequal.involvement.counting import charts
from coequal.involvement.counting.closed import Cross, Tally
from coequal.involvement.counting.published import Published, published, published_groups
from coequal.involvement.counting.words import AT_RANDOM, HIDDEN_WORDS, INTERVALS, ROUNDED_WORDS, SELF_SELECTING, SEVERAL, percent
from coequal.involvement.surveys import model

SO_FEW = "so few people, or so nearly all, that it is not told how many"
ANSWERED, NOT_ANSWERED, NOT_ASKED = "Answered", "Not answered", "Not asked"


def table(counted: Tally | Cross | Sequence[Tally], caption: str = "") -> Table:
    """A tally, a question by groups, or the rows of a matrix, as a table. Without a caption it is what was asked."""
    match counted:
        case Tally():
            return _of_one(published(counted), caption or counted.asks)
        case Cross():
            by = f"{counted.all.asks} By: {counted.by_asks}"
            return _of_groups(published_groups(counted), counted, caption or by)
        case _:
            return _of_rows([published(one) for one in counted], caption)


def table_apart(tally: Tally) -> Table:
    """The tally of versions in which a question had other answers; its caption says which they are."""
    return table(tally, f"{tally.asks} In version {', '.join(map(str, tally.versions))}")


def chart(counted: Tally | Cross | Sequence[Tally], caption: str = "") -> Picture:
    """The same drawn, with its content in words. Its caption is told from that of the table beside it."""
    match counted:
        case Tally():
            return charts.bars(published(counted), caption or f"{counted.asks} (chart)")
        case Cross():
            words = caption or f"{counted.all.asks} By: {counted.by_asks} (chart)"
            groups = {key: one for key, one in published_groups(counted).items() if counted.groups[key].whole}
            if counted.all.several:
                return charts.beside(groups, counted.labels, words)
            return charts.stacked([(counted.labels.get(key, key), one) for key, one in groups.items()], words)
        case _:
            return charts.stacked([(one.asks, published(one)) for one in counted], caption)


def notes(counted: Tally | Cross | Sequence[Tally]) -> list[str]:
    """What has to be said beside a table: how many answered, whom it stands for, and what was counted apart."""
    match counted:
        case Tally():
            return list(_notes(published(counted), intervals=True))
        case Cross():
            return list(_notes(published(counted.all)))
        case _:
            return list(dict.fromkeys(note for one in counted for note in _notes(published(one), of_rows=True)))


def _notes(one: Published, *, of_rows: bool = False, intervals: bool = False) -> Iterator[str]:
    tally = one.tally
    if not of_rows:
        yield f"Answered by {one.base if one.base.count is not None else SO_FEW}, which is what the shares are of."
    if one.mean is not None:
        yield f"The mean is {one.mean:g}."
    if one.spread is not None:
        spread = one.spread
        yield f"The median is {spread.median:g}; half of the numbers lie from {spread.lower:g} to {spread.upper:g}."
    if tally.several:
        yield SEVERAL
    if tally.unasked:
        yield "Some answered who were not to be asked, on paper say; they are counted among those not asked."
    if tally.reworded:
        numbers = ", ".join(map(str, tally.reworded))
        yield f"In version {numbers} of the survey this was worded otherwise. The answers are the same, and counted together."
    for other in tally.apart:
        numbers = ", ".join(map(str, other.versions))
        yield f"In version {numbers} of the survey this had other answers. Those who answered that version are counted apart."
    yield (f"{AT_RANDOM} {INTERVALS}" if intervals else AT_RANDOM) if tally.at_random else SELF_SELECTING
    yield f"{HIDDEN_WORDS} {ROUNDED_WORDS}"


def _of_one(one: Published, caption: str) -> Table:
    random = one.tally.at_random
    rows = [[one.tally.labels[key], str(count), share_of(one, key)] for key, count in one.counts.items()]
    if random:
        rows = [[*row, _interval(one, key)] for row, key in zip(rows, one.counts, strict=True)]
    below = [(ANSWERED, one.base, True), (NOT_ANSWERED, one.not_answered, False), (NOT_ASKED, one.not_asked, False)]
    rows += [[words, str(count), "", ""][: 3 + random] for words, count, always in below if always or count.count != 0]
    head = ("Answer", "Responses", "Of those who answered", "Of everybody")[: 3 + random]
    return Table(caption, head, tuple(map(tuple, rows)), frozenset(range(1, len(head))))


def _of_groups(groups: dict[str, Published], cross: Cross, caption: str) -> Table:
    """A column for each group in which somebody is, with counts and shares."""
    shown = {key: one for key, one in groups.items() if cross.groups[key].whole}
    head = ("Answer", *(cross.labels.get(key, key) for key in shown))
    rows = [
        (
            label,
            *(
                f"{one.counts[key]} ({share_of(one, key)})" if one.counts[key].count else str(one.counts[key])
                for one in shown.values()
            ),
        )
        for key, label in cross.all.labels.items()
    ]
    rows.append((ANSWERED, *(str(one.base) for one in shown.values())))
    rows.append((NOT_ANSWERED, *(str(one.not_answered) for one in shown.values())))
    if cross.all.not_asked:
        rows.append((NOT_ASKED, *(str(one.not_asked) for one in shown.values())))
    return Table(caption, head, tuple(rows), frozenset(range(1, len(head))))


def _of_rows(rows: Sequence[Published], caption: str) -> Table:
    """A line for each row of a matrix."""
    labels = rows[0].tally.labels if rows else {}
    head = ("Part of the question", *labels.values(), ANSWERED)
    body = tuple((one.tally.asks, *(f"{one.counts[key]} ({share_of(one, key)})" for key in labels), str(one.base)) for one in rows)
    return Table(caption, head, body, frozenset(range(1, len(head))))


def share_of(one: Published, key: str) -> str:
    """The share of an answer in words; a dash where nobody answered."""
    return "–" if one.base.count == 0 else percent(one.share(key))


def _interval(one: Published, key: str) -> str:
    if one.base.count == 0:
        return "–"
    found = one.interval(key)
    return f"{percent(found[0])} to {percent(found[1])}" if found else HIDDEN


def is_counted(kind: str) -> bool:
    """Whether there is something to draw of a kind of question: texts are read, and numbers described."""
    return kind not in (model.TEXT, model.SHORT, model.NUMBER)
