"""The law that binds on a day, and what it asks."""

from datetime import date

import pytest
from django.utils import timezone

from coequal.involvement.law import acts
from coequal.involvement.law.gate import CLOSING, DECIDING, OPENING
from coequal.involvement.law.gates import GATES, applying, binding, day_of, missing, standing
from coequal.involvement.law.shown import duties, stands
from coequal.involvement.models import GateAnswer, Involvement
from tests.involvement.making import involvement

pytestmark = pytest.mark.django_db
EVERY_LAW = {law for gate in GATES.values() for law in gate.laws}


def of(body: str, opens: date | None) -> Involvement:
    return involvement(body=body, opens=opens, data_use=None)


@pytest.mark.parametrize(
    ("body", "day", "section"),
    [
        (acts.CCG, date(2013, 3, 31), None),
        (acts.CCG, date(2013, 4, 1), "14Z2"),
        (acts.CCG, date(2022, 6, 30), "14Z2"),
        (acts.CCG, date(2022, 7, 1), None),
        (acts.ICB, date(2022, 6, 30), None),
        (acts.ICB, date(2022, 7, 1), "14Z45"),
        (acts.ENGLAND, date(2013, 4, 1), "13Q"),
        (acts.ENGLAND, date(2022, 6, 30), "13Q"),
        (acts.ANOTHER, date(2026, 11, 26), None),
    ],
)
def test_the_duty_to_involve_is_that_of_the_body_on_the_day(body: str, day: date, section: str | None) -> None:
    """CCGs were bound by section 14Z2 until they ended, ICBs are by section 14Z45, NHS England by section 13Q."""
    found = duties(of(body, day))
    assert [law.name.partition("section ")[2] for law in found] == ([section] if section else [])
    assert all(law.link == f"https://www.legislation.gov.uk/ukpga/2006/41/section/{section}" for law in found)


def test_since_july_2022_carers_and_representatives_must_be_involved_as_well() -> None:
    """The Health and Care Act 2022 says so of the boards, and of NHS England."""
    before, after = (duties(of(acts.ENGLAND, day)) for day in (date(2022, 6, 30), date(2022, 7, 1)))
    assert before == [acts.DUTY_OF_ENGLAND]
    assert after == [acts.DUTY_OF_ENGLAND_NOW]
    assert after[0].link == before[0].link
    carers = {law for law in acts.DUTIES if "carers" in law.says}
    assert carers == {acts.DUTY_OF_ICBS, acts.DUTY_OF_ENGLAND_NOW}


def test_the_law_of_the_day_counts_of_which_an_answer_speaks() -> None:
    """A committee asked after the first day is asked by the law of then, from which the next question follows."""
    made = of(acts.ICB, date(2024, 1, 10))
    answered(made, "scrutiny", "substantial", date(2024, 2, 12))
    assert binding(made, GATES["scrutiny"]) == [acts.SCRUTINY_NOW]
    assert GATES["secretary-of-state"] in missing(made, DECIDING)
    early = of(acts.ICB, date(2024, 2, 10))
    answered(early, "scrutiny", "substantial", date(2024, 1, 20))
    assert binding(early, GATES["scrutiny"]) == [acts.SCRUTINY_NOW], "the law of the first day, if that is later"
    assert next(one.laws for one in stands(early) if one.gate.key == "scrutiny") == [acts.SCRUTINY_NOW]


def test_what_is_asked_before_deciding_and_not_answered_is_asked_by_the_law_of_today() -> None:
    """Those who decide do it now, however long ago it opened."""
    long_ago = of(acts.ICB, date(2010, 1, 10))
    assert binding(long_ago, GATES["due-regard"]) == [acts.EQUALITY]
    assert binding(long_ago, GATES["equality"]) == []
    assert acts.MOSELEY in binding(long_ago, GATES["consideration"])


