"""An assessment as people read it: its parts, where they are empty, and what stands apart."""

from coequal.eligibility.assess import assess
from coequal.eligibility.told import clause_says, later_says, status_says, told
from tests.eligibility.building import boolean, case, criterion, day, number, rules, words

WORDS = words(
    boolean("one")
    + number("level", "dated: true, answered by: anyone, plausible: 0 .. 9")
    + day("referral", "changes: with time, moment: referral, plausible: 2000-01-01 .. 2100-01-01")
)
LEVEL = criterion("level", "met when: level >= 3", "evidence: {level: within 12 months before referral}", "otherwise: Measure it.")


def test_what_is_met_leaves_the_other_parts_empty() -> None:
    """An outcome, every criterion, and the source; nothing to explain, to supply or to do."""
    own = rules(WORDS, criterion("one", "met when: one"))
    found = told(assess(own, case(own, {"one": True})))
    assert [(one.treatment, one.outcome, one.amounts) for one in found.outcomes] == [("IVF", "eligible", ())]
    assert (found.stop, found.elsewhere, found.alone, found.readiness, found.exceptional) == (None,) * 5
    assert (found.readings, found.why, found.missing, found.steps, found.what_if) == ((),) * 5
    assert [(status_says(one), clause_says(one), later_says(one)) for one in found.criteria] == [("met", " (clause one)", "")]
    assert found.source.title == "A test"


def test_a_result_that_does_not_count_is_wanted_again() -> None:
    """It is missing although it was given, and its next step is right already."""
    own = rules(WORDS, LEVEL)
    known = case(own, {"referral": "2024-01-03", "level": {"value": 5, "date": "2022-01-01"}})
    found = told(assess(own, known))
    assert [(who, [(one.fact.name, one.out_of_date) for one in wanted]) for who, wanted in found.missing] == [
        ("anyone", [("level", True)])
    ]
    assert found.steps == ("Measure it. (clause level)",)
    assert [one.criterion.id for one in found.why] == ["level"]


def test_that_one_alone_stands_in_the_way_is_said_as_far_as_it_is_known() -> None:
    """Where another is not known, so is what would come of it."""
    own = rules(WORDS, criterion("one", "met when: one"), LEVEL)
    refused = {"referral": "2024-01-03", "one": False}
    assert told(assess(own, case(own, refused))).alone == "This is the only one known to stand in the way; others are not known."
    full = {**refused, "level": {"value": 5, "date": "2024-01-01"}}
    assert told(assess(own, case(own, full))).alone == "This alone stands in the way."


def test_only_what_people_have_in_hand_would_change_the_result() -> None:
    """A diagnosis is nothing that anybody can do something about; a number of cycles and a habit are."""
    own = rules(
        words(
            "  cause: {type: choice, says: the cause, values: {x: it is x, y: it is y}, sensitivity: reproductive}\n"
            + number("cycles", "plausible: 0 .. 9, sensitivity: reproductive")
            + boolean("smokes")
            + day("referral")
        ),
        criterion("one", 'met when: cause = "x"'),
    )
    assert told(assess(own, case(own, {"cause": "y"}))).what_if == ()
    counted = rules(own.policy.vocabulary, criterion("one", "met when: cycles > 3"), criterion("two", "met when: smokes"))
    assert told(assess(counted, case(counted, {"cycles": 1}))).what_if == (
        "If her cycles were at least 4 (now 1), this would no longer stand in the way; other things are still not known.",
    )
