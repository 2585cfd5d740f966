"""What a map shows of the lottery, for each body of whose policy something is known."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from coequal.comparison.lottery.scopes import AS_SEEN
from coequal.comparison.maps.shown import MIXED, SHARE, Shown
from coequal.eligibility.outcome import ELIGIBLE, FOR_JUDGEMENT, NOT_ELIGIBLE, NOT_KNOWN
from coequal.populations.publishing import share

Report = dict[str, Any]
_LABELS = {ELIGIBLE: "yes", NOT_ELIGIBLE: "no", FOR_JUDGEMENT: "to judge", NOT_KNOWN: "?", MIXED: "in parts"}
_ELSEWHERE = "of its other places too little is known to compare"
_NOT_COMPARED = "a policy binds or may bind, and too little of it is known to compare"
PART = "part: "  # before what holds for some places of a body, of whose others another policy or nothing is known
RANGE = "–"  # between the least and the most of several shares


def couple_map(report: Report) -> dict[str, Shown]:
    """One couple under the policies of each body; a body that has several answers in its parts is mixed."""
    unknown, parts = Shown(NOT_KNOWN, "?", _NOT_COMPARED), _in_part(report)
    found = {code: _of_couple(rows, code in parts) for code, rows in _by_body(report).items()}
    return dict.fromkeys(_known(report), unknown) | found


def people_map(report: Report) -> dict[str, Shown]:
    """The share of people whom nothing seen refuses under the policies of each body; of several, from the least to the most.

    Where most are for judgement, or of most it is not known, a share would read as if few could be funded: that is said instead.
    """
    unknown, parts = Shown(NOT_KNOWN, "?", _NOT_COMPARED), _in_part(report)
    found = {code: _of_people(rows, report["in the lottery"], code in parts) for code, rows in _by_body(report).items()}
    return dict.fromkeys(_known(report), unknown) | found


def _by_body(report: Report) -> Mapping[str, list[Report]]:
    """The areas that are compared, by the code of each body for which they bind."""
    found: defaultdict[str, list[Report]] = defaultdict(list)
    for row in _compared(report):
        for body in row["binds for"]:
            found[body["code"]].append(row)
    return found


def _in_part(report: Report) -> set[str]:
    """The codes of bodies of which some places have no policy that was seen, or one that is not compared."""
    others = [row for row in report["set apart"] if not row["compared as far as seen"]]
    bodies = [body for row in others for body in (*row["binds for"], *row["may bind for"])]
    return {body["code"] for body in (*bodies, *report["seen for a part"])}


def _compared(report: Report) -> Iterator[Report]:
    yield from report["areas"]
    yield from (row for row in report["set apart"] if row["compared as far as seen"])


def _known(report: Report) -> Iterator[str]:
    """The codes of the bodies for which some policy binds or may."""
    for row in (*report["areas"], *report["set apart"]):
        yield from (body["code"] for body in (*row["binds for"], *row["may bind for"]))


def _of_couple(rows: list[Report], in_part: bool) -> Shown:
    outcomes = {row["outcome"] for row in rows}
    label = "not refused" if all(map(_is_not_refused, rows)) else _LABELS[_one_of(outcomes)]
    if in_part and len(outcomes) == 1 and label in _LABELS.values():  # a longer one has no room for more
        label = f"{PART}{label}"
    kind = _one_of(outcomes | ({NOT_KNOWN} if in_part else set()))
    said = [f"{row['name']}: {_outcome_says(row)}" for row in rows]
    return Shown(kind, label, "; ".join([*said, *([_ELSEWHERE] if in_part else [])]))


def _one_of(outcomes: set[str]) -> str:
    """The outcome, where it is one."""
    return next(iter(outcomes)) if len(outcomes) == 1 else MIXED


def _is_not_refused(row: Report) -> bool:
    """Whether it is only for what was not seen of the policy that the outcome is not known."""
    return AS_SEEN in row and row[AS_SEEN]["outcome"] == ELIGIBLE


def _outcome_says(row: Report) -> str:
    return "not known, but nothing seen refuses" if _is_not_refused(row) else str(row["outcome"])


def _of_people(rows: list[Report], people: int | str, in_part: bool) -> Shown:
    counts = [row.get(AS_SEEN, row)["outcomes"] for row in rows]
    said = [f"{row['name']}: {_shares_say(count, people)}" for row, count in zip(rows, counts, strict=True)]
    words, before = "; ".join([*said, *([_ELSEWHERE] if in_part else [])]), PART if in_part else ""
    kind = _most(counts)
    if kind == NOT_KNOWN:
        return Shown(kind, _LABELS[kind], words)
    if kind == FOR_JUDGEMENT:
        return Shown(kind, f"{before}{_LABELS[kind]}", words)
    shown = [count[ELIGIBLE] for count in counts if isinstance(count[ELIGIBLE], int)]
    if len(shown) < len(counts) or isinstance(people, str) or not people:
        return Shown(SHARE, "*", words)
    if any(_most([count]) not in (ELIGIBLE, NOT_ELIGIBLE) for count in counts):
        return Shown(MIXED, _LABELS[MIXED], words)
    return _of_shares([count / people for count in shown], before, words)


def _of_shares(shares: list[float], before: str, words: str) -> Shown:
    """One share, or from the least to the most: mixed where they are not of one shade, since their mean would hold nowhere."""
    least, most = (f"{100 * value:.0f}" for value in (min(shares), max(shares)))
    label = f"{before}{least}%" if least == most else f"{before}{least}{RANGE}{most}%"
    shades = {Shown(SHARE, label, words, value).key for value in shares}
    return Shown(SHARE, label, words, min(shares)) if len(shades) == 1 else Shown(MIXED, label, words)


def _most(counts: list[Report]) -> str:
    """The outcome that most people have; where there are as many of several, the clearest. A hidden count is next to nobody."""

    def total(outcome: str) -> int:
        return sum(count[outcome] for count in counts if isinstance(count[outcome], int))

    return max((ELIGIBLE, NOT_ELIGIBLE, FOR_JUDGEMENT, NOT_KNOWN), key=total)


def _shares_say(count: Report, people: int | str) -> str:
    """The share whom nothing refuses and, where there are some, those for judgement and those of whom it is not known."""
    others = [f"{outcome} {share(count[outcome], people)}" for outcome in (FOR_JUDGEMENT, NOT_KNOWN) if count[outcome]]
    return ", ".join([share(count[ELIGIBLE], people), *others])
