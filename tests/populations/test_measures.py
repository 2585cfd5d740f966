"""Every count is what comes out when people are counted one by one."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import cycle, product
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coequal.criteria.closures import Values
from coequal.criteria.consistency import Consistency
from coequal.criteria.kleene import NOT_STATED
from coequal.criteria.vocabulary import Vocabulary, work_out
from coequal.eligibility.outcome import DECIDING, OUTCOMES
from coequal.eligibility.rules import Governing, Rules, Run
from coequal.populations.assess import Population, assess
from coequal.populations.groups import Groups, read_groups
from coequal.populations.kernel import Kernel
from coequal.populations.measures import MOST_VALUES, STATUSES
from coequal.populations.question import Question, policy_report
from coequal.populations.sources import Table
from coequal.populations.tally import Tally
from tests.eligibility.building import boolean, criterion, day, number, rules, words
from tests.eligibility.test_expressions import NAMES, WORDS, policies
from tests.populations.building import answers, batch_of, case_of, layouts_of, question, table

TRUTHS = list(product([True, False, None], repeat=len(NAMES)))


def everybody() -> list[Values]:
    """Each way in which four conditions can be true, false or not known, with the amounts and treatments by turns."""
    many, sought = cycle([None, Decimal(0), Decimal(2)]), cycle([None, "IVF", "IUI", "neither", "IUI"])
    return [
        case_of(WORDS, {**dict(zip(NAMES, truths, strict=True)), "n": next(many), "treatment sought": next(sought)})
        for truths in TRUTHS
    ]


@dataclass(frozen=True)
class Person:
    """What the reference says of one person under one policy."""

    values: Values
    run: Run
    sought: int

    @property
    def statuses(self) -> list[str]:
        """Of each criterion."""
        return self.run[0]

    @property
    def outcome(self) -> str:
        """Of the treatment that counts."""
        return self.run[1][self.sought]


def people(of: Rules, cases: Sequence[Values]) -> Iterator[Person]:
    """What the reference says of each."""
    place = of.policy.vocabulary.slots.value.get("treatment sought")
    for case in cases:
        values = work_out(case + [None] * len(of.slots.worked), of.formulas)
        choice = None if place is None else values[place]
        treatments = [governing.treatment for governing in of.governing]
        sought = next((n for n, own in enumerate(treatments) if choice is not None and own.is_sought(choice)), 0)
        yield Person(values, of.run(values), sought)


def counted(of: Rules, cases: Sequence[Values]) -> dict[str, Any]:
    """The report of one policy as counting one by one makes it; but for what outcomes hang on."""
    found = list(people(of, cases))
    deciding = [place for place, own in enumerate(of.criteria) if own.kind in DECIDING]
    readiness = [place for place, own in enumerate(of.criteria) if own.kind == "readiness"]
    refusing = [place for place in deciding if of.criteria[place].kind != "judgement"]

    def governs(person: Person, place: int) -> bool:
        return place in of.governing[person.sought].places

    def refused(person: Person, place: int) -> bool:
        return governs(person, place) and person.statuses[place] == "not met"

    def row(place: int) -> dict[str, Any]:
        statuses = Counter(person.statuses[place] for person in found)
        left = {}
        if place in refusing:
            so_far = [other for other in refusing if other <= place]
            left["left"] = sum(not any(refused(person, other) for other in so_far) for person in found)
        own = of.criteria[place]
        return {
            "criterion": own.id,
            "clause": own.clause,
            "title": own.title,
            **{name: statuses[name] for name in STATUSES},
            **left,
        }

    outcomes = Counter(person.outcome for person in found)
    return {
        "outcomes": {name: outcomes[name] for name in OUTCOMES},
        "attrition": [row(place) for place in deciding],
        "readiness": [row(place) for place in readiness],
        "single blockers": {
            of.criteria[place].id: sum([other for other in refusing if refused(person, other)] == [place] for person in found)
            for place in refusing
        },
        "readings": [
            {"criterion": of.criteria[place].id, "label": other.label, **_read_otherwise(of, place, reading, found)}
            for place in deciding
            for reading, other in enumerate(of.criteria[place].readings)
        ],
        "treatments": {own.treatment.id: _treatment(n, own, found) for n, own in enumerate(of.governing)},
    }


def _read_otherwise(of: Rules, place: int, reading: int, found: Sequence[Person]) -> dict[str, int]:
    others = [of.governing[one.sought].outcome(of.statuses_read_otherwise(place, reading, one.values)) for one in found]
    changed = sum(one.outcome != other for one, other in zip(found, others, strict=True))
    return {"people": changed, **{name: others.count(name) for name in OUTCOMES}}


def _treatment(place: int, own: Governing, found: Sequence[Person]) -> dict[str, dict[str, int]]:
    outcomes = Counter(person.run[1][place] for person in found)
    made = {"outcomes": {name: outcomes[name] for name in OUTCOMES}}
    for name in own.treatment.amounts:
        amounts = [person.run[2][place][name] for person in found]
        made[name] = dict(Counter(_said(amount) for amount in amounts))
    return made


def _said(amount: Any) -> str:
    if amount is None:
        return "not known"
    return "not stated" if amount is NOT_STATED else str(int(amount))


def tallied(asked: Question, cases: Sequence[Values], groups: Groups | None = None, people: pa.Table | None = None) -> Tally:
    """The counts by the kernel."""
    found = table(asked.vocabulary, cases) if people is None else people
    population = Population(Table(found), layouts_of(asked.vocabulary, found.column_names), groups or Groups())
    return assess(asked, population, workers=1)


def reported(of: Rules, cases: Sequence[Values]) -> dict[str, Any]:
    """The report of one policy by the kernel."""
    asked = question(of.policy.vocabulary, of)
    (found,) = asked.report(tallied(asked, cases))["policies"].values()
    return dict(found)


UNTIMED = settings(deadline=None, max_examples=30)


@UNTIMED
@given(policies())
def test_counts_are_those_of_people_counted_one_by_one(of: Rules) -> None:
    """Outcomes, statuses, who is left, single blockers, readings and amounts."""
    cases = everybody()
    found = reported(of, cases)
    expected = counted(of, cases)
    assert {name: found[name] for name in expected} == expected
    assert (found["version"], found["completeness"]) == ("v1", "whole")


def hanging(asked: Question, cases: Sequence[Values]) -> list[set[str]]:
    """The facts on which the outcome of each person hangs, under the one policy asked about."""
    keys = {key[1]: term for key, term in asked.policies[0].all.items() if key[0] == "hang on"}
    kernel = Kernel(asked.graph, keys.values())
    (batch,) = table(asked.vocabulary, cases).to_batches()
    found = answers(kernel, batch_of(kernel, asked.vocabulary, batch))
    assert all(truth is not None for row in found for truth in row)
    return [{name for name, row in zip(keys, found, strict=True) if row[n]} for n in range(len(cases))]


@UNTIMED
@given(policies())
def test_what_is_not_known_hangs_on_facts_that_are_not_known(of: Rules) -> None:
    """Of at least one of them where the outcome is not known, and of none where it is."""
    cases = everybody()
    for person, facts in zip(people(of, cases), hanging(question(WORDS, of), cases), strict=True):
        assert bool(facts) is (person.outcome == "not known")
        assert all(person.values[WORDS.slots.value[name]] is None for name in facts)


DATED = words(
    day("referral", "moment: referral, plausible: 2020-01-01 .. 2030-01-01")
    + day("born", "plausible: 1950-01-01 .. 2020-01-01")
    + boolean("p")
    + number("level", "decimals: 1, dated: true, plausible: 0 .. 100")
    + "  stage: {type: choice, dated: true, says: her stage, values: {early: it is early, late: it is late}}\n"
    + number("weight", "plausible: 0 .. 300")
    + number("height", "plausible: 0 .. 300")
    + number("months of trying", "unit: months, plausible: 0 .. 600").replace("}", ', follows from: "full months(born, referral)"}')
    + number("her age", 'unit: years, is: "age(born, referral)"'),
    more="contradictions:\n  - {never: weight < height, because: nobody is taller than heavy}\n",
)
REFERRED = date(2024, 6, 1)


def dated_rules(*lines: str, **more: str) -> Rules:
    """A policy of one criterion over the dated facts."""
    return rules(DATED, criterion("k", *lines), **more)


def dated(dates: dict[str, date] | None = None, **facts: Any) -> Values:
    """A case over them."""
    return case_of(DATED, {name.replace("_", " "): value for name, value in facts.items()}, dates)


LEVEL = ("met when: level > 5.4", "evidence: {level: within 12 months before referral}")


@pytest.mark.parametrize(
    ("case", "facts"),
    [
        (dated(referral=REFERRED, level=Decimal(6), dates={"level": date(2024, 1, 1)}), set()),
        (dated(referral=REFERRED, level=Decimal(6), dates={"level": date(2023, 5, 31)}), {"level"}),
        (dated(referral=REFERRED, level=Decimal(6), dates={"level": date(2024, 6, 2)}), {"level"}),
        (dated(referral=REFERRED, level=Decimal(6)), {"level"}),
        (dated(referral=REFERRED), {"level"}),
    ],
)
def test_evidence_that_does_not_count_is_hung_on(case: Values, facts: set[str]) -> None:
    """A result too old, from after the referral or without a date, as one that is not there."""
    assert hanging(question(DATED, dated_rules(*LEVEL)), [case]) == [facts]


@pytest.mark.parametrize(
    ("taken", "outcome"), [(date(2024, 1, 1), "eligible"), (date(2023, 5, 31), "not known"), (None, "not known")]
)
def test_words_may_have_a_date_of_evidence(taken: date | None, outcome: str) -> None:
    """As numbers have."""
    of = dated_rules('met when: stage = "early"', "evidence: {stage: within 12 months before referral}")
    case = dated(referral=REFERRED, stage="early", dates={} if taken is None else {"stage": taken})
    found = reported(of, [case])
    assert {name: number for name, number in found["outcomes"].items() if number} == {outcome: 1}
    assert found["not known because"]["stage"] == (outcome == "not known")


@pytest.mark.parametrize(
    ("condition", "case", "facts"),
    [
        ("p or weight > 50", dated(p=True), set()),
        ("p or weight > 50", dated(), {"p", "weight"}),
        ("p and weight > 50", dated(weight=Decimal(60)), {"p"}),
        ("weight + height > 100", dated(weight=Decimal(60)), {"height"}),
        ("(if p then weight else height) > 50", dated(weight=Decimal(60), height=Decimal(40)), {"p"}),
        ("(if p then weight else height) > 50", dated(p=True, height=Decimal(40)), {"weight"}),
        ("her age < 40", dated(born=date(1990, 1, 1)), {"referral"}),
        ("months of trying > 12", dated(born=date(1990, 1, 1)), {"months of trying", "referral"}),
        ("months of trying > 12", dated(months_of_trying=Decimal(24)), set()),
        ("p is known", dated(), set()),
    ],
)
def test_only_what_could_be_said_is_hung_on(condition: str, case: Values, facts: set[str]) -> None:
    """What the rest settles hangs on nothing; what is worked out hangs on what it is worked out from."""
    of = dated_rules(f"met when: {condition}")
    assert hanging(question(DATED, of), [case]) == [facts]


def test_what_nobody_could_say_hangs_on_no_fact() -> None:
    """Criteria that we have not seen are not known, whatever is known of people."""
    of = dated_rules("met when: p", front="completeness: partial")
    found = reported(of, [dated(p=True)])
    assert found["outcomes"]["not known"] == 1
    assert not any(found["not known because"].values())


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from([None, Decimal(60), Decimal(170)]),
            st.sampled_from([None, Decimal(60), Decimal(170)]),
            st.sampled_from([None, Decimal(12), Decimal(13)]),
            st.sampled_from([None, date(2018, 6, 1), date(2019, 6, 1)]),
            st.sampled_from([None, date(2020, 6, 1), date(2020, 7, 31)]),
        ),
        min_size=1,
        max_size=70,
    )
)
def test_people_whose_facts_contradict_are_set_apart(drawn: list[tuple[Any, ...]]) -> None:
    """As `check` refuses a case: they are counted as people, and in no measure and no group."""
    cases = [
        dated(weight=weight, height=height, months_of_trying=months, born=born, referral=referral)
        for weight, height, months, born, referral in drawn
    ]
    consistency = Consistency(DATED)
    good = [case for case in cases if consistency.contradicted(case) is None]
    asked = question(DATED, dated_rules("met when: weight > 50 and p"))
    groups = read_groups("weight: 100", table(DATED, cases).schema, DATED)
    found = tallied(asked, cases, groups)
    assert (found.people, found.contradictory) == (len(cases), len(cases) - len(good))
    assert found.sizes[None] == len(good) == sum(size for group, size in found.sizes.items() if group is not None)
    of_the_good = tallied(asked, good, groups)
    assert found.counts[None].tolist() == (of_the_good.counts[None].tolist() if good else [0] * len(asked.measures))


@UNTIMED
@given(policies())
def test_groups_add_up_to_everybody(of: Rules) -> None:
    """Every measure of everybody is the sum of those of the groups, and each group is counted as by itself."""
    cases = everybody()
    rows = table(WORDS, cases)
    asked = question(WORDS, of)
    kinds = ["b", None, "a"]
    rows = rows.append_column("kind", pa.array([kinds[n % 3] for n in range(len(cases))]))
    report = asked.report(tallied(asked, cases, Groups("kind"), rows), sorted, "kind")
    groups = report["by"]["groups"]
    assert (report["by"]["what"], list(groups)) == ("kind", ["a", "b", "not known"])
    assert {label: own["people"] for label, own in groups.items()} == {"a": 27, "b": 27, "not known": 27}
    for place, label in enumerate(["b", "not known", "a"]):
        (found,) = groups[label]["policies"].values()
        expected = counted(of, cases[place::3])
        assert {name: found[name] for name in expected} == expected


def test_a_criterion_that_does_not_govern_stands_in_nobody_s_way() -> None:
    """Someone who seeks IUI is refused by no criterion for IVF."""
    of = rules(WORDS, criterion("k", "met when: p", "for: [ivf]"), treatments="ivf: {name: IVF}\niui: {name: IUI}")
    cases = [case_of(WORDS, {"p": False, "treatment sought": sought}) for sought in ("IVF", "IUI", None)]
    found = reported(of, cases)
    assert found["outcomes"] == {"eligible": 1, "not known": 0, "for judgement": 0, "not eligible": 2}
    assert found["single blockers"] == {"k": 2}
    assert found["attrition"][0]["not met"] == 3
    assert found["attrition"][0]["left"] == 1


@pytest.mark.parametrize(
    ("amount", "values"), [("weight", {"known": 2, "not known": 1}), ("if p then 0.5 else 1.5", {"known": 2, "not known": 1})]
)
def test_amounts_of_many_values_are_not_counted_value_by_value(amount: str, values: dict[str, int]) -> None:
    """Nor are those with decimal places."""
    assert DATED.dictionary.facts["weight"].plausible[1] > MOST_VALUES
    of = dated_rules("met when: referral is known or true", treatments=f"ivf: {{name: IVF, units: {amount}}}")
    cases = [dated(p=True, weight=Decimal(60)), dated(p=False, weight=Decimal(170)), dated()]
    assert reported(of, cases)["treatments"]["ivf"]["units"] == values


def test_values_that_nobody_gets_are_left_out_but_outcomes_are_not() -> None:
    """An outcome that nobody has is a count of nought."""
    of = dated_rules("met when: p", treatments='ivf: {name: IVF, cycles: "if p then 2 else not stated"}')
    assert reported(of, [dated(p=True)])["treatments"] == {
        "ivf": {"outcomes": {"eligible": 1, "not known": 0, "for judgement": 0, "not eligible": 0}, "cycles": {"2": 1}}
    }


def test_policies_share_what_is_equal() -> None:
    """A second policy like the first adds no term, and is counted under its own name."""
    one = question(DATED, dated_rules(*LEVEL))
    two = question(DATED, dated_rules(*LEVEL), dated_rules(*LEVEL))
    assert len(two.graph.terms) == len(one.graph.terms)
    assert two.measures == one.measures
    report = two.report(tallied(two, [dated(referral=REFERRED)]))
    first, second = report["policies"].values()
    assert first == second
    assert list(report["policies"]) == ["here/test 0", "here/test 1"]


def test_nobody_is_counted_as_nought() -> None:
    """A population without people has a report."""
    of = dated_rules("met when: p")
    asked = question(DATED, of)
    report = asked.report(tallied(asked, []), sorted, "kind")
    assert (report["people"], report["contradictory"]) == (0, 0)
    assert report["policies"]["here/test 0"]["outcomes"] == dict.fromkeys(OUTCOMES, 0)
    assert report["by"] == {"what": "kind", "groups": {}}
    assert policy_report(asked.policies[0], lambda _term: 0) == report["policies"]["here/test 0"]


def unknowable(vocabulary: Vocabulary, columns: set[str], *blocks: str) -> dict[str, list[str]]:
    """What can be known of no criterion's status, and met by nobody, in a population with few columns."""
    asked = question(vocabulary, rules(vocabulary, *blocks), columns=columns)
    (found,) = asked.unknowable().values()
    return found


