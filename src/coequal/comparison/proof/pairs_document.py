"""Every two of many policies: as data, and as a document that leads with how often which relation holds."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Final

from coequal.comparison.naming import labels
from coequal.comparison.proof.document import METHOD
from coequal.comparison.proof.pairs import Many
from coequal.comparison.proof.report import policy_data
from coequal.comparison.proof.verdict import A_WIDER, B_WIDER, EACH_WIDER, NOT_SHOWN, SAME, Compared
from coequal.documents.model import Block, Document, Heading, Notice, Paragraph, Table, document
from coequal.facts.dates import say_date

Data = dict[str, Any]
_NAMES: Final = {
    SAME: "the same for everyone",
    "one wider": "one is nowhere more generous, and the other is somewhere",
    EACH_WIDER: "each is somewhere more generous than the other",
    NOT_SHOWN: "not shown",
}


def pairs_data(many: Many, found: Iterable[tuple[int, int, Compared]], on: date) -> Data:
    """Every pair with its relation, of the policies and as far as they were seen."""
    policies = [side.policy for side in many.sides]
    return {
        "service": policies[0].service,
        "referred": on.isoformat(),
        "policies": [policy_data(policy, label) for policy, label in zip(policies, labels(policies), strict=True)],
        "pairs": [
            {
                **{side: f"{policies[place].id}@{policies[place].version}" for side, place in (("a", a), ("b", b))},
                "relation": compared.relation,
                "as far as seen": compared.as_seen,
            }
            for a, b, compared in found
        ],
    }


def pairs_document(data: Data) -> Document:
    """The document of `pairs_data`."""
    pairs = data["pairs"]
    shown = sum(pair["relation"] != NOT_SHOWN for pair in pairs)
    many = f"{len(pairs):,} pairs of {len(data['policies'])} policies and versions"
    lead = f"{many}; how they stand to each other is shown of {shown:,}."
    facts = [("Service", data["service"]), ("Made-up people are referred on", say_date(date.fromisoformat(data["referred"])))]
    return document("Every two policies beside one another", lead, list(_blocks(data)), facts)


def _blocks(data: Data) -> Iterator[Block]:
    yield Table("Pairs by relation", ("Relation", "Pairs", "As far as seen"), tuple(_counts(data["pairs"])), frozenset({1, 2}))
    if any(policy["completeness"] != "whole" for policy in data["policies"]):
        text = "Of two policies that have been seen only in part nothing is shown. As far as seen is no answer about them."
        yield Notice("Not seen whole", text)
    yield Heading("Policy by policy, as far as seen")
    yield _beside(data)
    yield Heading("What this rests on")
    yield Paragraph(METHOD)


def _counts(pairs: list[Data]) -> Iterator[tuple[str, str, str]]:
    surely, seen = (Counter(_kind(pair[key]) for pair in pairs) for key in ("relation", "as far as seen"))
    yield from ((text, f"{surely[kind]:,}", f"{seen[kind]:,}") for kind, text in _NAMES.items())


def _kind(relation: str) -> str:
    return "one wider" if relation in (A_WIDER, B_WIDER) else relation


def _beside(data: Data) -> Table:
    """Of each policy, beside how many others it is wider, narrower, the same, or each wider."""
    names = {f"{policy['policy']}@{policy['version']}": policy["name"] for policy in data["policies"]}
    counts: dict[str, Counter[str]] = {key: Counter() for key in names}
    turned = {A_WIDER: B_WIDER, B_WIDER: A_WIDER}
    for pair in data["pairs"]:
        relation = pair["as far as seen"]
        counts[pair["a"]][relation] += 1
        counts[pair["b"]][turned.get(relation, relation)] += 1
    kinds = (A_WIDER, B_WIDER, EACH_WIDER, SAME, NOT_SHOWN)
    ranked = sorted(counts, key=lambda key: (-counts[key][A_WIDER], counts[key][B_WIDER], names[key]))
    rows = [(names[key], *(str(counts[key][kind]) for kind in kinds)) for key in ranked]
    head = ("Policy", "Wider than", "Narrower than", "Each wider", "The same", "Not shown")
    return Table("Beside how many others", head, tuple(rows), frozenset(range(1, 6)))
