"""The dictionary of assisted conception that comes with coequal."""

import re
from decimal import Decimal
from pathlib import Path

import pytest

from coequal.facts.dictionary import Fact, load_dictionary

DICTIONARY = load_dictionary(Path(__file__).parents[2] / "library" / "services" / "assisted-conception.yaml")
FACTS = DICTIONARY.facts
PLANNED = ("treatment start date", "treatment completion date")
BOTH = ("patient", "partner")

DATES = {
    *("referral date", "treatment start date", "together since", "trying since"),
    *(f"{who} {what}" for who in BOTH for what in ("date of birth", "smoke free since", "registered since")),
    *(f"{who} {virus} test" for who in BOTH for virus in ("hepatitis B", "hepatitis C", "HIV")),
}
NUMBERS = {
    "AMH": "pmol/L",
    "FSH": "IU/L",
    "patient BMI": "kg/m²",
    "partner BMI": "kg/m²",
    "months trying": "months",
    "insemination cycles": "cycles",
    "insemination months": "months",
    "NHS IUI cycles": "cycles",
    "NHS fresh cycles": "cycles",
    "private fresh cycles": "cycles",
    "abandoned cycles": "cycles",
    "NHS embryo transfers": "transfers",
    "private embryo transfers": "transfers",
    "patient living children": "children",
    "partner living children": "children",
}
CHOICES = {
    "treatment sought": ["IVF", "IUI"],
    "partner": ["none", "man", "woman"],
    "cause of infertility": ["unexplained", "diagnosed", "none known"],
    "tubal investigation": ["done", "not done", "not appropriate"],
}
AREAS = {"patient area", "partner area"}
BOOLEANS = {
    *("AMH offered locally", "low ovarian reserve", "intercourse not possible", "frozen embryos stored"),
    *(f"{who} {what}" for who in BOTH for what in ("smokes", "vapes", "stop smoking programme", "CO verified", "sterilised")),
    *("donor sperm needed", "donor eggs needed", "surrogacy", "partner provides sperm", "cancer treatment", "welfare concern"),
    *("other medical grounds", "implications discussed", "embryo testing needed", "armed forces", "rubella antibodies tested"),
    *("patient rubella immune", "day 2 FSH tested", "patient chlamydia screened"),
    *("semen analysis done", "semen analysis abnormal", "semen follow up done"),
}
DERIVED = {
    **{f"{who} age at {when}": ("number", "years") for who in BOTH for when in ("referral", "treatment")},
    "previous fresh cycles": ("number", "cycles"),
    "previous embryo transfers": ("number", "transfers"),
    "treated before": ("boolean", None),
}
KINDS = {
    **dict.fromkeys(DATES, "date"),
    **dict.fromkeys(NUMBERS, "number"),
    **dict.fromkeys(CHOICES, "choice"),
    **dict.fromkeys(AREAS, "area"),
    **dict.fromkeys(BOOLEANS, "boolean"),
}
GIVEN = [pytest.param(fact, id=fact.name) for fact in FACTS.values() if fact.formula is None]


@pytest.mark.parametrize("name", sorted(KINDS))
def test_every_promised_fact_is_there_with_its_type(name: str) -> None:
    """Policies, forms and other software hold on to these names."""
    assert FACTS[name].kind == KINDS[name]
    assert FACTS[name].formula is None


@pytest.mark.parametrize("name", sorted(DERIVED))
def test_every_promised_derived_fact_is_there(name: str) -> None:
    """These are worked out from the others, so they have a formula and no question."""
    assert (FACTS[name].kind, FACTS[name].unit) == DERIVED[name]
    assert FACTS[name].formula is not None
    assert FACTS[name].question is None


@pytest.mark.parametrize("name", sorted(NUMBERS))
def test_every_number_has_its_unit(name: str) -> None:
    """The unit of a fact is part of its meaning."""
    assert FACTS[name].unit == NUMBERS[name]


def test_every_unit_goes_without_saying_but_those_of_blood_tests() -> None:
    """A body mass index, an age and a count are understood; a result in another unit would be another result."""
    assert {fact.name for fact in FACTS.values() if fact.unit and not fact.unit_goes_without_saying} == {"AMH", "FSH"}


@pytest.mark.parametrize("name", sorted(CHOICES))
def test_every_choice_has_its_values(name: str) -> None:
    """The values are those that policies compare with, in the order in which they are shown."""
    assert list(FACTS[name].values) == CHOICES[name]


