"""Every two of many policies: the same as each two by themselves, and each case that was found is tried with the others."""

from dataclasses import replace
from datetime import date

from coequal.comparison.proof.pairs import Many
from coequal.comparison.proof.pairs_document import pairs_data, pairs_document
from coequal.comparison.proof.verdict import EACH_WIDER, NOT_SHOWN
from coequal.documents.model import Notice, Table
from coequal.eligibility.rules import Rules
from tests.comparison.proof.building import ON, met, policy, proof

POLICIES = [
    policy(met("weight", "BMI <= 30"), met("age", "years old < 40"), area="east"),
    policy(met("weight", "BMI <= 35"), area="west"),
    policy(met("weight", "not(BMI > 30)"), met("age", "years old < 40"), area="south"),
    policy(met("weight", "BMI <= 25"), met("age", "years old < 45"), area="north"),
    policy(met("weight", "BMI <= 31"), area="middle", front="completeness: partial"),
    policy(area="nowhere", front="completeness: partial"),
]


def test_each_pair_is_as_it_is_by_itself() -> None:
    """The relation of two policies does not hang on which others are looked at."""
    many = Many(POLICIES, ON)
    found = list(many)
    assert len(found) == len(many) == 15
    for a, b, compared in found:
        alone = proof(POLICIES[a], POLICIES[b]).result.outcome
        assert (compared.relation, compared.as_seen) == (alone.relation, alone.as_seen)
        for one, other in ((compared.a, alone.a), (compared.b, alone.b)):
            assert (one.verdict, one.seen, one.because) == (other.verdict, other.seen, other.because)


def test_a_case_that_was_found_is_tried_with_the_others() -> None:
    """Of many pairs that one case tells apart, the solver has to find it once."""
    alike = [policy(met("weight", f"BMI <= {20 + n % 2}"), area=f"area-{n}") for n in range(8)]
    many = Many(alike, date(2026, 6, 1))
    differing = sum(compared.relation not in ("same", NOT_SHOWN) for _, _, compared in many)
    assert (differing, many.cases) == (16, 1)


def test_a_case_that_is_not_told_is_not_tried_with_others() -> None:
    """What hangs on a concern for a child is shown of each pair by itself."""
    (a, b) = (
        policy(met("age", "years old < 40"), area="east"),
        policy(met("age", "years old < 40"), met("safe", "not(concern)"), area="west"),
    )
    many = Many([a, b], ON)
    ((_, _, found),) = many
    assert (found.relation, many.cases) == ("a wider", 0)


def test_pairs_are_counted_by_relation() -> None:
    """In the document, of the policies themselves and as far as they were seen; the widest come first."""
    many = Many(POLICIES, ON)
    data = pairs_data(many, many, ON)
    document = pairs_document(data)
    assert document.lead == "15 pairs of 6 policies and versions; how they stand to each other is shown of 7."
    counts, beside = (block for block in document.blocks if isinstance(block, Table))
    assert counts.rows[0][0] == "the same for everyone"
    assert sum(int(row[1]) for row in counts.rows) == 15
    assert beside.rows[0][0] == "West"
    assert any(isinstance(block, Notice) for block in document.blocks)
    assert data["pairs"][0] == {"a": "east/test@v1", "b": "west/test@v1", "relation": "b wider", "as far as seen": "b wider"}
    assert any(pair["relation"] == EACH_WIDER for pair in data["pairs"])


def test_of_whole_policies_nothing_is_said_about_unseen_parts() -> None:
    """There is nothing to be warned of."""
    many = Many(POLICIES[:2], ON)
    assert not any(isinstance(block, Notice) for block in pairs_document(pairs_data(many, many, ON)).blocks)


def test_cases_are_only_used_where_people_are_at_home() -> None:
    """Of versions that take other places, and of other areas, each pair is as it is by itself."""
    found = [
        policy(met("here", 'area in ("AAA", "BBB")'), met("k", "BMI <= 30"), area="x"),
        Rules(replace(policy(met("here", 'area = "AAA"'), met("k", "BMI <= 30"), area="x").policy, version="v2")),
        policy(met("k", "not(BMI > 30)"), area="y"),
        policy(met("here", 'area != "CCC"'), met("k", "BMI <= 31"), area="z"),
    ]
    many = Many(found, ON)
    for a, b, compared in many:
        assert compared.relation == proof(found[a], found[b]).result.outcome.relation, (a, b)
