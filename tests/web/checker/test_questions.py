"""One question after another: what can be typed, what is refused, going back, changing, and what is kept."""

import logging
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from statistics import mean

import pytest
from django.test import Client

from coequal.facts.case import Case, Known
from coequal.facts.dictionary import Dictionary
from coequal.web.checker import checking as checkings
from coequal.web.checker import state as states
from coequal.web.checker.state import PUBLIC, State, sealed, unsealed
from coequal.web.logs import Lines
from coequal.web.shelf import shelf
from tests.web.checker.walking import NORFOLK, Walker, heading, hidden, in_boxes, words

ID = NORFOLK.removeprefix("/check/")
COUPLE = "an eligible couple"


def state_of(visitor: Walker) -> State:
    """The state of the page that somebody sees."""
    return unsealed(hidden(visitor.page, "state"), ID)


def at(name: str, visitor: Walker, people: Mapping[str, Case], dictionary: Dictionary) -> Walker:
    """The eligible couple at one of the questions."""
    return visitor.begin().knows(people[COUPLE], dictionary, until=name)


def test_the_first_page_says_what_it_is_and_that_nothing_is_kept(visitor: Walker) -> None:
    """How many questions at most, who else may decide, and what only a clinician can say."""
    said = words(visitor.page)
    assert "at most 31 questions" in said
    assert "Are you or your partner serving in the armed forces? If so, NHS England decides" in said
    assert "Nothing is kept" in said
    assert visitor.page["Cache-Control"] == "no-store"
    assert visitor.page["X-Robots-Tag"] == "noindex"


def test_a_couple_is_led_to_the_end_and_sees_its_answers(
    visitor: Walker, people: Mapping[str, Case], words_known: Dictionary
) -> None:
    """Then the result, a summary and a file, and no page sets a cookie."""
    visitor.begin().knows(people[COUPLE], words_known)
    assert heading(visitor.page) == "Check your answers"
    assert "12 pmol/L on 1 February 2023" in words(visitor.page)
    assert "Norfolk and Waveney Change" in words(visitor.page)
    assert "With these answers, no further question would change the result." in words(visitor.page)
    assert "still could" not in words(visitor.page)
    result = visitor.send("result")
    assert heading(result) == "You meet everything that you could answer; a clinician must confirm the rest"
    assert "Rubella (clause 17)" in words(result)
    assert "You say that the hospital has referred you to a fertility clinic" in words(result)
    assert "“she” is the person who would be treated" in words(result)
    summary = visitor.send("summary")
    assert "her body mass index: 24.1 kg/m²; her partner is a man;" in words(summary)
    state = hidden(summary, "state")
    file = visitor.client.post(f"{NORFOLK}/summary.pdf", {"state": state})
    assert (file["Content-Type"], file.content[:5]) == ("application/pdf", b"%PDF-")
    elsewhere = words(visitor.client.post(f"{NORFOLK}/areas", {"state": state}))
    assert "Norfolk and Waveney: not known" in elsewhere
    assert "nothing that we have seen stands in your way: " in elsewhere.lower()
    assert "(not recorded)" not in elsewhere
    assert "%" not in elsewhere
    assert not visitor.client.cookies


@pytest.mark.no_cover  # it goes through what is covered elsewhere, many times
def test_people_are_asked_at_most_half_of_all_facts(people: Mapping[str, Case], words_known: Dictionary) -> None:
    """The example people of Norfolk and Waveney, every twentieth of them, on the pages of the site."""
    chosen = list(people.values())[::20]
    asked = [len(Walker(Client()).begin().knows(case, words_known).asked) for case in chosen]
    rules = shelf().rules(shelf().policy(ID))
    facts = rules.policy.vocabulary.basis(rules.mentioned)
    assert mean(asked) <= len(facts) / 2
    assert max(asked) < len(facts) / 2


