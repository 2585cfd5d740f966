"""Made-up couples: the most ordinary that there can be, told in two sentences, and confirmed by the reference."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from coequal.comparison.proof.compare import NOBODY, NOT_CONFIRMED, NOT_FOUND, TOO_HARD, UNSEEN
from coequal.comparison.proof.document import proof_document
from coequal.comparison.proof.report import proof_data
from coequal.comparison.proof.story import NOT_TOLD
from coequal.comparison.proof.two import likely_day, prove
from coequal.comparison.proof.typical import typical_values
from coequal.comparison.proof.verdict import A_WIDER, B_WIDER, EACH_WIDER, NOT_SHOWN, NOWHERE, SAME, SOMEWHERE
from coequal.criteria.syntax import Literal
from coequal.criteria.types import NUMBER
from coequal.documents.model import Paragraph, Table
from coequal.eligibility.rules import Rules
from coequal.errors import CoequalError
from coequal.facts.case import Known, read_case
from tests.comparison.proof.building import FACTS, ON, PEOPLE, SMALL, TWO, met, outcome, policy, proof
from tests.eligibility.building import criterion, words

AGE = met("age", "years old in [23 .. 40)")
TYPICAL = typical_values(PEOPLE, "referral", ON)


def _strays(a: Rules, b: Rules) -> dict[str, Any]:
    """What is not typical of the couple that is funded under a and refused under b."""
    found = proof(a, b).result.outcome
    assert found.a.witness is not None, found.a
    facts = found.a.witness.case.facts
    assert (found.a.witness.a, found.a.witness.b) == ("eligible", "not eligible")
    return {name: one.value for name, one in facts.items() if isinstance(one, Known) and one.value != TYPICAL.get(name)}


# Of each: what a funds, what b funds, and all that is unusual about the couple.
@pytest.mark.parametrize(
    ("wider", "narrower", "strays"),
    [
        pytest.param("BMI <= 35", "BMI <= 30", {"BMI": Decimal(31)}, id="a whole number next to the limit"),
        pytest.param("BMI <= 30.5", "BMI <= 30", {"BMI": Decimal("30.5")}, id="a half where a whole number is too far"),
        pytest.param("BMI <= 30.4", "BMI <= 30", {"BMI": Decimal("30.1")}, id="a tenth where a half is too far"),
        pytest.param("BMI >= 17", "BMI >= 19", {"BMI": Decimal(18)}, id="a whole number below a limit"),
        pytest.param("years old < 42", "years old < 40", {"born": date(1985, 12, 1)}, id="half a year over an age"),
        pytest.param(
            'born >= date("1980-03-05")', 'born > date("1980-03-05")', {"born": date(1980, 3, 5)}, id="the one day there is"
        ),
        pytest.param("children <= 1", "children = 0", {"children": Decimal(1)}, id="one child"),
        pytest.param('partner in ("man", "none")', 'partner = "man"', {"partner": "none"}, id="another word"),
        pytest.param("true", "not(smokes)", {"smokes": True}, id="a truth"),
        pytest.param("months trying >= 24", "months trying >= 36", {"months trying": Decimal(35)}, id="months that are given"),
        pytest.param(
            "true", "smoke free since is not known", {"smoke free since": date(2026, 6, 1)}, id="something that nobody gives"
        ),
        pytest.param(
            "smokes or children = 0", "children = 0", {"children": Decimal(1), "smokes": True}, id="two where one will not do"
        ),
    ],
)
def test_a_couple_is_as_ordinary_as_it_can_be(wider: str, narrower: str, strays: dict[str, Any]) -> None:
    """All is typical but what the difference needs, and that is round and near."""
    assert _strays(policy(met("k", wider)), policy(met("k", narrower))) == strays


def test_evidence_is_as_old_as_it_must_be() -> None:
    """A result that is too old for one policy is dated; its value is typical."""
    old, new = (policy(met("k", "AMH > 5", f"evidence: {{AMH: within {n} months before referral}}")) for n in (12, 1))
    witness = proof(old, new).result.outcome.a.witness
    assert witness is not None
    assert witness.case.facts["AMH"] == Known(Decimal(15), date(2026, 4, 1))


def test_what_is_not_known_can_be_the_difference() -> None:
    """Where one policy asks for more than the other, a couple of whom that is not known shows it."""
    a, b = policy(met("k", "BMI > 0 or BMI <= 0")), policy(met("k", "true"))
    found = proof(a, b).result.outcome
    assert found.relation == B_WIDER
    assert found.b.witness is not None
    assert (found.b.witness.a, found.b.witness.b) == ("not known", "eligible")
    assert "BMI" not in found.b.witness.case.facts


def test_facts_that_cannot_be_true_together_show_nothing() -> None:
    """Nobody is born after the referral, so a limit there makes no difference."""
    assert (
        proof(
            policy(met("k", "true")), policy(met("k", "born <= referral or born is not known or referral is not known"))
        ).result.outcome.relation
        == SAME
    )


def test_a_fact_and_what_it_follows_from_agree() -> None:
    """A couple of whom the date of trying is given has no months as well; months are counted from the date."""
    a, b = policy(met("k", 'trying since <= date("2024-01-31")')), policy(met("k", "months trying > 28"))
    found = proof(a, b).result.outcome
    assert found.relation == EACH_WIDER
    for one in (found.a, found.b):
        assert one.witness is not None
        assert "months trying" not in one.witness.case.facts
        assert isinstance(one.witness.case.value("trying since"), date)


def test_a_couple_is_referred_on_another_day_where_the_difference_hangs_on_it() -> None:
    """Days are taken from all that there can be, where the one that was asked for shows nothing."""
    a, b = policy(met("k", "true")), policy(met("k", 'referral < date("2028-01-01") or referral is not known'))
    witness = proof(a, b).result.outcome.a.witness
    assert witness is not None
    assert witness.case.value("referral") >= date(2028, 1, 1)


def test_a_difference_in_a_concern_is_shown_and_not_told() -> None:
    """That one policy stops for a concern about a child is a difference, but no couple is made up with such a concern."""
    a, b = policy(AGE, area="eastshire"), policy(AGE, met("safe", "not(concern)"), area="westshire")
    found = proof(a, b)
    assert found.result.outcome.relation == A_WIDER
    data = proof_data(found)
    told = {"facts": None, "story": NOT_TOLD, "comes to": {"a": "eligible", "b": "not eligible"}}
    assert data["witnesses"] == {"a only": told, "b only": None}


def test_another_difference_is_told_without_the_concern() -> None:
    """The couple has no such concern, and neither sentence speaks of it."""
    untold = proof_data(proof(policy(AGE, area="eastshire"), policy(AGE, met("safe", "not(concern)"), area="westshire")))
    a = policy(met("age", "years old < 42"), met("safe", "not(concern)"), area="eastshire")
    b = policy(AGE, met("safe", "not(concern)"), area="westshire")
    witness = proof_data(proof(a, b))["witnesses"]["a only"]
    assert witness["facts"]["concern"] is False
    assert "concern" not in witness["story"]
    assert any(isinstance(block, Paragraph) and block.text == NOT_TOLD for block in proof_document(untold).blocks)


def test_a_couple_is_told_in_two_sentences() -> None:
    """Who they are, with age and what is unusual; then what becomes of them, with the clause."""
    a = policy(AGE, met("weight", "BMI <= 35"), area="eastshire", treatments="ivf: {name: IVF, cycles: 2}")
    b = policy(AGE, met("weight", "BMI <= 30"), area="westshire")
    assert proof_data(proof(a, b))["witnesses"]["a only"]["story"] == (
        "Her age is 33; her body mass index is 31. Funded in Eastshire (cycles: 2); refused in Westshire because of clause weight."
    )


def test_the_kinder_end_is_told_first() -> None:
    """Whichever policy is named first."""
    a, b = policy(met("k", "BMI <= 30"), area="westshire"), policy(met("k", "BMI <= 35"), area="eastshire")
    story = proof_data(proof(a, b))["witnesses"]["b only"]["story"]
    assert "Funded in Eastshire; refused in Westshire because of clause k." in story


def test_a_judgement_is_less_generous_than_funding() -> None:
    """Where one policy leaves to a person what the other funds, the other is wider."""
    a = policy(AGE, area="eastshire")
    b = policy(AGE, criterion("doctor", "kind: judgement", "judged when: children > 0"), area="westshire")
    data = proof_data(proof(a, b))
    assert data["relation"] == A_WIDER
    assert data["witnesses"]["a only"]["story"].endswith("in Westshire a person has to decide because of clause doctor.")


def test_a_couple_lives_in_each_area_in_turn() -> None:
    """That each policy takes people of its own area is no difference; the case that is given lives where it is funded."""
    a = policy(met("k", "BMI <= 35"), met("here", 'area = "E01"'), area="eastshire")
    b = policy(met("k", "BMI <= 30"), met("here", 'area in ("W01", "W02")'), area="westshire")
    data = proof_data(proof(a, b))
    assert data["relation"] == A_WIDER
    assert data["witnesses"]["a only"]["facts"]["area"] == "E01"
    assert [one["relation"] for one in data["criteria"]] == ["looser", "same"]
    same = proof(policy(met("here", 'area = "E01"'), area="eastshire"), policy(met("here", 'area != "E02"'), area="westshire"))
    assert same.result.outcome.relation == SAME


@pytest.mark.parametrize(
    "here",
    [
        pytest.param('area = "E01" and (children = 0 or his area = "E01")', id="where his practice may stand for hers"),
        pytest.param('area = "E01" and his area = "E01"', id="where both practices have to be there"),
        pytest.param('area = "E01" and his area != "E01"', id="where his has to be elsewhere"),
    ],
)
def test_both_of_a_couple_live_in_each_area_in_turn(here: str) -> None:
    """So nobody is refused for where her partner lives, which no story tells, unless the policy takes no couple of its area."""
    vocabulary = words(FACTS + "  his area: {type: area, says: the area of her partner}\n")
    a = policy(met("here", here), area="eastshire", vocabulary=vocabulary)
    b = policy(met("here", 'area = "W01"'), area="westshire", vocabulary=vocabulary)
    assert proof(a, b).result.outcome.relation == SAME


def test_a_rule_for_couples_takes_nobody_of_another_area() -> None:
    """That it leaves single women alone makes it no rule that takes couples from anywhere; where it is for one area, it does."""
    b = policy(met("k", "true"), area="westshire")
    for condition, applies in (('area = "E01"', 'partner = "man"'), ("false", 'area = "E02"')):
        a = policy(met("here", condition, f"applies when: '{applies}'"), area="eastshire")
        assert proof(a, b).result.outcome.relation == SAME, condition


def test_versions_of_one_policy_share_its_area() -> None:
    """Of two versions of one area it is a difference which places they take."""
    a, b = policy(met("here", 'area in ("E01", "E02")')), policy(met("here", 'area = "E01"'))
    found = proof(a, b)
    assert found.result.outcome.relation == A_WIDER
    assert found.result.outcome.a.witness is not None
    assert found.a.case(found.result.outcome.a.witness.case).value("area") == "E02"
    assert [one.relation for one in found.criteria] == ["looser"]


def test_the_facts_of_a_witness_are_a_case() -> None:
    """They can be read again, and come to what is told."""
    a, b = policy(met("k", "BMI <= 35 and AMH > 5")), policy(met("k", "BMI <= 30 and AMH > 5"))
    facts = proof_data(proof(a, b))["witnesses"]["a only"]["facts"]
    case = read_case(facts, PEOPLE.dictionary)
    assert (outcome(a, case), outcome(b, case)) == ("eligible", "not eligible")


SECOND_HAND = {"front": "completeness: partial"}


@pytest.mark.parametrize(
    ("a", "b", "relation", "as_seen", "verdicts"),
    [
        pytest.param("BMI <= 35", "BMI <= 30", A_WIDER, A_WIDER, (SOMEWHERE, NOWHERE), id="whole and wider"),
        pytest.param("BMI <= 30", "BMI <= 35", NOT_SHOWN, B_WIDER, (NOT_SHOWN, NOT_SHOWN), id="whole and narrower"),
        pytest.param("BMI <= 30", "BMI <= 30", NOT_SHOWN, SAME, (NOT_SHOWN, NOWHERE), id="whole and the same"),
        pytest.param("false", "BMI <= 30", NOT_SHOWN, B_WIDER, (NOWHERE, NOT_SHOWN), id="one that funds nobody"),
    ],
)
def test_what_hangs_on_an_unseen_part_is_not_shown(a: str, b: str, relation: str, as_seen: str, verdicts: tuple[str, str]) -> None:
    """A whole policy beside one seen in part: who is refused by the seen part is refused, but nobody is surely funded."""
    found = proof(policy(met("k", a), area="east"), policy(met("k", b), area="west", **SECOND_HAND)).result.outcome
    assert (found.relation, found.as_seen) == (relation, as_seen)
    assert (found.a.verdict, found.b.verdict) == verdicts
    unseen = UNSEEN.format("west/test")
    assert all(one.because == unseen for one in (found.a, found.b) if one.verdict == NOT_SHOWN)


def test_a_policy_that_funds_whom_the_seen_part_refuses_is_wider() -> None:
    """A whole policy that passes everybody the other's seen part passes is wider, whatever the unseen part says."""
    a, b = policy(met("k", "BMI <= 35"), area="east"), policy(met("k", "BMI <= 30"), area="west", **SECOND_HAND)
    found = proof(b, a).result.outcome
    assert found.a.verdict == NOWHERE
    assert found.b.verdict == SOMEWHERE
    assert found.relation == B_WIDER


