"""What has to be said of an appraisal wherever it is shown, in the terminal, on a page and in print."""

from typing import Any

from coequal.comparison.options.figures import letters, money, plain

Report = dict[str, Any]
SEEN = {"whole": "seen whole", "partial": "seen in part", "second-hand": "known at second hand"}
MADE_UP = "Synthetic people: made up, so these are no counts of anybody."
PUBLISHED = "Counts of 1 to 7 people are *, others are rounded to 5; every figure comes from such counts."
DECIDE = "Software assesses, people decide: this is no decision and no advice, and each figure is only as good as the assumptions."
DENOMINATORS = (
    "A birth is a couple with a live birth from treatment that the policy funds. Births without treatment are not counted. "
    "Births for one fresh cycle started include those from frozen transfers that belong to it."
)
TERMS = (
    "On the frontier: no other candidate, and no mix of two others, brings as many births for less money.",
    "Dominated: another candidate brings at least as many births for no more money. Extendedly dominated: a mix of two does.",
    "Triangular: in its range, values near the most likely one are drawn more often. Uniform: all are drawn equally often.",
    "Seed: the number with which drawing by chance begins. The same seed draws the same, so that anybody can check the figures.",
)
UNSEEN = "†"
FOOT = "† Not seen whole: as far as seen, and what was not seen may change these figures."


def marks(report: Report) -> dict[str, str]:
    """The letter of each candidate, with a sign where it was not seen whole."""
    found = letters(report["candidates"])
    return {label: letter if report["candidates"][label]["whole"] else letter + UNSEEN for label, letter in found.items()}


def foot(rows: list[list[str]]) -> str | None:
    """The note at the foot of a table in which a candidate has the sign; None where none has."""
    return FOOT if any(UNSEEN in cell for row in rows for cell in row) else None


def not_whole(report: Report) -> str | None:
    """The warning about candidates that were not seen whole; None where all were."""
    labels = [label for label, one in report["candidates"].items() if not one["whole"]]
    if not labels:
        return None
    return (
        f"Not seen whole, and appraised only as far as seen: {'; '.join(labels)}. What was not seen could refuse people whom "
        "the seen part does not. So their couples, births and costs may be too high, and beside a whole policy they look wider."
    )


def interval_said(report: Report) -> str:
    """How intervals came about."""
    low, high = report["interval"]
    return (
        f"A figure is the median of {report['draws']:,} draws (seed {report['seed']}), with the {low}th to {high}th percentile. "
        "Each draw takes every assumption from its range and draws the people anew; all candidates share a draw. The chance of "
        "one year or another for so few couples is not in it."
    )


def budget_said(report: Report) -> str:
    """What holds under the budget."""
    budget = report["budget"]
    return (
        f"If no more than {money(budget['a year'])} a year is spent ({budget['source']}): "
        "who has begun goes on, then first come, first served. Nobody is put before another by software."
    )


def standing_said(one: Report, short: dict[str, str]) -> str:
    """Where a candidate stands on the frontier, with the letters of those that beat it, and whether all that was seen whole."""
    seen = ", as far as seen" if one["as far as seen"] else ""
    match one["standing"], [short[label] for label in one["by"]]:
        case standing, [other]:
            return f"{standing} by {other}{seen}"
        case standing, [other, another]:
            return f"{standing} by {other} and {another}{seen}"
    return f"{one['standing']}{seen}"


def named(report: Report, label: str, letter: str) -> str:
    """A candidate by letter and label, with whether it is the baseline and whether it was seen whole."""
    beside = ["the baseline"] if label == report["baseline"] else []
    beside += [] if report["candidates"][label]["whole"] else ["not seen whole"]
    return f"{letter}  {label}" + (f" ({', '.join(beside)})" if beside else "")


def candidate_said(one: Report) -> list[str]:
    """A line for each policy of a candidate: which it is, how much of it was seen, for whom, and what is assumed of it."""
    return [
        " ".join(
            [
                f"{policy['policy']}@{policy['version']} ({policy['status']}, {SEEN[policy['completeness']]})"
                + (f", where {policy['where']}." if policy["where"] else "."),
                *policy["said"],
            ]
        )
        for policy in one["policies"]
    ]


def swing_said(measure: str, value: float | None) -> str:
    """A measure at the end of a range."""
    return money(value) if measure != "births" else ("–" if value is None else plain(round(value)))
