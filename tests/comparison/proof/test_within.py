"""One policy looked into: what decides nothing, what clashes, whom nothing speaks of, and what other readings change."""

import pytest

from coequal.comparison.proof.report import within_data
from coequal.comparison.proof.verdict import A_WIDER, EACH_WIDER, SAME
from coequal.comparison.proof.within import Within, look_within
from coequal.comparison.proof.within_document import within_document
from coequal.documents.model import Listing, Paragraph
from coequal.eligibility.rules import Rules
from tests.comparison.proof.building import ON, met, policy
from tests.eligibility.building import criterion


def _within(*blocks: str, **more: str) -> Within:
    return look_within(policy(*blocks, **more), ON)


def test_a_criterion_that_others_cover_is_idle() -> None:
    """Whoever fails the looser limit fails the stricter one too."""
    (idle,) = _within(met("loose", "BMI <= 35"), met("strict", "BMI <= 30"), met("age", "years old < 40")).idle
    assert (idle.criterion.id, [own.id for own in idle.others]) == ("loose", ["strict"])


def test_a_criterion_that_nobody_can_fail_is_idle() -> None:
    """No case is below what is plausible."""
    (idle,) = _within(met("weight", "BMI >= 5"), met("age", "years old < 40")).idle
    assert (idle.criterion.id, idle.others) == ("weight", ())


def test_judgements_decide_beside_one_another_and_not_beside_a_refusal() -> None:
    """What always has to be judged makes no other judgement idle, but a refusal of the same people does."""
    always = criterion("always", "kind: judgement")
    some = criterion("some", "kind: judgement", "judged when: BMI > 35")
    assert [one.criterion.id for one in _within(always, some).idle] == ["some"]
    assert [one.criterion.id for one in _within(some, met("weight", "BMI <= 35")).idle] == ["some"]
    assert not _within(some, met("weight", "BMI <= 36")).idle


def test_criteria_that_cannot_be_met_together_are_a_contradiction() -> None:
    """Nobody can have the treatment; only those that clash are named."""
    (clash,) = _within(met("young", "years old < 30"), met("old", "years old > 35"), met("weight", "BMI < 30")).contradictions
    assert ([own.id for own in clash.criteria], clash.treatment.id) == (["young", "old"], "ivf")


def test_a_gap_is_shown_by_somebody_of_whom_nothing_speaks() -> None:
    """Under 36 and over 36: of somebody of just 36 nothing is asked."""
    young = met("young", "months trying >= 36", "applies when: years old < 36")
    older = met("older", "months trying >= 12", "applies when: years old > 36")
    (gap,) = _within(young, older).gaps
    assert [own.id for own in gap.criteria] == ["young", "older"]
    assert gap.story.startswith("Her age is 36")
    rest = met("rest", "months trying >= 24", "applies when: years old = 36")
    assert not _within(young, older, rest).gaps


def test_a_rule_for_everybody_leaves_no_gap() -> None:
    """Where one criterion asks the same of all, nobody is left out."""
    scoped = [met(name, "months trying >= 36", f"applies when: {when}") for name, when in (("a", "smokes"), ("b", "children > 3"))]
    assert _within(*scoped).gaps
    assert not _within(*scoped, met("all", "months trying >= 12")).gaps


def test_a_gap_that_cannot_be_confirmed_is_open() -> None:
    """Somebody whom only a concern leaves out is not made up; it is said that it is not settled."""
    scoped = [met(name, "months trying >= 36", f"applies when: {when}") for name, when in (("a", "not(concern)"), ("b", "smokes"))]
    found = _within(*scoped)
    assert (found.gaps, found.open["gaps"]) == ((), ("a (clause a), b (clause b)",))


def test_criteria_about_different_things_leave_no_gap() -> None:
    """That one applies to some and another to others is a gap only where both ask for the same."""
    assert not _within(met("a", "children = 0", "applies when: smokes"), met("b", "BMI < 30", "applies when: years old < 30")).gaps


READ = "or read as: [{label: other, met when: %s}]"