def test_of_policies_that_refuse_everybody_nothing_unseen_matters() -> None:
    """They are the same; where somebody is not refused, an unseen part could part them."""
    never, ever = (met("k", test) for test in ("false", "BMI <= 30 and BMI > 30"))
    assert proof(policy(never, area="east"), policy(never, area="west", **SECOND_HAND)).result.outcome.relation == SAME
    unsettled = proof(policy(ever, area="east"), policy(ever, area="west", **SECOND_HAND)).result.outcome
    assert (unsettled.relation, unsettled.as_seen) == (NOT_SHOWN, SAME)


def test_where_nothing_was_seen_nothing_is_compared() -> None:
    """A policy of which no criterion was seen is not said to be wider than others."""
    found = proof(policy(AGE, area="east"), policy(area="west", **SECOND_HAND)).result.outcome
    assert (found.relation, found.as_seen) == (NOT_SHOWN, NOT_SHOWN)
    assert found.a.because == "no criterion of west/test has been seen"


def test_no_answer_within_the_effort_is_not_shown() -> None:
    """What the solver does not find is never called the same."""
    a, b = (policy(met("k", f"BMI <= {n} and years old < 40 or children > 3")) for n in (30, 31))
    found = prove(a, b, ON, effort=1).result.outcome
    assert (found.relation, found.as_seen, found.a.because) == (NOT_SHOWN, NOT_SHOWN, TOO_HARD)


