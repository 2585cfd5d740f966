"""The counts in a terminal: what has to be said first, then one table for many policies, or one policy in full."""

from collections.abc import Iterator
from typing import Any

from coequal.cli.assessing import Answer
from coequal.cli.text import bullets, heading, paragraph, width
from coequal.eligibility.outcome import OUTCOMES
from coequal.populations.publishing import not_ruled_out, share

Number = int | str
MOST_SHOWN = 12


def assess_text(found: Answer, *, published: bool = False) -> str:
    """The counts as a person reads them."""
    return "\n".join(_lines(found, published=published))


def _lines(found: Answer, *, published: bool) -> Iterator[str]:
    report = found.report
    if found.synthetic:
        yield paragraph("Synthetic people: made up, so these are no counts of anybody.")
    if published:
        yield paragraph("For publication: counts of 1 to 7 are *, others are rounded to 5; shares come from these.")
    if found.said:
        yield bullets(found.said)
    yield paragraph(f"People: {_said(report['people'])}")
    yield from _policies(report["policies"], report["people"], found)
    if "by" in report:
        yield from _by(report["by"])


def _policies(policies: dict[str, Any], people: Number, found: Answer) -> Iterator[str]:
    if len(policies) > 1:
        service = found.question.vocabulary.dictionary.service
        yield heading(f"Outcomes by policy for {service}")
        yield _table(["POLICY", *(name.upper() for name in OUTCOMES), "NOT RULED OUT"], _outcome_rows(policies, people, service))
        yield paragraph("Nobody is eligible under a policy that we have not seen whole. Name one with --policy to see it in full.")
        return
    ((name, policy),) = policies.items()
    titles = {own.id: own.cited for own in found.question.policies[0].rules.criteria}
    yield from _one(name, policy, people, titles)


def _outcome_rows(policies: dict[str, Any], people: Number, service: str) -> list[list[str]]:
    return [
        [
            name.replace(f"/{service}", ""),
            *(_said(policy["outcomes"][outcome]) for outcome in OUTCOMES),
            share(not_ruled_out(policy["outcomes"], people), people),
        ]
        for name, policy in policies.items()
    ]


def _one(name: str, policy: dict[str, Any], people: Number, titles: dict[str, str]) -> Iterator[str]:
    yield heading(f"{name}, version {policy['version']}")
    yield _table(
        ["OUTCOME", "PEOPLE", "SHARE"],
        [[outcome, _said(policy["outcomes"][outcome]), share(policy["outcomes"][outcome], people)] for outcome in OUTCOMES],
    )
    yield heading("What each criterion does, in the policy's order")
    yield _table(["CRITERION", "MET", "STOPPED", "NOT KNOWN", "LEFT", "STOPPED BY IT ALONE"], _attrition(policy, titles))
    yield paragraph("Stopped: not met, or for a person to judge (marked j). Left: not refused by this criterion or one before it.")
    yield from _ranked("Not known, because nothing is known of", policy["not known because"])
    if policy["readings"]:
        yield heading("It depends on how the policy is read")
        rows = [
            [titles[one["criterion"]], one["label"], _said(one["people"]), _said(one["eligible"])] for one in policy["readings"]
        ]
        yield _table(["CRITERION", "OR READ AS", "OTHER OUTCOME", "THEN ELIGIBLE"], rows)
    yield from _treatments(policy["treatments"])
    if policy["readiness"]:
        yield heading("Ready for referral")
        rows = [
            [titles[one["criterion"]], *(_said(one[key]) for key in ("met", "not met", "not known"))] for one in policy["readiness"]
        ]
        yield _table(["INVESTIGATION", "DONE", "NOT DONE", "NOT KNOWN"], rows)


def _attrition(policy: dict[str, Any], titles: dict[str, str]) -> list[list[str]]:
    rows = []
    for one in policy["attrition"]:
        judged = one["for judgement"]
        stopped = f"{_said(judged)} j" if judged else _said(one["not met"])
        alone = policy["single blockers"].get(one["criterion"])
        left = _said(one["left"]) if "left" in one else ""
        rows.append(
            [
                titles[one["criterion"]],
                _said(one["met"]),
                stopped,
                _said(one["not known"]),
                left,
                "" if alone is None else _said(alone),
            ]
        )
    return rows


def _ranked(title: str, counts: dict[str, Number]) -> Iterator[str]:
    """The largest counts first; those of nobody are left out."""
    rows = sorted(((name, number) for name, number in counts.items() if number), key=_size, reverse=True)
    if rows:
        yield heading(title)
        yield _table(["FACT", "PEOPLE"], [[name, _said(number)] for name, number in rows[:MOST_SHOWN]])
        if len(rows) > MOST_SHOWN:
            yield paragraph(f"And {len(rows) - MOST_SHOWN} others; --json has them all.")


def _size(row: tuple[str, Number]) -> int:
    return row[1] if isinstance(row[1], int) else 1


def _treatments(treatments: dict[str, Any]) -> Iterator[str]:
    rows = [
        [treatment, what, value, _said(number)]
        for treatment, amounts in treatments.items()
        for what, values in amounts.items()
        if what != "outcomes"
        for value, number in values.items()
    ]
    if rows:
        yield heading("How much")
        yield _table(["TREATMENT", "AMOUNT", "HOW MANY", "PEOPLE"], rows)


def _by(by: dict[str, Any]) -> Iterator[str]:
    yield heading(f"By {by['what']}")
    one = all(len(group["policies"]) == 1 for group in by["groups"].values())
    rows = []
    for label, group in by["groups"].items():
        for name, policy in group["policies"].items():
            counts = [policy["outcomes"][outcome] for outcome in OUTCOMES]
            first = [label] if one else [label, name]
            rows.append([*first, _said(group["people"]), *map(_said, counts), share(counts[0], group["people"])])
    yield _table(["GROUP", *([] if one else ["POLICY"]), "PEOPLE", *(name.upper() for name in OUTCOMES), "SHARE ELIGIBLE"], rows)


def _said(number: Number) -> str:
    return f"{number:,}" if isinstance(number, int) else number


def _table(heads: list[str], rows: list[list[str]]) -> str:
    """A table whose numbers stand under one another, its first column cut short where the terminal is narrow."""
    cells = [heads, *rows]
    numbers = [all(_is_number(row[n]) for row in rows) for n in range(len(heads))]
    widths = [max(len(row[n]) for row in cells) for n in range(len(heads))]
    room = width() - sum(widths[1:]) - 2 * (len(widths) - 1)
    widths[0] = max(12, min(widths[0], room))
    return "\n".join(_row(row, widths, numbers) for row in cells)


def _row(row: list[str], widths: list[int], numbers: list[bool]) -> str:
    cut = [cell if len(cell) <= size else f"{cell[: size - 1]}…" for cell, size in zip(row, widths, strict=True)]
    laid = [cell.rjust(size) if number else cell.ljust(size) for cell, size, number in zip(cut, widths, numbers, strict=True)]
    return "  ".join(laid).rstrip()


def _is_number(text: str) -> bool:
    return not text.strip("0123456789,.*% –j<>")