@pytest.mark.parametrize(
    ("other", "relation", "gains"),
    [
        pytest.param("BMI < 30", A_WIDER, (True, False), id="narrower"),
        pytest.param("BMI in [19 .. 40]", EACH_WIDER, (True, True), id="wider for some"),
        pytest.param("not(BMI > 30)", SAME, (False, False), id="the same"),
    ],
)
def test_a_reading_is_held_against_the_one_that_is_used(other: str, relation: str, gains: tuple[bool, bool]) -> None:
    """With somebody who gains by each, where there is somebody."""
    (reading,) = _within(met("weight", "BMI <= 30", READ % f'"{other}"')).readings
    assert reading.outcome.relation == relation
    assert tuple(story is not None for story in reading.stories) == gains


def test_the_stories_of_a_reading_say_how_it_is_read() -> None:
    """Both ends are told: as it is read here, and as it would be."""
    (reading,) = _within(met("weight", "BMI <= 30", READ % '"BMI < 30"')).readings
    assert (
        reading.stories[0]
        == "Her age is 33; her body mass index is 30. Funded as we read it; refused if it is read as “other” because of clause weight.".replace(
            "Her age is 33; h", "H"
        )
    )


def test_a_policy_seen_in_part_is_looked_into_as_far_as_it_was_seen() -> None:
    """Its unseen part is the same under every reading."""
    found = _within(met("weight", "BMI <= 30", READ % '"BMI < 30"'), met("loose", "BMI <= 35"), front="completeness: partial")
    assert [one.criterion.id for one in found.idle] == ["loose"]
    assert [one.outcome.relation for one in found.readings] == [A_WIDER]


def test_what_takes_too_long_is_open() -> None:
    """A criterion of which nothing could be shown is named as such, and not called idle."""
    blocks = (met("one", "BMI <= 30 or years old < 40"), met("other", "BMI <= 31 and children > 3"))
    found = look_within(policy(*blocks), ON, effort=1)
    assert (len(found.open["idle"]), found.idle, found.contradictions) == (2, (), ())
    assert found.open["contradictions"] == ("IVF",)


def test_all_of_it_is_told_in_a_document() -> None:
    """What was found of each kind, and that nothing was found of others."""
    blocks = [
        met("loose", "BMI <= 35"),
        met("strict", "BMI <= 30", READ % '"BMI < 30"'),
        met("never", "BMI >= 5"),
        met("young", "months trying >= 36", "applies when: years old < 36"),
        met("older", "months trying >= 12", "applies when: years old > 36", READ % '"not(months trying < 12)"'),
    ]
    a: Rules = policy(*blocks)
    document = within_document(within_data(look_within(a, ON), a.policy))
    said = [block for block in document.blocks if isinstance(block, Listing | Paragraph)]
    assert document.lead == "2 criteria alone stop nobody; no contradictions; 1 gap; 2 other readings."
    assert said[0] == Listing(
        (
            "loose (clause loose): whoever fails it also fails one of these: strict (clause strict).",
            "never (clause never): nobody can fail it.",
        )
    )
    assert said[1] == Paragraph("Nothing of the kind was found, over every case that there can be.")
    assert Paragraph("This reading changes the outcome of nobody.") in said
    clash = policy(met("young", "years old < 30"), met("old", "years old > 35"), area="east")
    told = within_document(within_data(look_within(clash, ON), clash.policy)).blocks
    assert Listing(("Nobody can have ivf: these cannot all be met: young (clause young), old (clause old).",)) in told
    hard = [
        met("one", "BMI <= 30 or years old < 40", READ % '"BMI <= 40 or years old < 30"'),
        met("other", "BMI <= 31 and children > 3"),
    ]
    slow = look_within(policy(*hard), ON, effort=1)
    open_ = [block.text for block in within_document(within_data(slow, clash.policy)).blocks if isinstance(block, Paragraph)]
    assert sum(text.startswith("Not settled within the effort that is allowed: ") for text in open_) == 2
    assert "Whether the reading that we use is wider or narrower is not shown." in open_