def test_a_case_that_has_no_days_shows_nothing() -> None:
    """Ages are bounds to the solver; where no days go with what the bounds allow, nothing is shown."""
    a, b = policy(met("k", "years old + 0 = 34 and born = start - 12412 days")), policy(met("k", "false"))
    found = proof(a, b).result.outcome
    assert (found.relation, found.a.because) == (NOT_SHOWN, NOT_CONFIRMED)


def test_an_age_is_counted_exactly() -> None:
    """Where days go with it, an age that is added to is that of the calendar."""
    a, b = policy(met("k", "years old + children = 40")), policy(met("k", "false"))
    assert proof(a, b).result.outcome.relation == A_WIDER
    assert _strays(a, b) == {"born": date(1985, 12, 1)}


def test_no_difference_is_put_down_to_a_concern_where_there_is_none() -> None:
    """Whatever days a difference needs, nothing is said of a concern that no policy asks for."""
    for day in (date(2024, 2, 29), date(2023, 3, 31)):
        found = prove(policy(met("k", "smoke free since + 3 months <= start")), policy(met("k", "BMI > 30")), day)
        told = [one.witness.told for one in (found.result.outcome.a, found.result.outcome.b) if one.witness is not None]
        assert told
        assert all(told)


def test_a_plan_that_decides_is_told() -> None:
    """So is the day of a result that is not recent."""
    a, b = policy(met("k", 'start < date("2027-01-01")'), area="east"), policy(met("k", 'start > date("2026-10-01")'), area="west")
    assert "the date of the start is 1 January 2027." in proof_data(proof(a, b))["witnesses"]["b only"]["story"].replace(
        "The", "the"
    )
    old, new = (
        policy(met("k", "AMH > 5", f"evidence: {{AMH: within {n} months before referral}}"), area=area)
        for n, area in ((12, "east"), (1, "west"))
    )
    assert "Her AMH is 15 pmol/L, by a result of 1 April 2026." in proof_data(proof(old, new))["witnesses"]["a only"]["story"]


