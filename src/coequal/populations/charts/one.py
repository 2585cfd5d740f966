"""One policy in full: outcomes, who is left after each criterion, what alone stops people, what is not known, and groups."""

from collections.abc import Iterator
from typing import Any

from coequal.eligibility.outcome import NOT_KNOWN, OUTCOMES
from coequal.policies.model import clauses
from coequal.populations.charts.layout import Panel, Row
from coequal.populations.charts.numbers import Count, counted, fraction, rank, said, size
from coequal.populations.publishing import share

MOST_RANKED, MOST_GROUPS = 12, 24
LEFT, REFUSED, ALONE = "left", "refused", "alone"
PEOPLE_AND_SHARE = (("People", None), ("Share", None))
NOT_SEEN_WHOLE = "Nobody is found eligible under a policy that we have not seen whole."

Found = dict[str, Any]


def clean(text: str) -> str:
    """A text from a policy or a table on one line, without letters that cannot be printed."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in str(text)).split())


def cited(criterion: Found) -> str:
    """A criterion by its title and clause."""
    title = clean(criterion["title"] or criterion["criterion"])
    return clean(f"{title} ({clauses(criterion['clause'])})") if criterion["clause"] else title


def outcomes(policy: Found, people: Count) -> Panel:
    """How many people have each outcome."""
    found = {name: policy["outcomes"][name] for name in OUTCOMES}
    whole = max(size(people), *map(size, found.values()))
    rows = [
        Row(name.capitalize(), ((name, fraction(count, whole)),), (said(count), share(count, people)))
        for name, count in found.items()
    ]
    notes = () if policy["completeness"] == "whole" else (NOT_SEEN_WHOLE,)
    return Panel("Outcomes", notes, PEOPLE_AND_SHARE, tuple(rows))


def attrition(policy: Found, people: Count) -> Panel:
    """How many people are left after each criterion; beside them, outlined, those whom it refuses."""
    left = [(cited(one), one["left"]) for one in policy["attrition"] if "left" in one]
    whole = max([size(people), *(size(count) for _, count in left)])
    rows, before = [], people
    for label, count in [("Everybody", people), *left]:
        refused = size(before) - size(count) if isinstance(count, int) else 0
        parts = ((LEFT, fraction(count, whole)), (REFUSED, fraction(max(0, refused), whole)))
        rows.append(Row(label, parts, (said(count), share(count, people))))
        before = count
    notes = [
        "In the policy's order. Solid: left, as neither this criterion nor one before it refuses them. Outlined: refused here."
    ]
    judged = [cited(one) for one in policy["attrition"] if "left" not in one]
    if judged:
        notes.append(f"Judged by a person, so refusing nobody here: {', '.join(judged)}.")
    return Panel("How many are left after each criterion", tuple(notes), (("Left", LEFT), ("Share", None)), tuple(rows))


def blockers(policy: Found, people: Count) -> Panel:
    """The criteria that alone stop most people."""
    titles = {one["criterion"]: cited(one) for one in policy["attrition"]}
    counts = [(titles.get(name, clean(name)), count) for name, count in policy["single blockers"].items()]
    return _ranked("What alone stops people", "Refused by this criterion and by no other.", ALONE, counts, people)


def not_known(policy: Found, people: Count) -> Panel:
    """The facts on which most outcomes hang that are not known."""
    counts = [(clean(name), count) for name, count in policy["not known because"].items()]
    note = "People whose outcome is not known, by each fact that it hangs on. Some hang on several."
    return _ranked("What hangs on facts that are not known", note, NOT_KNOWN, counts, people)


def _ranked(title: str, note: str, kind: str, counts: list[tuple[str, Count]], people: Count) -> Panel:
    """The largest counts, on a scale of their own; those of nobody are left out."""
    ranked = sorted((one for one in counts if one[1]), key=lambda one: rank(one[1]), reverse=True)
    shown, whole = ranked[:MOST_RANKED], max([0, *(size(count) for _, count in ranked)])
    rows = [Row(label, ((kind, fraction(count, whole)),), (said(count), share(count, people))) for label, count in shown]
    if not ranked:
        return Panel(title, ("Nobody.",), (), ())
    notes = [f"{note} The longest bar is {counted(whole)}." if whole else note]
    return Panel(title, (*notes, *more(len(ranked) - len(shown), "other")), PEOPLE_AND_SHARE, tuple(rows))


def by_group(name: str, by: Found) -> Panel:
    """The outcomes of each group, as shares of it."""
    shown = list(by["groups"].items())[:MOST_GROUPS]
    rows = [_group(label, group["people"], group["policies"][name]["outcomes"]) for label, group in shown]
    notes = ("Each bar is a whole group, its parts in the order of the columns.", *more(len(by["groups"]) - len(shown), "group"))
    return Panel(f"Outcomes by {clean(by['what'])}", notes, outcome_heads(), tuple(rows))


def _group(label: str, people: Count, found: Found) -> Row:
    cells = tuple("\n".join(dict.fromkeys((said(found[name]), share(found[name], people)))) for name in OUTCOMES)
    return Row(f"{clean(label)} ({counted(people)})", stacked(found, people), cells)


def stacked(found: Found, people: Count) -> tuple[tuple[str, float], ...]:
    """The outcomes of some people as parts of one whole bar."""
    whole = max(size(people), sum(size(found[name]) for name in OUTCOMES))
    return tuple((name, fraction(found[name], whole)) for name in OUTCOMES)


def outcome_heads() -> tuple[tuple[str, str], ...]:
    """The heads of four columns of outcomes, which say what each looks like."""
    return tuple((name.capitalize(), name) for name in OUTCOMES)


def more(number: int, what: str) -> Iterator[str]:
    """A sentence on what is not drawn, if anything."""
    if number > 0:
        yield f"And {number} {what}{'s' if number > 1 else ''}, not drawn; --json has all."
