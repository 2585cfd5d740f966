"""GP practices: to which area each belonged, from when until when, and how sure that is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import accumulate, groupby, pairwise
from pathlib import Path

from coequal.errors import CoequalError
from coequal.organisations.tables import Row, read_table

COLUMNS = ("code", "name", "area", "from", "until", "opened", "closed", "source")
IMPORTED = "imported on "
_DEMONSTRATION = "demonstration"
_NEEDED = COLUMNS[:5] + COLUMNS[7:]
HOW_TO_IMPORT = "“coequal practices --import epraccur.csv” imports your own copy of ODS's list of practices."


@dataclass(frozen=True, slots=True)
class Membership:
    """A practice's time in one area, both days in; None for a day that is not known, or at the end where it goes on."""

    area: str
    since: date | None
    until: date | None


@dataclass(frozen=True, slots=True)
class Practice:
    """A GP practice under its ODS code, with its areas in order of time."""

    code: str
    name: str
    memberships: tuple[Membership, ...]
    opened: date | None
    closed: date | None


@dataclass(frozen=True, slots=True)
class Belonging:
    """The areas to which a practice belonged on a day, as far as a table tells; what keeps that from being certain is said."""

    areas: tuple[str, ...]
    says: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Practices:
    """The practices of one table, which is described in a phrase such as “the small demonstration table”."""

    by_code: Mapping[str, Practice]
    described: str

    def get(self, code: str) -> Practice:
        """The practice with a code. Raises `CoequalError`, with the table that was looked at, where it is not there."""
        if code not in self.by_code:
            raise CoequalError(f'There is no practice "{code}" in {self.described}. {HOW_TO_IMPORT}')
        return self.by_code[code]

    def area(self, code: str, on: date) -> Belonging:
        """Where a practice belonged on a day. Where that is not recorded, the nearest place that is: a place keeps its code.

        Raises `CoequalError` where the practice is not in the table.
        """
        practice = self.get(code)
        spans = _spans(practice.memberships)
        holding = [span for span in spans if span.first <= on <= span.last]
        earlier = [span for span in spans if span.last < on]
        later = [span for span in spans if on < span.first]
        near = holding or [*earlier[-1:], *later[:1]]
        said = _certainty(practice, on, holding, earlier, later)
        return Belonging(
            tuple(dict.fromkeys(span.area for span in near)), tuple(f"{practice.name} ({code}) {words}" for words in said)
        )


@dataclass(frozen=True, slots=True)
class _Span:
    """The days on which a membership may have held, from what is known of it and of those beside it."""

    area: str
    first: date
    last: date


def _spans(memberships: tuple[Membership, ...]) -> list[_Span]:
    """None begins before those that stand before it, nor ends after those that stand after it."""
    firsts = accumulate((membership.since or date.min for membership in memberships), max)
    lasts = accumulate((membership.until or date.max for membership in reversed(memberships)), min)
    ends = reversed(list(lasts))
    return [_Span(membership.area, first, last) for membership, first, last in zip(memberships, firsts, ends, strict=True)]


def load_practices(path: Path) -> Practices:
    """The practices in a table, the rows of each together and in order of time. Raises `CoequalError` with file and line."""
    found: dict[str, Practice] = {}
    source = ""
    for code, rows in groupby(read_table(path, _NEEDED), key=lambda row: row["code"]):
        together = list(rows)
        source = source or together[0]["source"]
        if code in found:
            raise CoequalError(f'The rows of "{code}" do not stand together. Put them next to one another.', together[0].place)
        found[code] = _practice(together)
    return Practices(found, _described(path, source))


def _described(path: Path, source: str) -> str:
    if source.startswith(IMPORTED):
        return f"the table {source}"
    return "the small demonstration table" if source.startswith(_DEMONSTRATION) else f"the table {path}"


def _practice(rows: list[Row]) -> Practice:
    """The practice of one or more rows; what is said of it as a whole is the same in each, so the last one counts."""
    memberships = tuple(map(_membership, rows))
    for (earlier, later), row in zip(pairwise(memberships), rows[1:], strict=True):
        _check_order(earlier, later, row)
    last = rows[-1]
    return Practice(last["code"], last["name"], memberships, last.optional_day("opened"), last.optional_day("closed"))


def _membership(row: Row) -> Membership:
    since, until = row.optional_day("from"), row.optional_day("until")
    if since is not None and until is not None and until < since:
        raise CoequalError(f"{row['code']} leaves {row['area']} on {until}, before it joins on {since}.", row.place)
    return Membership(row["area"], since, until)


def _check_order(earlier: Membership, later: Membership, row: Row) -> None:
    """One ends before the next begins, or neither day is known."""
    open_change = earlier.until is None and later.since is None
    clear_change = earlier.until is not None and later.since is not None and earlier.until < later.since
    if not (open_change or clear_change):
        message = f"{row['code']} is in {earlier.area} and {later.area} at once, or out of order."
        raise CoequalError(
            f"{message} End one before the next begins, or leave both days empty where they are not known.", row.place
        )


def _certainty(practice: Practice, on: date, holding: list[_Span], earlier: list[_Span], later: list[_Span]) -> Iterator[str]:
    """What keeps an answer from being certain, each as the rest of a sentence about the practice; nothing where it is known."""
    if practice.closed is not None and practice.closed < on:
        yield f"closed on {_say(practice.closed)}, so nobody was registered there on {_say(on)}; it is placed where it was."
    elif practice.opened is not None and on < practice.opened:
        yield f"opened on {_say(practice.opened)}, so nobody was registered there on {_say(on)}; it is placed where it came to be."
    elif len(holding) > 1:
        yield f"passed from {holding[0].area} to {holding[-1].area} on a day that is not recorded."
    elif holding and holding[0].first == date.min:
        yield f"is recorded in {holding[0].area}, but not since when."
    elif not holding:
        yield _gap(on, earlier, later)


def _gap(on: date, earlier: list[_Span], later: list[_Span]) -> str:
    before = [f"until {_say(span.last)} in {span.area}" for span in earlier[-1:]]
    after = [f"from {_say(span.first)} in {span.area}" for span in later[:1]]
    taken = "either place is taken" if before and after else "that place is taken"
    return f"is recorded {' and '.join(before + after)}, but not for {_say(on)}; {taken}."


def _say(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