def test_how_many_questions_are_left_is_true(visitor: Walker, people: Mapping[str, Case], words_known: Dictionary) -> None:
    """Whatever the answers, no more come than the page says."""
    visitor.begin().knows(people[COUPLE], words_known, until="patient BMI")
    said = words(visitor.page)
    most = int(said.split("at most ")[1].split(" ")[0])
    before = len(visitor.asked)
    visitor.knows(people[COUPLE], words_known)
    assert len(visitor.asked) - before - 1 <= most


@pytest.mark.parametrize(
    ("name", "typed", "message"),
    [
        ("treatment sought", {}, "Choose one of the answers."),
        ("treatment sought", {"answer": "magic"}, "Select a valid choice. magic is not one of the available choices."),
        (
            "referral date",
            {"answer[day]": "31", "answer[month]": "2", "answer[year]": "2023"},
            "There is no 31 February 2023. Check the date.",
        ),
        ("patient date of birth", in_boxes("answer", date(2026, 1, 1)), "the patient was born after the date of referral"),
        ("patient BMI", {"answer": ""}, "Enter a number."),
        ("patient BMI", {"answer": "heavy"}, "Enter a number, such as 24.5."),
        ("patient BMI", {"answer": "24 kg"}, "Enter a number, such as 24.5."),
        ("patient BMI", {"answer": "9 kg/m2"}, "The number must be between 10 and 80 kg/m²."),
        ("patient BMI", {"answer": "9"}, "The number must be between 10 and 80 kg/m²."),
        ("patient living children", {"answer": "1.5"}, "Enter a whole number, such as 2."),
        ("patient living children", {"answer": "x"}, "Enter a number, such as 2."),
        ("patient area", {"answer": ""}, "Choose an area."),
        ("AMH", {"answer": "12", "answer-undated": "on"}, "Choose the unit of the result."),
        ("AMH", {"answer": "1 ng/mL", "answer-unit": "pmol/L", "answer-undated": "on"}, "Enter a number, such as 24.5."),
        ("AMH", {"answer": "50", "answer-unit": "ng/mL", "answer-undated": "on"}, "The number must be between 0 and 42.02 ng/mL."),
        ("AMH", {"answer": "12", "answer-unit": "pmol/L"}, "Enter the date of the result, or say that you do not know it."),
        ("AMH", {"answer": "12", "answer-unit": "pmol/L", "answer-on[day]": "x"}, "must include a month and a year"),
        (
            "AMH",
            {"answer": "12", "answer-unit": "pmol/L", "answer-undated": "on", **in_boxes("answer-on", date(2023, 2, 1))},
            "or say that you do not know it, not both.",
        ),
        ("months trying", {"answer": "40"}, ""),
    ],
)
def test_what_cannot_be_used_comes_back_as_it_was_typed(  # noqa: PLR0917  # three of them are fixtures
    visitor: Walker, people: Mapping[str, Case], words_known: Dictionary, name: str, typed: dict[str, str], message: str
) -> None:
    """With a message at the box and at the top, and “Error” in the title; what was answered before stays."""
    at(name, visitor, people, words_known)
    before = state_of(visitor).answers
    page = visitor.answer(**typed)
    if not message:
        assert state_of(visitor).answers == {**before, name: {"value": "40"}}
        return
    assert page.content.decode().count(message) >= 2
    assert "<title>Error: " in page.content.decode()
    assert state_of(visitor).answers == before
    assert all(f'value="{value}"' in page.content.decode() for key, value in typed.items() if key.startswith("answer[") and value)


@pytest.mark.parametrize("unit", ["", "kg/m²", " kg/m2", "  kg/m^2 "])
def test_the_unit_of_a_number_may_be_typed_behind_it(
    visitor: Walker, people: Mapping[str, Case], words_known: Dictionary, unit: str
) -> None:
    """In whichever spelling; the number alone is kept."""
    at("patient BMI", visitor, people, words_known).answer(**{"answer": f"26.5{unit}", "answer-undated": "on"})
    assert state_of(visitor).answers["patient BMI"] == {"value": "26.5"}


