"""A criterion block is read key by key, or refused with file, line and clause."""

from datetime import timedelta

import pytest

from coequal.criteria.render import render
from coequal.criteria.syntax import Compare, Current, Node
from coequal.errors import CoequalError
from coequal.facts.dates import Duration, Months
from coequal.policies.criteria import read_criterion
from coequal.policies.markdown import Block
from coequal.policies.model import Criterion
from tests.policies.building import WORDS

NAMED = 'id: loss\nclause: "4"\n'
WITHIN = "evidence: {hearing loss: within 12 months before referral date}"
LOSS = 'id: loss\nclause: "4"\nmet when: hearing loss > 25\n'


def criterion(yaml: str, heading: str = "Hearing loss") -> Criterion:
    """The criterion of a block whose YAML begins on line 10."""
    return read_criterion(Block("criterion", yaml, 10, heading), "policy.md", WORDS, ["aids", "batteries"])


def refused(yaml: str) -> CoequalError:
    """Why a criterion is refused."""
    with pytest.raises(CoequalError) as caught:
        criterion(yaml)
    return caught.value


def written(node: Node | None) -> str | None:
    """An expression as text."""
    return None if node is None else render(node)


def test_a_criterion_needs_an_id_a_clause_and_a_condition() -> None:
    """It is then a requirement on every treatment, and has the title of its heading."""
    found = criterion(LOSS)
    assert (found.id, found.clause, found.title, found.kind) == ("loss", "4", "Hearing loss", "requirement")
    assert found.treatments == ("aids", "batteries")
    assert (found.place.file, found.place.line, found.place.clause) == ("policy.md", 10, "4")
    assert written(found.condition) == "hearing loss > 25"
    assert found.applies_when is found.repeat_after is found.commissioner is found.otherwise is found.reading is None
    assert found.printed is found.why is found.source is None
    assert found.overrides == found.readings == ()


def test_a_criterion_under_no_heading_has_its_id_as_title() -> None:
    """So that it can be named."""
    assert criterion(LOSS, heading="").title == "loss"


def test_every_other_key_of_a_criterion_is_read() -> None:
    """In the words of the policy."""
    found = criterion(
        LOSS + "for: [aids]\napplies when: not(works)\noverrides: [a, b]\notherwise: Wait.\nreading: Strictly.\n"
        "or read as:\n  - {label: at work too, applies when: works, met when: hearing loss >= 25}\n"
        "printed: more than 25 dB\nwhy: It helps.\nsource: page 3"
    )
    assert found.treatments == ("aids",)
    assert written(found.applies_when) == "not(works)"
    assert found.overrides == ("a", "b")
    assert (found.otherwise, found.reading, found.printed) == ("Wait.", "Strictly.", "more than 25 dB")
    assert (found.why, found.source) == ("It helps.", "page 3")
    (other,) = found.readings
    assert (other.label, written(other.applies_when), written(other.condition)) == ("at work too", "works", "hearing loss >= 25")


@pytest.mark.parametrize(
    ("yaml", "applies", "condition"),
    [
        ("kind: readiness\nmet when: works\nrepeat after: 1 month", None, "works"),
        ("kind: judgement\njudged when: works\napplies when: serves", "serves", "works"),
        ("kind: judgement", None, None),
        ("kind: elsewhere\napplies when: serves\ncommissioner: The army", "serves", None),
        ("kind: duty", None, None),
        ("kind: information", None, None),
    ],
)
def test_each_kind_has_its_own_conditions(yaml: str, applies: str | None, condition: str | None) -> None:
    """A judgement may have none; a duty and a piece of information never have one."""
    found = criterion(f'id: a\nclause: "1"\n{yaml}')
    assert (written(found.applies_when), written(found.condition)) == (applies, condition)


@pytest.mark.parametrize(
    ("window", "duration"),
    [
        ("within 12 months before referral date", Months(12)),
        ("within 1 month before referral date", Months(1)),
        ("within 2 years before fitting date", Months(24)),
        ("within 28 days before referral date", timedelta(28)),
    ],
)
def test_evidence_counts_within_its_window_in_every_condition(window: str, duration: Duration) -> None:
    """In the main reading and in the others."""
    found = criterion(f"{LOSS}evidence: {{hearing loss: {window}}}\nor read as:\n  - {{label: x, met when: hearing loss >= 25}}")
    for tree in (found.condition, found.readings[0].condition):
        assert isinstance(tree, Compare)
        assert tree.left == Current("hearing loss", duration, window.rpartition("before ")[2], type=WORDS.types["hearing loss"])


def test_evidence_may_be_about_a_fact_that_only_another_reading_names() -> None:
    """Its window holds there."""
    found = criterion(
        'id: a\nclause: "1"\nmet when: works\nevidence: {hearing loss: within 1 year before referral date}\n'
        "or read as:\n  - {label: x, applies when: hearing loss > 1, met when: works}"
    )
    tree = found.readings[0].applies_when
    assert isinstance(tree, Compare)
    assert isinstance(tree.left, Current)