def test_what_is_not_known_is_told_where_it_decides() -> None:
    """The facts on which an outcome hangs that is not known."""
    a, b = policy(met("k", "BMI > 0 or BMI <= 0"), area="east"), policy(met("k", "true"), area="west")
    story = proof_data(proof(a, b))["witnesses"]["b only"]["story"]
    assert "in East not enough is known to say because of clause k (not known: her body mass index)." in story


def test_another_body_decides_and_does_not_refuse() -> None:
    """Where a criterion says so, that is told instead of a refusal."""
    elsewhere = criterion("e", "kind: elsewhere", "applies when: smokes", "commissioner: NHS England")
    a, b = policy(met("k", "true"), area="east"), policy(met("k", "true"), elsewhere, area="west")
    story = proof_data(proof(a, b))["witnesses"]["a only"]["story"]
    assert story == "She smokes. Funded in East; in West another body decides: NHS England."


def test_a_day_on_which_nobody_is_referred_is_refused() -> None:
    """Days of a case are counted from it, and have to lie in the calendar."""
    for day in (date(2019, 1, 1), date(9999, 12, 31)):
        with pytest.raises(CoequalError, match="Nobody is referred on"):
            prove(policy(AGE), policy(AGE), day)


def test_a_policy_that_never_names_its_day_can_be_compared() -> None:
    """No expression has the date that cases count from."""
    a, b = policy(met("k", "true")), policy(met("k", "not(concern)"))
    assert proof(a, b).result.outcome.relation == A_WIDER