def test_a_result_without_a_date_is_taken_and_does_not_count(
    visitor: Walker, people: Mapping[str, Case], words_known: Dictionary
) -> None:
    """The result page says that a current one is wanted."""
    at("AMH", visitor, people, words_known).answer(**{"answer": "12", "answer-unit": "pmol/L", "answer-undated": "on"})
    visitor.knows(people[COUPLE], words_known)
    assert "12 pmol/L on a day that is not known" in words(visitor.page)
    result = visitor.send("result")
    assert heading(result) == "You meet everything that you could answer; one answer is still missing"
    assert "The result that you gave has no date, and without one it does not count." in words(result)
    assert "A current result: the one given does not count." in words(result)


def test_going_back_shows_what_was_answered(visitor: Walker) -> None:
    """Also “I do not know”; at the beginning it leads to the answers, of which there are none."""
    visitor.begin().answer(answer="unknown")
    page = visitor.send("question", action="back")
    assert visitor.fact == "treatment sought"
    assert re.search(r'value="unknown"[^>]* checked', page.content.decode())
    assert "You have not answered anything yet." in words(visitor.send("question", action="back"))


def test_a_change_keeps_the_answers_that_still_count(visitor: Walker, people: Mapping[str, Case], words_known: Dictionary) -> None:
    """Without a partner nothing is asked about one; with one again, all those answers are back."""
    visitor.begin().knows(people[COUPLE], words_known)
    before = set(state_of(visitor).answers)
    visitor.send("question", action="change", fact="partner")
    assert visitor.fact == "partner"
    visitor.answer(answer="none")
    assert heading(visitor.page) == "Check your answers"
    alone = set(state_of(visitor).answers)
    assert before - alone == {"partner living children", "partner sterilised", "partner smokes"}
    visitor.send("question", action="change", fact="partner")
    visitor.answer(answer="man")
    assert set(state_of(visitor).answers) == before


def test_a_change_that_contradicts_a_later_answer_asks_for_that_again(
    visitor: Walker, people: Mapping[str, Case], words_known: Dictionary
) -> None:
    """Nobody was referred before they began to try, so the day on which they began is asked again, as it was given."""
    began = people[COUPLE].with_facts({"trying since": Known(date(2020, 3, 2))})
    visitor.begin().knows(began, words_known)
    visitor.send("question", action="change", fact="referral date")
    visitor.answer(**in_boxes("answer", date(2020, 1, 2)))
    visitor.knows(began, words_known, until="trying since")
    assert visitor.fact == "trying since"
    assert 'value="2020"' in visitor.page.content.decode()
    assert "they began after it" in words(visitor.answer(**in_boxes("answer", date(2020, 3, 2))))


def test_numbers_that_other_answers_settle_cannot_be_another(visitor: Walker) -> None:
    """Months of trying follow from the day on which trying began."""
    state = replace(
        checkings.begun(ID, PUBLIC, date(2023, 5, 2)),
        answers={"referral date": {"value": "2023-05-02"}, "trying since": {"value": "2020-05-02"}},
    )
    visitor.page = visitor.client.post(
        f"{NORFOLK}/question", {"state": sealed(state), "fact": "months trying", "action": "answer", "answer": "3"}
    )
    assert "it gives another number than your other answers do" in words(visitor.page)


def test_another_version_is_said_and_the_answers_are_carried_over(visitor: Walker) -> None:
    """An answer that the present version does not understand is let go."""
    state = replace(
        checkings.begun(ID, PUBLIC), version="2001", answers={"patient BMI": {"value": "24"}, "shoe size": {"value": "7"}}
    )
    page = visitor.client.post(f"{NORFOLK}/answers", {"state": sealed(state)})
    assert "Your answers were carried over." in words(page)
    assert dict(unsealed(hidden(page, "state"), ID).answers) == {"patient BMI": {"value": "24"}}


def test_the_version_follows_the_date_of_referral() -> None:
    """A family has a version of 2013 and others later; the date that is given chooses."""
    home = "/check/bedfordshire/assisted-conception"
    visitor = Walker(Client(), home)
    visitor.page = visitor.client.post(home, {"referred": "2017-05-01"})
    assert "2017-04" in unsealed(hidden(visitor.page, "state"), home.removeprefix("/check/")).version
    assert unsealed(hidden(visitor.client.post(home, {"referred": "soon"}), "state"), home.removeprefix("/check/")).answers == {}


