"""Two policies compared, as a document: what is shown, a made-up couple each way, and criterion beside criterion."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from coequal.comparison.counted_page import people_blocks
from coequal.comparison.proof.alignment import DIFFERENT, LOOSER, ONLY_A, ONLY_B, STRICTER
from coequal.comparison.proof.alignment import NOT_SHOWN as NOT_ALIGNED
from coequal.comparison.proof.alignment import SAME as ALIKE
from coequal.comparison.proof.verdict import A_WIDER, B_WIDER, EACH_WIDER, NOT_SHOWN, SAME
from coequal.documents.model import Block, Document, Heading, Notice, Paragraph, Table, document
from coequal.facts.dates import say_date
from coequal.policies.model import clauses

Data = dict[str, Any]
_SAYS: Final = {
    SAME: "The same for everyone: {a} and {b} come to the same outcome for every couple that there can be.",
    A_WIDER: "{b} is nowhere more generous than {a}, and {a} funds some whom {b} does not.",
    B_WIDER: "{a} is nowhere more generous than {b}, and {b} funds some whom {a} does not.",
    EACH_WIDER: "Each of {a} and {b} funds some whom the other does not.",
    NOT_SHOWN: "How {a} and {b} stand to each other is not shown.",
}
_ASIDE: Final = {SAME: "the same", A_WIDER: "{a} wider", B_WIDER: "{b} wider", EACH_WIDER: "each wider", NOT_SHOWN: "not shown"}
_MORE: Final = {
    SAME: "the same",
    A_WIDER: "more in {a}",
    B_WIDER: "more in {b}",
    EACH_WIDER: "more in each for some",
    NOT_SHOWN: "not shown",
}
_STANDS: Final = {
    STRICTER: "stricter in {a}",
    LOOSER: "stricter in {b}",
    ALIKE: "the same",
    DIFFERENT: "each refuses some whom the other passes",
    ONLY_A: "only in {a}",
    ONLY_B: "only in {b}",
    NOT_ALIGNED: "not shown",
}
METHOD: Final = (
    "What is said to hold for everyone was proved over every case that there can be, by a solver. Each made-up couple was tried "
    "with the same software that assesses real ones, and is taken to live in the area of each policy in turn. Where a part of a "
    "policy has not been seen, and could decide a question, the answer is that it is not shown. Software assesses, people decide."
)


def proof_document(data: Data) -> Document:
    """The document of `proof_data`."""
    names = {"a": data["a"]["name"], "b": data["b"]["name"]}
    facts = [(f"{names[side]}", _version(data[side])) for side in ("a", "b")]
    facts.append(("Made-up couples are referred on", say_date(date.fromisoformat(data["referred"]))))
    title = f"{names['a']} beside {names['b']}"
    return document(title, _capital(_SAYS[data["relation"]].format(**names)), list(_blocks(data, names)), facts)


def _version(policy: Data) -> str:
    seen = {"whole": "seen whole", "partial": "seen only in part", "second-hand": "known only from others"}
    return f"{policy['policy']}, version {policy['version']}, {seen[policy['completeness']]}"


def _blocks(data: Data, names: dict[str, str]) -> Iterator[Block]:
    seen = data["as far as seen"]["relation"]
    if data["relation"] == NOT_SHOWN:
        yield Notice("Why this is not shown", _why(data, names, seen))
    for side, other in (("a", "b"), ("b", "a")):
        yield from _direction(data, names, side, other)
    yield from _treatments(data, names)
    yield from _amounts(data, names)
    if "people" in data:
        yield from people_blocks(data, names)
    yield Heading("Criterion by criterion")
    yield _criteria(data, names)
    yield Heading("What this rests on")
    yield Paragraph(METHOD)


def _why(data: Data, names: dict[str, str], seen: str) -> str:
    because = dict.fromkeys(data["not shown because"].values())
    return (
        f"{_capital('; '.join(because))}. As far as both have been seen: {_ASIDE[seen].format(**names)}. "
        "That is no answer about the policies themselves: what is unseen could refuse people whom the rest does not."
    )


def _direction(data: Data, names: dict[str, str], side: str, other: str) -> Iterator[Block]:
    """Somebody who fares better under one side, or that there is nobody."""
    shown, seen = data["witnesses"][f"{side} only"], data["as far as seen"]["witnesses"][f"{side} only"]
    yield Heading(f"Who fares better under {names[side]}")
    if shown:
        yield Paragraph(f"A made-up couple. {shown['story']}")
    elif seen:
        yield Paragraph(f"As far as the policies have been seen, a made-up couple. {seen['story']}")
    elif because := data["not shown because"].get(f"{side} only"):
        yield Paragraph(f"Nobody was found, but it is not shown that there is nobody: {because}.")
    else:
        yield Paragraph(f"Nobody. It is proved that {names[side]} is nowhere more generous than {names[other]}.")


def _treatments(data: Data, names: dict[str, str]) -> Iterator[Block]:
    if len(data["treatments"]) > 1:
        yield Heading("Treatment by treatment")
        rows = [
            (name.upper(), _ASIDE[found["relation"]].format(**names), _ASIDE[found["as far as seen"]["relation"]].format(**names))
            for name, found in data["treatments"].items()
        ]
        yield Table("Who is eligible", ("Treatment", "Outcome", "As far as seen"), tuple(rows))


def _amounts(data: Data, names: dict[str, str]) -> Iterator[Block]:
    rows = [
        (f"{treatment.upper()}, {what}", _MORE[found["as far as seen"]["relation"]].format(**names), _told(found))
        for treatment, compared in data["treatments"].items()
        for what, found in compared["amounts"].items()
    ]
    if rows:
        yield Heading("How much is funded, of those eligible under both")
        yield Table("Amounts", ("What", "How much", "Why, or for whom"), tuple(rows))


def _told(found: Data) -> str:
    stories = [one["story"] for one in found["as far as seen"]["witnesses"].values() if one]
    return " ".join(stories) or f"{_capital('; '.join(dict.fromkeys(found['not shown because'].values())))}".strip() or "Proved."


def _criteria(data: Data, names: dict[str, str]) -> Table:
    rows = [(_STANDS[one["relation"]].format(**names), _cell(one["a"]), _cell(one["b"])) for one in data["criteria"]]
    return Table("Criteria that are about the same thing", ("Beside one another", names["a"], names["b"]), tuple(rows))


def _cell(criteria: list[Data]) -> str:
    return " ".join(f"{cited(one)}: {one['wording']}" for one in criteria) or "Nothing"


def cited(criterion: Data) -> str:
    """A criterion as people cite it."""
    return f"{criterion['title']} ({clauses(criterion['clause'])})" if criterion["clause"] else str(criterion["title"])


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