def test_eight_words_may_be_printed() -> None:
    """Eight, not nine."""
    assert criterion(f"{LOSS}printed: one two three four five six seven eight").printed == "one two three four five six seven eight"


MISTAKES = [
    # id, YAML, line, words of the message
    ("no id", 'clause: "4"\nmet when: works', 10, ['A criterion needs the key "id"']),
    ("id empty", 'id:\nclause: "4"\nmet when: works', 10, ['"id" is empty']),
    ("id in capitals", 'id: Loss\nclause: "4"\nmet when: works', 10, ["small letters, digits and hyphens", '"Loss"']),
    ("id with a space", 'id: my loss\nclause: "4"\nmet when: works', 10, ['not "my loss"']),
    ("id ends with a hyphen", 'id: loss-\nclause: "4"\nmet when: works', 10, ['not "loss-"']),
    ("id taken", 'id: criteria-not-seen\nclause: "4"\nmet when: works', 10, ["unseen part of a policy"]),
    ("no clause", "id: loss\nmet when: works", 10, ['A criterion needs the key "clause"']),
    ("clause a list", 'id: loss\nclause: ["4"]\nmet when: works', 11, ['"clause" must be a single value']),
    ("no condition", 'id: loss\nclause: "4"', 10, ['A criterion needs the key "met when"']),
    ("a list", "- id: loss\n- clause: 4", 10, ["A criterion must be a list of keys and values"]),
    ("nothing", "", 10, ["There is nothing here"]),
    ("unknown key", LOSS + "othewise: Wait.", 13, ['has no key "othewise"', 'Did you mean "otherwise"?']),
    ("unlike any key", LOSS + "colour: red", 13, ['no key "colour"', "id, clause, kind, for"]),
    ("key twice", LOSS + "met when: works", 13, ['"met when" stands here twice']),
    ("unknown kind", LOSS + "kind: requirment", 13, ['"kind" cannot be "requirment". Did you mean "requirement"?']),
    ("the built-in kind", LOSS + "kind: not seen", 13, ['"kind" cannot be "not seen"']),
    ("for an unknown treatment", LOSS + "for: [aid]", 13, ['no treatment "aid"', 'Did you mean "aids"?']),
    ("for a text", LOSS + "for: aids", 13, ['"for" must be a list']),
    ("for a table", LOSS + "for: [{a: b}]", 13, ['each item of "for" must be a single value']),
    ("nine printed words", LOSS + "printed: one two three four five six seven eight nine", 13, ["at most 8 words", "your own words"]),
    ("otherwise empty", LOSS + "otherwise:", 13, ['"otherwise" is empty']),
    ("reading a list", LOSS + "reading: [a]", 13, ['"reading" must be a single value']),
    ("overrides a text", LOSS + "overrides: other", 13, ['"overrides" must be a list']),
    ("a condition that is a number", 'id: loss\nclause: "4"\nmet when: hearing loss', 12, ["must be a condition, true or false"]),
    ("an unknown fact", 'id: loss\nclause: "4"\nmet when: hering loss > 25', 12, ["hering loss", 'Did you mean "hearing loss"?']),
    ("units that clash", 'id: loss\nclause: "4"\nmet when: hearing loss > months waiting', 12, ["do not go together", "dB", "months"]),
    ("a date and a number", 'id: loss\nclause: "4"\nmet when: referral date > 3', 12, ["a date", "a number"]),
    ("a number and a duration", 'id: loss\nclause: "4"\nmet when: months waiting >= 36 months', 12, ["Write 36"]),
    ("a word not among the values", 'id: loss\nclause: "4"\nmet when: ear = "lft"', 12, ['"lft" is not among the values', 'mean "left"?']),
    ("= null", 'id: loss\nclause: "4"\nmet when: hearing loss = null', 12, ["does not use null", "is not known"]),
    ("a comment cuts it", 'id: loss\nclause: "4"\nmet when: works # or not', 12, ["would cut", '"met when"']),
    ("applies when no condition", LOSS + "applies when: 3", 13, ["must be a condition"]),
    ("a slip in the YAML", 'id: loss\nclause: "4"\nmet when: ear in ("left")\nwhy: {a', 13, ["not plain YAML"]),
    ("a colon", LOSS + "otherwise: Wait: then ask.", 13, ["otherwise: 'Wait: then ask.'"]),
    # evidence
    ("evidence a text", LOSS + "evidence: within 12 months before referral date", 13, ['"evidence" must be a list of keys']),
    ("evidence in weeks", LOSS + "evidence: {hearing loss: within 12 weeks before referral date}", 13,
     ["written as hearing loss: within 12 months before referral date", '"within 12 weeks before referral date"']),
    ("evidence without a number", LOSS + "evidence: {hearing loss: within a year before referral date}", 13, ["Evidence is written as"]),
    ("evidence after", LOSS + "evidence: {hearing loss: within 12 months after referral date}", 13, ["Evidence is written as"]),
    ("evidence empty", LOSS + "evidence: {hearing loss: }", 13, ['"evidence" is empty']),
    ("evidence of an undated fact", LOSS + "evidence: {months waiting: within 12 months before referral date}", 13,
     ['"months waiting" is not a dated fact of the dictionary. If results have dates, add “dated: true” to it in hearing.yaml']),
    ("evidence of a derived fact", LOSS + "evidence: {severe loss: within 12 months before referral date}", 13,
     ['"severe loss" is not a dated fact of the dictionary. It is worked out, so name the dated facts behind it']),
    ("evidence of an unknown fact", LOSS + "evidence: {hearing los: within 12 months before referral date}", 13,
     ['"hearing los" is not a dated fact', 'Did you mean "hearing loss"?']),
    ("anchor no date", LOSS + "evidence: {hearing loss: within 12 months before months waiting}", 13,
     ['"months waiting" is not a date of the dictionary. The dates are: referral date, fitting date, hepatitis test.']),
    ("anchor unknown", LOSS + "evidence: {hearing loss: within 12 months before referal date}", 13,
     ['"referal date" is not a date', 'Did you mean "referral date"?']),
    ("evidence that no condition names", f"{NAMED}met when: works\n{WITHIN}", 13, ["about hearing loss, which no condition here names"]),
    ("evidence reached through another fact", f"{NAMED}met when: severe loss\n{WITHIN}", 13, ["about hearing loss, which no condition here names"]),
    # other readings
    ("another reading without a label", LOSS + "or read as:\n  - {met when: works}", 14, ['Another reading needs the key "label"']),
    ("another reading without a condition", LOSS + "or read as:\n  - {label: x}", 14, ['Another reading needs the key "met when"']),
    ("another reading's key", LOSS + "or read as:\n  - {label: x, met when: works, applied when: works}", 14, ['"applies when"?']),
    ("other readings no list", LOSS + "or read as: {label: x}", 13, ['"or read as" must be a list']),
    ("another reading a text", LOSS + "or read as: [x]", 13, ["Another reading must be a list of keys and values"]),
    ("another reading's condition", LOSS + "or read as:\n  - {label: x, met when: 3}", 14, ["must be a condition"]),
    # kinds and their keys
    ("repeat after a day", 'id: a\nclause: "4"\nkind: readiness\nmet when: works\nrepeat after: 90 days', 14,
     ["a number of months, such as 3 months", '"90 days"']),
    ("requirement judged", LOSS + "judged when: works", 13, ['A criterion of kind requirement has no "judged when"']),
    ("requirement repeated", LOSS + "repeat after: 3 months", 13, ['kind requirement has no "repeat after"']),
    ("requirement elsewhere", LOSS + "commissioner: The army", 13, ['kind requirement has no "commissioner"']),
    ("readiness overrides", LOSS + "kind: readiness\noverrides: [a]", 14, ['kind readiness has no "overrides"']),
    ("readiness without a condition", 'id: a\nclause: "4"\nkind: readiness', 10, ['needs the key "met when"']),
    ("judgement met", LOSS + "kind: judgement", 12, ['kind judgement has no "met when"']),
    ("judgement read otherwise", 'id: a\nclause: "4"\nkind: judgement\nor read as: []', 13, ['kind judgement has no "or read as"']),
    ("elsewhere without applies when", 'id: a\nclause: "4"\nkind: elsewhere\ncommissioner: The army', 10, ['needs the key "applies when"']),
    ("elsewhere without commissioner", 'id: a\nclause: "4"\nkind: elsewhere\napplies when: works', 10, ['needs the key "commissioner"']),
    ("elsewhere met", LOSS + "kind: elsewhere\napplies when: works\ncommissioner: The army", 12, ['kind elsewhere has no "met when"']),
    ("duty with a condition", LOSS + "kind: duty", 12, ['kind duty has no "met when"']),
    ("information that applies", 'id: a\nclause: "4"\nkind: information\napplies when: works', 13, ['no "applies when"']),
]  # fmt: skip


@pytest.mark.parametrize(("yaml", "line", "words"), [row[1:] for row in MISTAKES], ids=[row[0] for row in MISTAKES])
def test_a_mistake_in_a_criterion_is_refused_with_file_line_and_clause(yaml: str, line: int, words: list[str]) -> None:
    """And with the key, and what would be right."""
    error = refused(yaml)
    place = error.place
    assert place is not None
    assert (place.file, place.line) == ("policy.md", line)
    assert place.clause == Block("criterion", yaml, 10, "").clause
    assert str(error).startswith(f"policy.md, line {line}")
    for word in words:
        assert word in error.message


def test_a_mistake_in_a_condition_names_its_column() -> None:
    """The second of two words, in a message that shows the whole expression."""
    error = refused('id: loss\nclause: "4"\nmet when: works and wroks')
    assert str(error).startswith("policy.md, line 12, column 21 (clause 4): ")
    assert "It says: works and wroks" in error.message
