"""The decisions of a policy in DMN: their names, what they need, and what they say of themselves."""

from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from coequal.criteria.syntax import Literal
from coequal.eligibility.rules import Rules
from coequal.errors import CoequalError
from coequal.exchange.dmn.decisions import decisions
from coequal.exchange.dmn.model import dmn
from coequal.exchange.dmn.read import read_dmn
from coequal.exchange.dmn.xml import MODEL
from coequal.exchange.drafted import About, DraftCriterion, DraftTreatment, Value, drafted
from coequal.policies.load import read_policy
from coequal.policies.model import Policy
from tests.criteria.strategies import VOCABULARY
from tests.exchange.dmn.test_read import vocabulary_of

ABOUT = About("here/strategies", "A policy", "strategies", completeness="whole")

EVIDENCE: dict[str, Value] = {
    "id": "a",
    "clause": "1",
    "met when": "AMH > 1",
    "evidence": {"AMH": "within 12 months before referral date"},
}


def policy(criteria: dict[str, dict[str, str]], amounts: dict[str, str] | None = None) -> Policy:
    """A policy of criteria, each by its id."""
    rules = [DraftCriterion(own.title(), "Our wording.", {"id": own, "clause": own, **keys}) for own, keys in criteria.items()]
    text = drafted(ABOUT, [DraftTreatment("ivf", "IVF", amounts or {})], rules, [], vocabulary_of)
    return read_policy(text, "here.md", vocabulary_of)


def needs(own: Policy) -> dict[str, tuple[set[str], set[str], set[str]]]:
    """What each decision needs: input data, decisions, functions."""
    return {one.name: (set(one.inputs), set(one.decisions), set(one.functions)) for one in decisions(Rules(own)).decisions}


def test_a_decision_needs_what_its_conditions_name() -> None:
    """A fact that follows from others may also be given; the date of evidence only where a window looks at it."""
    found = needs(
        policy(
            {
                "age": {"met when": "age at referral < 40"},
                "months": {"applies when": "months trying > 24", "met when": "AMH > 5.4"},
            }
        )
    )
    assert found["criterion_age"] == (set(), {"age at referral"}, set())
    assert found["age at referral"] == ({"born", "referral date"}, set(), {"age"})
    assert found["months trying"] == ({"trying since", "referral date", "months trying as given"}, set(), {"full months"})
    assert found["criterion_months"] == ({"AMH"}, {"months trying"}, set())
    assert found["treatment_ivf"] == (set(), {"criterion_age", "criterion_months"}, set())
    assert found["policy_outcome"] == (set(), {"treatment_ivf"}, set())


def test_the_outcome_is_the_first_treatments_unless_another_is_sought() -> None:
    """What is sought is asked only where it matters; the model names the treatments of which the policy does not speak."""
    own = policy({"a": {"met when": "smokes"}})
    fact = replace(VOCABULARY.dictionary.facts["sought"], name="treatment sought", values=("IVF", "IUI", "egg freezing"))
    facts = {**VOCABULARY.dictionary.facts, "treatment sought": fact}
    types = {**VOCABULARY.types, "treatment sought": VOCABULARY.types["sought"]}
    vocabulary = replace(VOCABULARY, types=types, dictionary=replace(VOCABULARY.dictionary, facts=facts))
    one = replace(own, vocabulary=vocabulary)
    two = replace(one, treatments=(*own.treatments, replace(own.treatments[0], id="iui", name="IUI")))
    texts = [decisions(Rules(each)).decisions[-1].logic for each in (one, two)]
    assert texts == ["treatment_ivf.outcome", 'if treatment sought = "IUI" then treatment_iui.outcome else treatment_ivf.outcome']
    assert [b'name="treatment sought"' in dmn(each) for each in (one, two)] == [False, True]
    assert "Where IUI or egg freezing is sought it is that of IVF too" in dmn(one).decode()
    assert "Where egg freezing is sought" in dmn(two).decode()
    assert "Where" not in _description(dmn(own))


def _description(model: bytes) -> str:
    return ET.fromstring(model).findtext(f"{{{MODEL}}}description", "")  # noqa: S314  # our own


def test_criteria_that_override_stand_twice() -> None:
    """By themselves, and beside one another; so no two decisions require each other."""
    found = needs(policy({"a": {"met when": "smokes"}, "b": {"applies when": "cycles > 1", "met when": "smokes"}}))
    assert "criterion_a_by_itself" not in found
    keys = {"applies when": "cycles > 1", "met when": "not(smokes)"}
    own = policy({"a": {"met when": "smokes"}, "b": keys})
    second = replace(own.criteria[1], overrides=("a",))
    found = needs(replace(own, criteria=(own.criteria[0], second)))
    assert found["criterion_a"] == (set(), {"criterion_a_by_itself", "criterion_b_by_itself"}, {"gravity"})
    assert found["criterion_b"][1] == {"criterion_a_by_itself", "criterion_b_by_itself"}