def test_a_truth_may_follow_from_others() -> None:
    """As numbers may."""
    more = (
        '  well: {type: boolean, says: x, if true: she is well, if false: she is not, follows from: "BMI < 30 and not(smokes)"}\n'
    )
    vocabulary = words(FACTS + more)
    a, b = (policy(met("k", test), vocabulary=vocabulary) for test in ("well", "BMI < 30 and not(smokes)"))
    assert proof(a, b).result.outcome.relation == EACH_WIDER  # it may be given where the others are not, and they where it is not


def test_a_code_may_also_be_a_word_of_a_choice() -> None:
    """An area may be called as a value of some choice is."""
    vocabulary = words(FACTS.replace("man: he is a man", "man: he is a man, MAN: she is a woman"))
    a, b = (policy(met("k", test), vocabulary=vocabulary) for test in ('area in ("MAN", "E01")', 'area = "E01"'))
    found = proof(a, b).result.outcome
    assert found.relation == A_WIDER
    assert found.a.witness is not None


def test_an_area_may_stand_on_either_side() -> None:
    """That people belong to the policy's area is no difference, however it is written."""
    a, b = policy(met("here", '"E01" = area'), area="eastshire"), policy(met("here", 'area = "W01"'), area="westshire")
    assert proof(a, b).result.outcome.relation == SAME