def test_results_carry_their_date_and_nothing_else_does() -> None:
    """A result of a test or a measurement is dated, so that it can be out of date."""
    assert {fact.name for fact in FACTS.values() if fact.dated} == {"AMH", "FSH", "patient BMI", "partner BMI"}


def test_only_amh_has_another_unit() -> None:
    """1 ng/mL of AMH is 7.14 pmol/L."""
    assert {fact.name: dict(fact.other_units) for fact in FACTS.values() if fact.other_units} == {"AMH": {"ng/mL": Decimal("7.14")}}


@pytest.mark.parametrize("fact", GIVEN)
def test_every_fact_that_somebody_answers_has_its_question(fact: Fact) -> None:
    """What anyone or a clinician answers is asked in a question, which ends as one."""
    assert fact.answered_by in ("anyone", "clinician") or fact.name in PLANNED
    assert fact.question is not None
    assert fact.question.endswith("?")


def test_the_public_is_never_asked_what_only_a_clinician_can_know() -> None:
    """A clinician's finding, a judgement and an investigation are asked of clinicians."""
    judged = {"welfare concern", "other medical grounds", "low ovarian reserve", "implications discussed", "embryo testing needed"}
    tested = {"tubal investigation", "rubella antibodies tested", "day 2 FSH tested", "patient chlamydia screened"}
    assert {FACTS[name].answered_by for name in judged | tested} == {"clinician"}


def test_the_start_of_treatment_is_asked_of_nobody() -> None:
    """The start and the end of treatment are taken as assumptions and never asked."""
    assert {fact.name for fact in FACTS.values() if fact.formula is None and fact.answered_by == "nobody"} == set(PLANNED)


def test_a_concern_for_a_child_is_a_matter_of_safeguarding() -> None:
    """The most sensitive fact says that it is, and no other fact borrows the word."""
    assert [fact.name for fact in FACTS.values() if fact.sensitivity == "safeguarding"] == ["welfare concern"]


def test_the_months_of_trying_follow_from_the_dates() -> None:
    """They may be given, or are worked out where both dates are known."""
    follows = {fact.name: fact.follows_from.text for fact in FACTS.values() if fact.follows_from}
    assert follows == {"months trying": "full months(trying since, referral date)"}


def test_three_dates_are_moments_in_a_sentence() -> None:
    """Reasons say "at referral", "at the start of treatment" and "at the end of treatment"."""
    moments = {fact.name: fact.moment for fact in FACTS.values() if fact.moment}
    assert moments == {
        "referral date": "referral",
        "treatment start date": "the start of treatment",
        "treatment completion date": "the end of treatment",
    }


@pytest.mark.parametrize("fact", [pytest.param(fact, id=fact.name) for fact in FACTS.values()])
def test_the_words_of_a_fact_fit_into_a_sentence(fact: Fact) -> None:
    """What a fact says, and the clause for each value, are parts of a sentence and so end without a full stop."""
    for words in (fact.says, *fact.values.values()):
        assert words == words.strip()
        assert words[-1] not in ".?!"
    for whole in filter(None, (fact.question, fact.help)):
        assert whole[0].isupper()
        assert whole[-1] in ".?"


def test_somebody_born_on_29_february_reaches_an_age_on_1_march() -> None:
    """The setting is declared, and it is the one by which ages are worked out."""
    assert DICTIONARY.leap_birthday == "1 March"


def test_the_dictionary_is_that_of_its_service() -> None:
    """The file's name is the id of its service."""
    assert DICTIONARY.service == "assisted-conception"
    assert Path(DICTIONARY.file).stem == DICTIONARY.service


def test_no_code_claims_to_be_verified() -> None:
    """A code of a terminology is not verified until somebody has checked it at its source."""
    codes = [code for fact in FACTS.values() for code in (*fact.codes, *fact.asked_as)]
    assert codes
    assert not any(code.verified for code in codes)


@pytest.mark.parametrize("who", BOTH)
def test_the_body_mass_index_is_worked_out_once_as_an_example(who: str) -> None:
    """In its help, with a sum that is right."""
    sums = re.search(r"([0-9.]+) kg and ([0-9.]+) m: \1 ÷ \2 ÷ \2 = ([0-9.]+)\.$", FACTS[f"{who} BMI"].help or "")
    assert sums is not None
    weight, height, index = map(Decimal, sums.groups())
    assert round(weight / height / height, 1) == index