def test_a_function_brings_the_one_that_it_needs() -> None:
    """Each before those that call it, with an arrow between them."""
    own = policy({"a": {"met when": "years and months duration(born, referral date) > 12 months"}})
    assert decisions(Rules(own)).functions == ("full months", "months between")
    root = ET.fromstring(dmn(own))  # noqa: S314  # our own
    calls = root.findall(f".//{{{MODEL}}}businessKnowledgeModel[@name='months between']//{{{MODEL}}}requiredKnowledge")
    assert [one.get("href") for one in calls] == ["#function_full_months"]


def test_an_amount_of_the_name_of_a_fact_does_not_hide_it() -> None:
    """It is called otherwise in the model, and comes back by its own name."""
    own = policy({"a": {"met when": "smokes"}}, {"cycles": "3 - cycles", "tries": "cycles"})
    assert b'name="funded cycles"' in dmn(own)
    came = read_policy(read_dmn(dmn(own), vocabulary_of), "draft.md", vocabulary_of)
    assert came.treatments == own.treatments


def test_what_a_person_must_know_stands_in_the_model() -> None:
    """That software assesses and people decide, how much of the policy we saw, the wording, the clause, and other readings."""
    own = policy({"a": {"met when": "cycles < 3", "reading": "Three is too many.", "otherwise": "Ask the clinic."}})
    model = dmn(own).decode()
    for said in ("Software assesses, people decide", "we have seen the whole policy", "Our wording.", "Three is too many."):
        assert said in model
    assert 'label="A (clause a)"' in model
    assert "criteria_not_seen" in dmn(read_policy(own_text("partial"), "x", vocabulary_of)).decode()


def own_text(completeness: str) -> str:
    """A policy of no criteria that was seen so far."""
    return drafted(replace(ABOUT, completeness=completeness), [DraftTreatment("ivf", "IVF")], [], [], vocabulary_of)


def test_names_that_would_hide_one_another_are_refused() -> None:
    """Because one name means one thing in a model."""
    with pytest.raises(CoequalError, match=r'The amount "outcome\.s" of ivf cannot be a name in DMN'):
        dmn(policy({}, {"outcome.s": "1"}))
    text = drafted(ABOUT, [DraftTreatment("ivf", "IVF")], [DraftCriterion("A", "", EVIDENCE)], [], vocabulary_of)
    types = {**VOCABULARY.types, "AMH date": VOCABULARY.types["born"]}
    own = read_policy(text, "here.md", vocabulary_of)
    with pytest.raises(CoequalError, match='"AMH date" has another meaning in the DMN model already'):
        dmn(replace(own, vocabulary=replace(VOCABULARY, types=types)))
    derived = {**VOCABULARY.derived, "status": VOCABULARY.derived["age at referral"]}
    facts = {**VOCABULARY.dictionary.facts, "status": VOCABULARY.dictionary.facts["born"]}
    vocabulary = replace(VOCABULARY, derived=derived, dictionary=replace(VOCABULARY.dictionary, facts=facts))
    with pytest.raises(CoequalError, match='"status" has another meaning in the DMN model already'):
        dmn(replace(own, vocabulary=vocabulary))


@pytest.mark.parametrize("amount", ["max", "list contains", "date", "today", "for", "if", "null", "not needed", "funded cycles"])
def test_an_amount_that_would_hide_something_of_feel_or_another_amount_is_refused(amount: str) -> None:
    """A function of FEEL, a word of it, or the name that another amount gets because a fact is called like it."""
    own = policy({}, {"tries": "max(0, 2 - cycles)"})
    named = replace(own.treatments[0], amounts={amount: Literal(3), "cycles": own.treatments[0].amounts["tries"]})
    with pytest.raises(CoequalError, match=f'The amount "{amount}" of ivf cannot be a name in DMN'):
        dmn(replace(own, treatments=(named,)))


def test_a_fact_that_is_called_like_a_function_of_feel_is_refused() -> None:
    """Because it would hide the function from every decision that it is given to."""
    own = policy({"a": {"met when": "smokes"}})
    asked = replace(VOCABULARY.dictionary.facts["smokes"], name="max")
    facts = {**VOCABULARY.dictionary.facts, "max": asked}
    slots = replace(VOCABULARY.slots, value={**VOCABULARY.slots.value, "max": 0})
    vocabulary = replace(VOCABULARY, dictionary=replace(VOCABULARY.dictionary, facts=facts), slots=slots)
    criteria = (replace(own.criteria[0], condition=replace(own.criteria[0].condition, name="max")),)
    with pytest.raises(CoequalError, match='"max" has another meaning in the DMN model already'):
        dmn(replace(own, vocabulary=vocabulary, criteria=criteria))


def test_a_criterion_whose_value_was_not_found_is_left_out_of_the_draft() -> None:
    """And said; so that nobody becomes eligible by it, the draft is not whole."""
    own = policy({"a": {"met when": "smokes"}, "b": {"met when": "cycles < 3"}})
    unknown = replace(own.criteria[0], condition=Literal(None), found=False)
    text = read_dmn(dmn(replace(own, criteria=(unknown, own.criteria[1]))), vocabulary_of)
    draft = read_policy(text, "draft.md", vocabulary_of)
    assert draft.completeness == "partial"
    assert [one.id for one in draft.criteria] == ["b", "criteria-not-seen"]
    assert "What A (clause a) asks for was not found" in text