def test_of_a_treatment_whose_criterion_hangs_on_an_unseen_one_nobody_is_surely_eligible() -> None:
    """A criterion that decides instead of one that was not seen cannot be relied on."""
    k0 = met("k0", "BMI < 30", "for: [iui]")
    k1 = met("k1", "BMI < 40", "applies when: smokes", "overrides: [k0]")
    treatments = "ivf: {name: IVF}\niui: {name: IUI}"
    whole = policy(k0, k1, area="east", treatments=treatments)
    unseen = Rules(replace(whole.policy, criteria=tuple(replace(one, found=one.id != "k0") for one in whole.policy.criteria)))
    found = proof(unseen, policy(met("k", "BMI < 20"), area="west", treatments=treatments)).result.treatments["ivf"]
    assert (found.relation, found.as_seen) == (NOT_SHOWN, A_WIDER)


def test_more_is_told_before_less() -> None:
    """Of two who are both funded; where nothing about them matters, it says so."""
    a, b = (policy(treatments=f"ivf: {{name: IVF, cycles: {n}}}", area=area) for n, area in ((1, "east"), (2, "west")))
    (amounts,) = proof_data(proof(a, b))["treatments"]["ivf"]["amounts"].values()
    assert amounts["witnesses"]["b only"]["story"] == (
        "What else is so does not matter. Funded in West (cycles: 2); funded in East (cycles: 1)."
    )


def test_a_woman_alone_has_no_facts_about_a_partner() -> None:
    """What nobody could say of her is left out of the case, where that makes no difference."""
    vocabulary = words(FACTS + "  partner smokes: {type: boolean, says: x, if true: he smokes, if false: no, typical: false}\n")
    both = 'partner = "none" or not(partner smokes)'
    a, b = (policy(met("k", test), vocabulary=vocabulary) for test in (both, f'({both}) and partner = "man"'))
    witness = proof(a, b).result.outcome.a.witness
    assert witness is not None
    assert witness.case.value("partner") == "none"
    assert "partner smokes" not in witness.case.facts


def test_an_amount_that_was_not_found_is_no_amount() -> None:
    """Where a policy's number was not found, nothing is shown of it, whatever else is known."""
    one, other = (policy(AGE, treatments="ivf: {name: IVF, cycles: 2}", area=area) for area in ("east", "west"))
    unknown = {"cycles": Literal(None, type=NUMBER)}
    treatments = tuple(replace(own, amounts=unknown) for own in other.policy.treatments)
    silent = Rules(replace(other.policy, treatments=treatments))
    for a, b in ((one, silent), (silent, one), (silent, silent)):
        found = proof(a, b).result.amounts["ivf", "cycles"]
        assert (found.relation, found.as_seen, found.a.because) == (NOT_SHOWN, NOT_SHOWN, NOT_FOUND)


def test_amounts_of_policies_seen_in_part_are_not_shown_to_be_the_same() -> None:
    """An unseen part could say otherwise; as far as seen they are."""
    one, other = (
        policy(AGE, treatments="ivf: {name: IVF, cycles: 1}", area=area, front="completeness: partial") for area in ("east", "west")
    )
    found = proof(one, other).result.amounts["ivf", "cycles"]
    assert (found.relation, found.as_seen) == (NOT_SHOWN, SAME)