def test_what_another_page_handed_on_is_no_question_until_it_is_asked_here(client: Client) -> None:
    """The first question is the first, also for whoever comes from the page that finds a policy; back leads to the date."""
    visitor = Walker(client)
    visitor.page = client.post(NORFOLK, {"referred": "2023-05-02"})
    visitor.begin()
    assert "Question 1" in words(visitor.page)
    visitor.unknown()
    assert "Question 2" in words(visitor.page)
    for _ in range(2):
        visitor.send("question", action="back")
    assert visitor.fact == "referral date"
    assert "Question 1" in words(visitor.page)
    visitor.answer(**{"answer[day]": "2", "answer[month]": "5", "answer[year]": "2023"})
    assert "Question 2" in words(visitor.page)


def test_whoever_comes_without_a_form_is_sent_to_the_first_page(client: Client) -> None:
    """Also from a bookmark of a step."""
    for step in ("question", "answers", "result", "summary", "summary.pdf", "areas"):
        response = client.get(f"{NORFOLK}/{step}")
        assert (response.status_code, response["Location"]) == (302, NORFOLK)


def test_a_state_that_cannot_be_used_leads_back_to_the_start(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a status that says why, and that nothing was kept."""
    good, now = sealed(checkings.begun(ID, PUBLIC)), states.time.time()
    for state, step in (
        ("forged", "question"),
        ("", "result"),
        (sealed(checkings.begun("luton/assisted-conception", PUBLIC)), "answers"),
    ):
        response = client.post(f"{NORFOLK}/{step}", {"state": state})
        assert response.status_code == 400
        assert "Nothing that you answered has been kept" in words(response)
    assert client.post(f"{NORFOLK}/clinician", {"state": good}).status_code == 400
    assert client.post(f"{NORFOLK}/question", {"state": good, "fact": "shoe size", "action": "change"}).status_code == 400
    assert (
        client.post(f"{NORFOLK}/question", {"state": good}).status_code
        == client.post(f"{NORFOLK}/question", {"state": good}).status_code
        == 200
    )
    monkeypatch.setattr(states.time, "time", lambda: now + 3601)
    response = client.post(f"{NORFOLK}/question", {"state": good})
    assert (response.status_code, heading(response)) == (410, "Your answers have expired")
    assert client.get("/check/nowhere/assisted-conception").status_code == 404


@pytest.mark.parametrize("service", ["excess-skin-removal", "hearing-aids-adults", "breast-surgery", "sterilisation"])
def test_every_service_can_be_checked_and_a_policy_without_questions_says_so(service: str) -> None:
    """Of each the newest policy of Staffordshire, from the first page to the result and its copies."""
    home = f"/check/staffordshire-and-stoke-on-trent/{service}"
    visitor = Walker(Client(), home)
    asks = "Start now" in words(visitor.page)
    assert asks != ("Nothing can be asked" in words(visitor.page))
    visitor.begin().knows(Case({}), shelf().policy(home.removeprefix("/check/")).vocabulary.dictionary)
    result = visitor.send("result")
    assert "nobody can be found eligible under it here" in words(result)
    assert "“she”" not in words(result)
    assert visitor.client.post(f"{home}/summary", {"state": hidden(result, "state")}).status_code == 200
    assert visitor.client.post(f"{home}/areas", {"state": hidden(result, "state")}).status_code == 200


def test_nothing_that_was_answered_is_logged(
    visitor: Walker, people: Mapping[str, Case], words_known: Dictionary, caplog: pytest.LogCaptureFixture
) -> None:
    """Neither an answer, nor a fact, nor the state."""
    caplog.set_level(logging.DEBUG)
    logging.getLogger("coequal").propagate = True
    visitor.begin().knows(people[COUPLE], words_known)
    visitor.send("result")
    logged = " ".join(f"{Lines().format(record)} {record.msg} {record.args}" for record in caplog.records)
    logging.getLogger("coequal").propagate = False
    assert "checker:question" in logged
    found = [said for said in ("1990-03-04", "4 March 1990", "BMI", "26A", hidden(visitor.page, "state")) if said in logged]
    assert found == []


@pytest.mark.django_db
def test_the_clinicians_page_takes_all_facts_at_once_and_needs_none(client: Client) -> None:
    """Nothing filled in is an answer too."""
    page = client.get(f"{NORFOLK}/clinician")
    assert "Whether a concern for the welfare of a child was disclosed" in words(page)
    result = client.post(f"{NORFOLK}/clinician", {"state": hidden(page, "state"), "fill": "1"})
    assert heading(result) == "We cannot tell yet"
    assert "For clinicians" in client.get("/check/staffordshire-and-stoke-on-trent/excess-skin-removal/clinician").content.decode()


@pytest.mark.django_db
def test_a_concern_is_shown_to_clinicians_whatever_the_outcome(client: Client) -> None:
    """Also beside a reason for a no."""
    state = hidden(client.get(f"{NORFOLK}/clinician"), "state")
    typed = {
        "welfare_concern": "true",
        "patient_sterilised": "true",
        "treatment_sought": "unknown",
        **in_boxes("referral_date", date(2023, 5, 2)),
    }
    result = client.post(f"{NORFOLK}/clinician", {"state": state, "fill": "1", **typed})
    assert heading(result) == "Stop: a concern comes first"
    assert "No sterilisation (clause 10) not met" in words(result)
    summary = client.post(f"{NORFOLK}/summary", {"state": hidden(result, "state")})
    assert "For professionals only Do not hand it to the patient." in words(summary)
    assert heading(summary) == "Summary of an assessment"
    assert (
        "If the circumstances are exceptional: individual funding request. Who may ask: Anyone who does not meet the criteria"
        in words(summary)
    )
    back = client.post(f"{NORFOLK}/clinician", {"state": hidden(result, "state")})
    assert "checked" in back.content.decode()


def test_a_clinician_sees_every_fault_at_once(client: Client) -> None:
    """With what was typed; and facts that cannot be true together are refused."""
    state = hidden(client.get(f"{NORFOLK}/clinician"), "state")
    page = client.post(
        f"{NORFOLK}/clinician", {"state": state, "fill": "1", "patient_bmi": "9", "amh": "12", "nhs_fresh_cycles": "many"}
    )
    said = words(page)
    assert "The number of fresh IVF cycles that the NHS has paid for: enter a number, such as 2." in said
    assert "Her body mass index: the number must be between 10 and 80 kg/m²." in said
    assert 'value="many"' in page.content.decode()
    page = client.post(f"{NORFOLK}/clinician", {"state": state, "fill": "1", "patient_bmi": "9", "amh": "12"})
    assert "Her AMH: choose the unit of the result." in words(page)
    no_day = {**in_boxes("referral_date", date(2023, 5, 2)), "referral_date[day]": "32"}
    page = client.post(f"{NORFOLK}/clinician", {"state": state, "fill": "1", **no_day})
    assert "There is no 32 May 2023. Check the date of referral." in words(page)
    typed = {**in_boxes("referral_date", date(2023, 5, 2)), **in_boxes("patient_date_of_birth", date(2024, 5, 2))}
    page = client.post(f"{NORFOLK}/clinician", {"state": state, "fill": "1", **typed})
    assert "These facts cannot all be true: the patient was born after the date of referral." in words(page)


@pytest.mark.django_db
def test_clinicians_get_readiness_and_what_the_policy_says(client: Client) -> None:
    """A complete couple, and one that lacks a test."""
    state = hidden(client.get(f"{NORFOLK}/clinician"), "state")
    typed = {
        "patient_smokes": "true",
        **in_boxes("patient_hepatitis_b_test", date(2023, 1, 1)),
        **in_boxes("referral_date", date(2023, 5, 2)),
    }
    said = words(client.post(f"{NORFOLK}/clinician", {"state": state, "fill": "1", **typed}))
    assert "Before referral" in said
    assert "To be repeated if treatment starts after 1 April 2023: the date of her hepatitis B test." in said