def test_the_secretary_of_state_is_notified_since_the_last_day_of_january_2024() -> None:
    """The committee’s own power to refer ended on the same day."""
    before, after = (of(acts.ICB, date(2024, 1, day)) for day in (30, 31))
    assert "secretary-of-state" not in {gate.key for gate in applying(before)}
    assert "secretary-of-state" in {gate.key for gate in applying(after)}
    assert binding(before, GATES["scrutiny"]) == [acts.SCRUTINY]
    assert binding(after, GATES["scrutiny"]) == [acts.SCRUTINY_NOW]


@pytest.mark.parametrize(
    ("day", "laws"),
    [
        (date(2018, 5, 24), []),
        (date(2018, 5, 25), [acts.GDPR]),
        (date(2020, 12, 31), [acts.GDPR]),
        (date(2021, 1, 1), [acts.UK_GDPR]),
    ],
)
def test_data_protection_is_screened_under_the_regulation_of_the_day(day: date, laws: list[acts.Law]) -> None:
    """It was the Union’s until the end of 2020, and is the United Kingdom’s since."""
    assert binding(of(acts.ENGLAND, day), GATES["data-protection"]) == laws


def test_every_law_is_cited_with_a_link_where_it_is_law_that_can_be_read() -> None:
    """Only the oldest judgment and the convention before elections have none."""
    assert {law for law in EVERY_LAW if not law.link} == {acts.GUNNING, acts.ELECTIONS}
    hosts = {law.link.split("/")[2] for law in EVERY_LAW if law.link}
    assert hosts == {"www.legislation.gov.uk", "caselaw.nationalarchives.gov.uk"}


def test_every_gate_can_be_answered_so_that_all_goes_on_and_says_when_that_is_not_known() -> None:
    """Not known is an answer, and lets nothing go on."""
    for gate in GATES.values():
        unknown = gate.choice("not known")
        assert unknown is not None
        assert not unknown.lets(gate.before)
        assert any(choice.lets(DECIDING) for choice in gate.choices), gate.key
        assert gate.choice("something else") is None


def test_a_record_of_the_past_is_asked_nothing_and_shows_the_duty_of_its_day() -> None:
    """It took place elsewhere."""
    past = involvement("closed", body=acts.CCG, opens=date(2020, 1, 20), dates_only=True)
    assert applying(past) == standing(past) == stands(past) == missing(past, DECIDING) == []
    assert duties(past) == [acts.DUTY_OF_CCGS]


def test_the_law_of_today_counts_where_no_day_is_set() -> None:
    """The first day is set later."""
    assert day_of(of(acts.ICB, None)) == timezone.localdate()


def answered(of: Involvement, gate: str, answer: str, on: date | None = None) -> None:
    GateAnswer(involvement=of, gate=gate, answer=answer, evidence="Minutes", on=on or timezone.localdate()).save()


def test_a_gate_is_in_the_way_until_an_answer_lets_the_step_be_taken() -> None:
    """The latest answer stands; an answer may be enough to open and not to decide; one that was offered once may be no more."""
    made = of(acts.ICB, timezone.localdate())
    assert GATES["scrutiny"] in missing(made, OPENING)
    answered(made, "scrutiny", "not known")
    assert GATES["scrutiny"] in missing(made, OPENING)
    answered(made, "scrutiny", "no answer yet")
    assert GATES["scrutiny"] not in missing(made, OPENING) + missing(made, CLOSING)
    assert GATES["scrutiny"] in missing(made, DECIDING)
    answered(made, "scrutiny", "not substantial")
    assert GATES["scrutiny"] not in missing(made, DECIDING)
    answered(made, "scrutiny", "an answer of long ago")
    assert GATES["scrutiny"] in missing(made, OPENING)
    shown = next(one for one in stands(made) if one.gate.key == "scrutiny")
    assert (shown.words, shown.passed) == ("", False)


def test_what_is_asked_before_closing_is_not_in_the_way_of_opening() -> None:
    """Who was heard is known only at the end."""
    made = of(acts.ICB, timezone.localdate())
    assert GATES["heard"] not in missing(made, OPENING)
    assert GATES["heard"] in missing(made, CLOSING)
    assert GATES["consideration"] not in missing(made, CLOSING)
    assert len(missing(made, DECIDING)) == len(applying(made)) == len(GATES)