def test_a_draft_beside_its_policy_is_named_by_its_file() -> None:
    """One version in two files is told apart by the files, and criteria that test nothing by their names."""
    doctor = criterion("doctor", "kind: judgement")
    a, b = policy(met("k", "BMI <= 30"), doctor), policy(met("k", "BMI <= 35"), doctor)
    draft = Rules(replace(b.policy, file=replace(b.policy.file, file="drafts/my-draft.md")))
    found = proof(a, draft)
    assert found.names == ("policy.md", "my-draft.md")
    assert [one.relation for one in found.criteria] == ["stricter", "same"]
    document = proof_document(proof_data(found))
    (table,) = (block for block in document.blocks if isinstance(block, Table))
    assert table.rows == (
        (
            "stricter in policy.md",
            "k (clause k): Some prose. In our reading: Her body mass index is at most 30.",
            "k (clause k): Some prose. In our reading: Her body mass index is at most 35.",
        ),
    )
    assert Paragraph("The same in both, word for word: doctor (clause doctor).") in document.blocks


AMOUNTS = [
    pytest.param("2", "1", A_WIDER, id="more for all"),
    pytest.param("2", "2", SAME, id="the same"),
    pytest.param("if BMI < 25 then 2 else 1", "if BMI < 25 then 1 else 2", EACH_WIDER, id="more for some in each"),
    pytest.param("2", "not stated", NOT_SHOWN, id="not stated"),
    pytest.param("max(0, 3 - children)", "max(0, 2 - children)", A_WIDER, id="worked out"),
    pytest.param("1.5", "if smokes then 0.5 else 1", A_WIDER, id="of different scales"),
]


@pytest.mark.parametrize(("a", "b", "relation"), AMOUNTS)
def test_amounts_are_compared_of_those_whom_both_fund(a: str, b: str, relation: str) -> None:
    """How much is funded, where the outcome is the same."""
    one, other = (policy(AGE, treatments=f'ivf: {{name: IVF, cycles: "{much}"}}') for much in (a, b))
    found = proof(one, other).result
    assert found.outcome.relation == SAME
    assert found.amounts["ivf", "cycles"].relation == relation


def test_an_amount_that_the_unseen_part_could_touch_is_not_shown() -> None:
    """Somebody who may be refused yet is not shown to be given more; as far as seen she is."""
    a = policy(AGE, treatments="ivf: {name: IVF, cycles: 2}", area="east")
    b = policy(AGE, treatments="ivf: {name: IVF, cycles: 1}", area="west", **SECOND_HAND)
    found = proof(a, b).result.amounts["ivf", "cycles"]
    assert (found.relation, found.as_seen) == (NOT_SHOWN, A_WIDER)


def test_amounts_need_somebody_whom_both_fund() -> None:
    """Where nobody is eligible under both, no amounts are compared."""
    one, other = (policy(met("k", test), treatments="ivf: {name: IVF, cycles: 2}") for test in ("smokes", "not(smokes)"))
    found = proof(one, other).result.amounts["ivf", "cycles"]
    assert (found.relation, found.a.because) == (NOT_SHOWN, NOBODY)


def test_each_treatment_is_compared_by_itself() -> None:
    """A criterion of one treatment is no difference of another."""
    a, b = (
        policy(AGE, treatments=TWO[1:-1].replace(", iui", "\niui")),
        policy(AGE, met("k", "BMI < 30", "for: [iui]"), treatments=TWO[1:-1].replace(", iui", "\niui")),
    )
    found = proof(a, b).result
    assert (found.outcome.relation, found.treatments["ivf"].relation, found.treatments["iui"].relation) == (SAME, SAME, A_WIDER)


def test_policies_of_two_services_are_refused() -> None:
    """There is nothing to hold against each other."""
    other = policy(met("k", "smokes"), vocabulary=SMALL)
    elsewhere = Rules(
        other.policy.__class__(**{**{f: getattr(other.policy, f) for f in other.policy.__slots__}, "service": "other"})
    )
    with pytest.raises(CoequalError, match="different services"):
        proof(policy(AGE), elsewhere)


def test_couples_are_referred_when_the_later_policy_began() -> None:
    """Or today, where no start is known."""
    assert likely_day([policy(AGE).policy], date(2026, 1, 1)) == date(2020, 1, 1)
    assert likely_day([], date(2026, 1, 1)) == date(2026, 1, 1)
