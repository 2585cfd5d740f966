"""Two policies compared, as a document: what is shown, a made-up couple each way, and criterion beside criterion."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Final

from coequal.comparison.counted_page import people_blocks
from coequal.comparison.proof.alignment import DIFFERENT, LOOSER, ONLY_A, ONLY_B, OTHERWISE, STRICTER
from coequal.comparison.proof.alignment import NOT_SHOWN as NOT_ALIGNED
from coequal.comparison.proof.alignment import SAME as ALIKE
from coequal.comparison.proof.verdict import A_WIDER, B_WIDER, EACH_WIDER, NOT_SHOWN, SAME
from coequal.documents.model import Block, Document, Heading, Notice, Paragraph, Table, document
from coequal.facts.dates import say_date
from coequal.policies.model import clauses

Data = dict[str, Any]
_SAYS: Final = {
    SAME: "The same for everyone: {a} and {b} come to the same outcome for every case that there can be.",
    A_WIDER: "{b} is nowhere more generous than {a}, and {a} is more generous to some.",
    B_WIDER: "{a} is nowhere more generous than {b}, and {b} is more generous to some.",
    EACH_WIDER: "Each of {a} and {b} is more generous to some than the other.",
    NOT_SHOWN: "We cannot say which is wider, {a} or {b}: {why}.",
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
    OTHERWISE: "the same people pass; what must be known, what follows, or for which treatment differs",
    NOT_ALIGNED: "not shown",
}
ONLY_AS_SEEN: Final = "As far as both have been seen"
MADE_UP: Final = "Somebody made up, typical in all that is not told."
METHOD: Final = (
    "What is said to hold for everyone was proved over every case that there can be, by a solver. "
    "Everybody made up was tried with the same software that assesses real cases. "
    "Under policies of two areas people are taken to live in each in turn; under versions of one, where they do. "
    "Where a part of a policy has not been seen, and could decide a question, the answer is that it is not shown. "
    "Software assesses, people decide."
)


def proof_document(data: Data) -> Document:
    """The document of `proof_data`. Of a policy beside itself there is no more to say than that."""
    if data["a"]["digest"] == data["b"]["digest"]:
        return document("A policy beside itself", f"Both are the same policy, word for word: {_version(data['a'])}.", [])
    names = names_of(data)
    facts = [(f"{names[side]}", _version(data[side])) for side in ("a", "b")]
    facts.append(("Made-up people are referred on", say_date(date.fromisoformat(data["referred"]))))
    title = f"{names['a']} beside {names['b']}"
    why = "; ".join(dict.fromkeys(data["not shown because"].values()))
    return document(title, _capital(_SAYS[data["relation"]].format(**names, why=why)), list(_blocks(data, names)), facts)


def names_of(data: Data) -> dict[str, str]:
    """What people call each side."""
    return {side: str(data[side]["name"]) for side in ("a", "b")}


def _version(policy: Data) -> str:
    seen = {"whole": "seen whole", "partial": "seen only in part", "second-hand": "known only from others"}
    return f"{policy['policy']}, version {policy['version']}, {seen[policy['completeness']]}"


def _blocks(data: Data, names: dict[str, str]) -> Iterator[Block]:
    if seen := as_far_as_seen(data, names):
        yield Notice(ONLY_AS_SEEN, seen)
    for side, other in (("a", "b"), ("b", "a")):
        yield from _direction(data, names, side, other)
    yield from treatments_blocks(data, names)
    if "people" in data:
        yield from people_blocks(data, names)
    yield Heading("Criterion by criterion")
    yield from _criteria(data, names)
    yield Heading("What this rests on")
    yield Paragraph(METHOD)


def as_far_as_seen(data: Data, names: dict[str, str]) -> str | None:
    """How the policies stand to each other as far as seen, where only so much is shown; None where it is all shown, or nothing."""
    seen = data["as far as seen"]["relation"]
    if data["relation"] != NOT_SHOWN or seen == NOT_SHOWN:
        return None
    return (
        f"{_capital(_SAYS[seen].format(**names))} "
        "That is no answer about the policies themselves: what is unseen could refuse people whom the rest does not."
    )


def _direction(data: Data, names: dict[str, str], side: str, other: str) -> Iterator[Block]:
    """Somebody who fares better under one side, or that there is nobody."""
    shown, seen = data["witnesses"][f"{side} only"], data["as far as seen"]["witnesses"][f"{side} only"]
    yield Heading(f"Who fares better under {names[side]}")
    if shown:
        yield Paragraph(_made_up(shown))
    elif seen:
        yield Paragraph(f"As far as the policies have been seen. {_made_up(seen)}")
    elif because := data["not shown because"].get(f"{side} only"):
        yield Paragraph(f"Nobody was found, but it is not shown that there is nobody: {because}.")
    else:
        yield Paragraph(f"Nobody. It is proved that {names[side]} is nowhere more generous than {names[other]}.")


def _made_up(witness: Data) -> str:
    return str(witness["story"]) if witness["facts"] is None else f"{MADE_UP} {witness['story']}"


def treatments_blocks(data: Data, names: dict[str, str]) -> Iterator[Block]:
    """Who is eligible for each treatment, and how much of it is funded."""
    yield from _treatments(data, names)
    yield from _amounts(data, names)


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
        (f"{treatment.upper()}, {what}", _how_much(found, names), _told(found))
        for treatment, compared in data["treatments"].items()
        for what, found in compared["amounts"].items()
    ]
    if rows:
        yield Heading("How much is funded, of those eligible under both")
        yield Table("Amounts", ("What", "How much", "Why, or for whom"), tuple(rows))


def _how_much(found: Data, names: dict[str, str]) -> str:
    """Who funds more, as far as seen; where only one way is shown, that."""
    seen = found["as far as seen"]
    if seen["relation"] != NOT_SHOWN:
        return _MORE[seen["relation"]].format(**names)
    more = [f"more in {names[side]} for some" for side in ("a", "b") if seen["witnesses"][f"{side} only"]]
    return "; ".join([*more, "otherwise not shown" if more else "not shown"])


def _told(found: Data) -> str:
    """The stories of those who get more, and why more is not shown; else that it is proved."""
    stories = [one["story"] for one in found["as far as seen"]["witnesses"].values() if one]
    because = "; ".join(dict.fromkeys(found["not shown because"].values()))
    return " ".join([*stories, *([f"{_capital(because)}."] if because else [])]) or "Proved."


def _criteria(data: Data, names: dict[str, str]) -> Iterator[Block]:
    """Criteria beside one another; those that both policies have word for word are only named."""
    apart, shared = apart_and_shared(data)
    rows = [(stands(one, names), *_cells(one)) for one in apart]
    if rows:
        yield Table("Criteria that are about the same thing", ("Beside one another", names["a"], names["b"]), tuple(rows))
    if not data["criteria"]:
        yield Paragraph("No criterion of either has been seen.")
    if shared:
        yield Paragraph(f"The same in both, word for word: {'; '.join(shared)}.")


def apart_and_shared(data: Data) -> tuple[list[Data], list[str]]:
    """The criteria beside one another that are not word for word the same; and, as people cite them, those that are."""
    shared = [one for one in data["criteria"] if one["relation"] == ALIKE and _texts(one, "a") == _texts(one, "b")]
    return [one for one in data["criteria"] if one not in shared], [cited(own) for one in shared for own in one["a"]]


def stands(one: Data, names: dict[str, str]) -> str:
    """How criteria that are about the same thing stand to one another, in words."""
    return _STANDS[one["relation"]].format(**names)


def _texts(one: Data, side: str) -> list[str]:
    return [own["wording"] for own in one[side]]


def _cells(one: Data) -> tuple[str, str]:
    """The wording of both; what they mean beside it, where one wording means two things."""
    keys = ("wording", "means") if _texts(one, "a") == _texts(one, "b") else ("wording",)
    return _cell(one["a"], keys), _cell(one["b"], keys)


def _cell(criteria: list[Data], keys: Sequence[str]) -> str:
    return " ".join(f"{cited(one)}: {' In our reading: '.join(one[key] for key in keys)}" for one in criteria) or "Nothing"


def cited(criterion: Data) -> str:
    """A criterion as people cite it."""
    return f"{criterion['title']} ({clauses(criterion['clause'])})" if criterion["clause"] else str(criterion["title"])


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
