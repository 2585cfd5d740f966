"""The manual's pages on the facts of each service, made from the dictionaries of the library."""

from collections.abc import Iterator

from coequal.facts.dictionary import Dictionary, Fact, load_dictionary
from coequal.policies.library import Library

ABOUT = """\
A case names these facts, and a criterion reads them; a fact that a case leaves out is *not known*. [The language](language.md) says what can be done with them.
In a table of many cases a fact is the column beneath its name; the date of a dated one is the column with `_date` after it.
"""
FOLLOWS = "*Worked out* facts follow from others. A term of a clinical terminology counts as *not verified* until somebody has checked it at its source."


def services() -> list[str]:
    """Every service of the shipped library."""
    return sorted(path.stem for path in (Library().folder / "services").glob("*.yaml"))


def page(service: str) -> str:
    """The page of one service."""
    dictionary = load_dictionary(Library().folder / "services" / f"{service}.yaml")
    given = [fact for fact in dictionary.facts.values() if fact.formula is None]
    derived = [fact for fact in dictionary.facts.values() if fact.formula is not None]
    parts = [
        f"# Facts: {dictionary.title[:1].lower()}{dictionary.title[1:]}\n",
        f"<!-- Made by `make manual` from library/services/{service}.yaml. Change that, not this page. -->\n",
        f"{ABOUT}{FOLLOWS}\n",
        f"## Facts that are given\n\n{_table(given)}",
        *([f"## Facts that are worked out\n\n{_derived(derived)}"] if derived else []),
        *_asked(given),
        *_coded(given),
        *_never(dictionary),
    ]
    return "\n".join(parts)


def _table(facts: list[Fact]) -> str:
    rows = [f"| **{one.name}**<br>`{one.column}` | {_holds(one)} | {_cell(one.says)} | {one.answered_by} |\n" for one in facts]
    return "| fact | holds | is | who can say |\n| --- | --- | --- | --- |\n" + "".join(rows)


def _holds(fact: Fact) -> str:
    """Type, unit, limits and values, in words."""
    return "; ".join(_said(fact))


def _said(fact: Fact) -> Iterator[str]:
    match fact.kind:
        case "boolean":
            yield "`true` or `false`"
        case "choice":
            yield "one of " + ", ".join(f"`{value}`" for value in fact.values)
        case "number":
            yield "a number" + (f" in {fact.unit}" if fact.unit else "")
            yield f"kept to {fact.decimals} decimal place{'s' if fact.decimals > 1 else ''}" if fact.decimals else "whole"
        case "area":
            yield "the code of an area"
        case kind:
            yield f"a {kind}"
    if fact.kind in ("number", "date"):
        yield "from {} to {}".format(*fact.plausible)
    if fact.other_units:
        yield "also given in " + ", ".join(fact.other_units)
    if fact.dated:
        yield "with the date of the result"
    if fact.follows_from:
        yield f"follows from `{fact.follows_from.text}` where it is not given"


def _derived(facts: list[Fact]) -> str:
    rows = [f"| **{one.name}**<br>`{one.column}` | `{one.formula.text}` | {_cell(one.says)} |\n" for one in facts if one.formula]
    return "| fact | is worked out as | is |\n| --- | --- | --- |\n" + "".join(rows)


def _asked(facts: list[Fact]) -> Iterator[str]:
    rows = [f"| {one.name} | {_cell(one.question)} | {_cell(one.help or '')} |\n" for one in facts if one.question]
    if rows:
        yield "## Questions\n\n| fact | question | help |\n| --- | --- | --- |\n" + "".join(rows)


def _coded(facts: list[Fact]) -> Iterator[str]:
    rows = [
        f"| {one.name} | {says} | {code.system} | `{code.code}` | {_cell(code.term)} | {'' if code.verified else 'not '}verified |\n"
        for one in facts
        for says, codes in (("the fact", one.codes), ("a question that it answers", one.asked_as))
        for code in codes
    ]
    if rows:
        yield (
            "## Codes\n\n| fact | stands for | terminology | code | term | state |\n| --- | --- | --- | --- | --- | --- |\n"
            + "".join(rows)
        )


def _never(dictionary: Dictionary) -> Iterator[str]:
    if dictionary.contradictions:
        rows = [f"| `{_cell(one.never.text)}` | {_cell(one.because)} |\n" for one in dictionary.contradictions]
        yield "## What no case can be\n\n| condition | because |\n| --- | --- |\n" + "".join(rows)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
