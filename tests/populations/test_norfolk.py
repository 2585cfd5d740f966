"""A real policy over many people says of each what `check` says of one."""

from collections import Counter
from datetime import date
from decimal import Decimal
from functools import cache
from random import Random
from typing import Any

import pyarrow as pa
import pytest

from coequal.eligibility.assess import assess
from coequal.eligibility.assessment import Assessment
from coequal.eligibility.examples import examples
from coequal.eligibility.rules import Rules
from coequal.errors import CoequalError
from coequal.facts.case import Case, read_case
from coequal.facts.dictionary import Fact
from coequal.policies.library import Library
from coequal.populations.kernel import Kernel
from coequal.populations.question import Question
from tests.cli.running import COUPLE
from tests.populations.building import answers, batch_of, question, table
from tests.populations.test_measures import hanging, reported

POLICY = "norfolk-and-waveney/assisted-conception"


@cache
def norfolk() -> Rules:
    """The policy of 2022."""
    return Rules(next(policy for policy in Library().versions(POLICY) if policy.version == "2022-07"))


@cache
def cases() -> list[Case]:
    """The example people of the policy, and couples like the one who meets every rule but for a few facts."""
    found = [example.case for example in examples(norfolk().policy)]
    random = Random(7)
    facts = norfolk().policy.vocabulary.dictionary.facts
    given = [fact for name, fact in facts.items() if fact.formula is None and name in COUPLE]
    for _ in range(150):
        changes = {fact.name: _value(fact, random) for fact in random.sample(given, random.randrange(5))}
        facts_of = {name: value for name, value in {**_couple(), **changes}.items() if value is not None}
        try:
            found.append(read_case(facts_of, norfolk().policy.vocabulary.dictionary))
        except CoequalError:  # a result without its date, such as no case may have
            continue
    return found


def _couple() -> dict[str, Any]:
    return {name: value for name, value in COUPLE.items() if not value.startswith("{")} | {
        "AMH": {"value": 12.0, "unit": "pmol/L", "date": "2023-02-01"}
    }


def _value(fact: Fact, random: Random) -> Any:
    if random.random() < 0.3:
        return None
    match fact.kind:
        case "boolean":
            return random.random() < 0.5
        case "choice":
            return random.choice(list(fact.values))
        case "date":
            return random.choice([date(1983, 5, 2), date(1983, 9, 1), date(1999, 9, 1), date(2022, 9, 1), date(2023, 2, 28)])
        case "area":
            return random.choice(["26A", "06H"])
    value = Decimal(random.choice([0, 1, 2, 3, 19, 30, 31]))
    return {"value": value, "unit": fact.unit, "date": "2023-01-01"} if fact.dated else value


@cache
def assessed() -> list[tuple[Case, Assessment]]:
    """Those that can be assessed, one by one."""
    found = []
    for case in cases():
        try:
            found.append((case, assess(norfolk(), case)))
        except CoequalError:
            continue
    return found


def asked() -> Question:
    """The policy, asked about everybody."""
    return question(norfolk().policy.vocabulary, norfolk())


def people(of: list[Case]) -> pa.Table:
    """Cases as a table."""
    vocabulary = norfolk().policy.vocabulary
    return table(vocabulary, [vocabulary.values(case) for case in of])


@pytest.mark.no_cover  # it goes through what is covered elsewhere, many times
def test_there_are_people_of_every_outcome() -> None:
    """So that what follows says something."""
    outcomes = Counter(assessment.outcome for _, assessment in assessed())
    assert len(assessed()) > 300
    assert set(outcomes) == {"eligible", "not eligible", "not known", "for judgement"}


def test_each_person_is_assessed_as_by_check() -> None:
    """Outcome and the status of every criterion."""
    own = asked()
    (measures,) = own.policies
    keys = [key for key in measures.all if key[0] in ("outcomes", "criteria", "alone")]
    kernel = Kernel(own.graph, [measures.all[key] for key in keys])
    (batch,) = people([case for case, _ in assessed()]).to_batches()
    found = answers(kernel, batch_of(kernel, own.vocabulary, batch))
    for row, (_, assessment) in enumerate(assessed()):
        holds = {key for key, truths in zip(keys, found, strict=True) if truths[row]}
        statuses = {name: finding.status for name, finding in assessment.criteria.items()}
        counted = {key[1] for key in keys if key[0] == "criteria"}
        expected = {("outcomes", assessment.outcome), *(("criteria", name, statuses[name]) for name in counted)}
        if assessment.single_blocker is not None:
            expected.add(("alone", assessment.single_blocker))
        assert holds == expected


def test_the_counts_are_those_of_people_assessed_one_by_one() -> None:
    """Outcomes, readings and what is funded."""
    vocabulary = norfolk().policy.vocabulary
    found = reported(norfolk(), [vocabulary.values(case) for case, _ in assessed()])
    one_by_one = [assessment for _, assessment in assessed()]
    assert {name: n for name, n in found["outcomes"].items() if n} == Counter(one.outcome for one in one_by_one)
    for reading in found["readings"]:
        key = (reading["criterion"], reading["label"])
        others = [(other.criterion.id, other.label) for one in one_by_one for other in one.readings]
        assert reading["people"] == others.count(key)
    for name, values in found["treatments"].items():
        outcomes = Counter(one.treatments[name].outcome for one in one_by_one)
        assert {outcome: n for outcome, n in values["outcomes"].items() if n} == outcomes


def test_people_who_contradict_themselves_are_those_whom_check_refuses() -> None:
    """All others are assessed."""
    own = asked()
    kernel = Kernel(own.graph, [own.contradictory])
    (batch,) = people(cases()).to_batches()
    (found,) = answers(kernel, batch_of(kernel, own.vocabulary, batch))
    accepted = [case for case, _ in assessed()]
    assert found == [case not in accepted for case in cases()]


def test_an_outcome_hangs_on_facts_that_could_be_said() -> None:
    """Of someone whose outcome is not known on one at least, and of them all only on what is not known or does not count."""
    vocabulary = norfolk().policy.vocabulary
    found = hanging(asked(), [vocabulary.values(case) for case, _ in assessed()])
    for (case, assessment), facts in zip(assessed(), found, strict=True):
        assert bool(facts) is (assessment.outcome == "not known")
        for name in facts:
            dated = vocabulary.dictionary.facts[name].dated
            assert case.value(name) is None or dated, name


@pytest.mark.parametrize(
    "service", ["assisted-conception", "hearing-aids-adults", "excess-skin-removal", "breast-surgery", "sterilisation"]
)
def test_every_policy_of_the_library_can_be_asked_at_once(service: str) -> None:
    """Of a population without any column nobody is eligible, and nothing hangs on a fact that no policy mentions."""
    library = Library()
    found = [Rules(policy) for policy in library.policies() if policy.service == service]
    own = question(library.vocabulary(service), *found, columns=set())
    kernel = Kernel(own.graph, own.measures)
    assert kernel.columns == []
    results = answers(kernel, batch_of(kernel, own.vocabulary, pa.record_batch({"person": [1]})))
    truth = {term: row[0] for term, row in zip(own.measures, results, strict=True)}
    for measures in own.policies:
        outcomes = [key[1] for key, term in measures.all.items() if key[0] == "outcomes" and truth[term]]
        assert len(outcomes) == 1
        hang_on = {key[1] for key, term in measures.all.items() if key[0] == "hang on" and truth[term]}
        assert hang_on <= measures.rules.policy.vocabulary.basis(measures.rules.mentioned)