@pytest.mark.parametrize(
    ("condition", "columns", "found"),
    [
        ("p", set(), "not known"),
        ("p", {"p"}, None),
        ("not(p)", set(), "not known"),
        ("p and weight > 50", {"weight"}, "never met"),
        ("p or weight > 50", {"weight"}, None),
        ("p is known", set(), "never met"),
        ("p is not known", set(), None),
        ("p is known and p", set(), "never met"),
        ("weight + height > 1", {"weight"}, "not known"),
        ("weight > 50", {"weight"}, None),
        ("(if p then weight else height) > 50", {"weight", "height"}, None),
        ("(if p then weight else height) > 50", {"p"}, "not known"),
        ("if p then true else weight > 50", {"weight"}, None),
        ("if p then true else weight > 50", {"p"}, None),
        ("if p then weight > 50 else false", {"weight"}, "never met"),
        ("her age < 40", {"born"}, "not known"),
        ("true", set(), None),
        ("false", set(), None),
        ("1 < weight", set(), "not known"),
        ("level > 5.4", {"level", "referral"}, "not known"),
        ("level > 5.4", {"level", "level_date", "referral"}, None),
    ],
)
def test_what_lacks_columns_is_named(condition: str, columns: set[str], found: str | None) -> None:
    """A criterion that can be known of nobody, or met by nobody, for lack of columns and not by its own sense."""
    evidence = ["evidence: {level: within 12 months before referral}"] if "level" in condition else []
    said = unknowable(DATED, columns, criterion("k", f"met when: {condition}", *evidence))
    assert said == {"not known": ["k"] if found == "not known" else [], "never met": ["k"] if found == "never met" else []}


def test_facts_without_a_column_are_named() -> None:
    """Those that a policy mentions and that somebody could give; the facts under one that is worked out, too."""
    of = dated_rules("met when: her age < 40 and weight > 1")
    assert question(DATED, of, columns={"weight", "born"}).absent() == ["referral"]
    assert question(DATED, of).absent() == []
