"""Forms printed, typed in on a page, typed in again, and settled."""

from datetime import timedelta

import pytest
from django.utils import timezone

from coequal.involvement.answering.keying import response_of
from coequal.involvement.models import PaperForm, Response, Survey
from tests.assurance.making import screened
from tests.involvement import making
from tests.involvement.making import SURVEY
from tests.web.surveys.asking import address, officer, see, send, shown

pytestmark = pytest.mark.django_db

TYPED = {"capacity": "1", "district": "EX1", "one-policy": "1", "effect": "Fair & square", "services": "1 2", "ways:gp": "1"}


@pytest.fixture
def survey(db: None) -> Survey:  # noqa: ARG001  # the database is there
    return making.survey()


def came(days: int = 0) -> dict[str, str]:
    day = timezone.localdate() + timedelta(days)
    return {"received[day]": str(day.day), "received[month]": str(day.month), "received[year]": str(day.year), "channel": "paper", "language": "en"}  # fmt: skip


def printed(survey: Survey) -> PaperForm:
    assert send(officer(), "copies", survey, {"count": "1", "form": "usual"}).content.startswith(b"%PDF")
    found = PaperForm.objects.order_by("pk").last()
    assert found is not None
    return found


def kim():
    return officer("kim@exampleshire.example")


def test_copies_are_printed_with_serials(survey: Survey) -> None:
    """As many as were asked for; a wrong number is told, and so is a survey that nobody published."""
    response = send(officer(), "copies", survey, {"count": "3", "form": "large print"})
    assert response.content.startswith(b"%PDF")
    assert PaperForm.objects.count() == 3
    for count in ("0", "201", "many", ""):
        assert "Write a number from 1 to 200." in shown(send(officer(), "copies", survey, {"count": count, "form": "usual"}))
    Survey.objects.update(version=None)
    assert "Publish a version" in shown(send(officer(), "copies", survey, {"count": "1", "form": "usual"}))
    assert PaperForm.objects.count() == 3


def test_a_form_can_be_looked_at_in_every_format(survey: Survey) -> None:
    """What is not published says in its name that it is a draft."""
    client = officer()
    assert client.get(address("pdf", survey) + "?form=easy%20read")["Content-Disposition"] == f'inline; filename="{survey.reference}-easy-read.pdf"'  # fmt: skip
    assert client.get(address("pdf", survey) + "?language=cy").status_code == 200
    for query in ("?form=tiny", "?language=fr"):
        assert client.get(address("pdf", survey) + query).status_code == 404
    send(client, "edit", survey, {"text": SURVEY.replace("We want", "I want")})
    assert "draft" in client.get(address("pdf", survey))["Content-Disposition"]


def test_a_serial_leads_to_its_form(survey: Survey) -> None:
    """With a slip in it, it leads nowhere, and says so; a form without one gets one."""
    form = printed(survey)
    client = officer()
    response = client.post(address("forms", survey), {"serial": form.serial.lower().replace("-", "")})
    assert response["Location"] == address("type", survey, serial=form.serial)
    wrong = form.serial[:-1] + ("2" if form.serial[-1] != "2" else "3")
    assert "There is a slip in" in shown(client.post(address("forms", survey), {"serial": wrong}))
    page = client.get(address("forms", survey)).content.decode()
    assert 'name="newest" value="1"' in page
    response = client.post(address("forms", survey), {"serial": "", "none": "1", "version": "1", "newest": "1"})
    given = PaperForm.objects.order_by("pk").last()
    assert given is not None
    assert f"Write {given.serial} on the form" in shown(client.get(response["Location"]))


def test_a_form_is_typed_in_once_and_counts(survey: Survey) -> None:
    """Then it waits for somebody else, and whoever typed it cannot type it again."""
    form = printed(survey)
    client = officer()
    said = see(client, "type", survey, serial=form.serial)
    assert "4. Why do you say that? Asked only if you ticked “Yes” or “No” at question 3." in said
    assert "1 Good 2 Poor Your GP The clinic" in said
    assert send(client, "type", survey, {**came(), **TYPED}, serial=form.serial).status_code == 303
    response = Response.objects.get()
    assert response.answers["services"] == ["ivf", "iui"]
    assert response.answers["ways"] == {"gp": "good"}
    assert (response.status, response.area, response.channel) == ("complete", "north", "paper")
    assert "Somebody else types it in" in see(client, "type", survey, serial=form.serial)
    said = see(kim(), "forms", survey, f"?done={form.serial}")
    assert "entered once, type it in again" in said
    assert "0 of 1 form typed in (0 %) were entered twice." in said


def test_slips_in_codes_are_told_beside_their_boxes(survey: Survey) -> None:
    """And nothing typed is lost; a day that cannot be is told too."""
    form = printed(survey)
    response = send(officer(), "type", survey, {**came(), **TYPED, "capacity": "9"}, serial=form.serial)
    said = shown(response)
    assert "Question 1: There is no code 9 here." in said
    assert "Fair & square" in said
    assert "must be between" in shown(send(officer(), "type", survey, {**came(1), **TYPED}, serial=form.serial))
    assert "not before" in shown(send(officer(), "type", survey, {**came(-30), **TYPED}, serial=form.serial))
    assert "set it aside as void" in shown(send(officer(), "type", survey, came(), serial=form.serial))
    assert not Response.objects.exists()


def test_a_survey_in_one_language_does_not_ask_for_it() -> None:
    """There is nothing to choose."""
    survey = making.survey(
        text="---\nsurvey: views\ntitle: Your views\n---\n\n## Views\n\n```question\nid: q\nkind: text\nasks: Why?\n```\n"
    )
    form = printed(survey)
    assert "In which language?" not in see(officer(), "type", survey, serial=form.serial)
    assert send(officer(), "type", survey, {**came(), "q": "So."}, serial=form.serial).status_code == 303


def test_two_who_typed_alike_are_done(survey: Survey) -> None:
    """Nothing is left to do, and nobody types it a third time."""
    form = printed(survey)
    send(officer(), "type", survey, {**came(), **TYPED}, serial=form.serial)
    said = see(kim(), "type", survey, serial=form.serial)
    assert "what they typed is not shown" in said
    assert "On which day did it come?" not in said
    assert "Fair" not in said
    assert send(kim(), "type", survey, TYPED, serial=form.serial).status_code == 303
    assert "Nothing is left to do." in see(officer("lee@exampleshire.example"), "type", survey, serial=form.serial)
    said = see(kim(), "forms", survey)
    assert "1 of 1 form typed in (100 %) were entered twice." in said
    assert "Of 6 answers that two people typed, 0 (0.0 %) differed at first." in said


def test_what_two_typed_differently_stands_side_by_side_and_is_settled(survey: Survey) -> None:
    """One of the two, or neither; until every question has a choice, nothing is kept."""
    form = printed(survey)
    send(officer(), "type", survey, {**came(), **TYPED, "services": "1 3", "services:other": "A club"}, serial=form.serial)
    send(kim(), "type", survey, {**TYPED, "services": "2 3", "services:other": "A pub", "ways:gp": "", "age": "2", "quote": "1"}, serial=form.serial)  # fmt: skip
    assert "Settle the differences" in see(kim(), "type", survey, serial=form.serial)
    said = see(kim(), "differences", survey, serial=form.serial)
    assert "5. Which of these have you used? (what is written beside it) First typed: A club Typed again: A pub" in said
    assert "First typed: IVF (1), Something else (3) Typed again: IUI (2), Something else (3)" in said
    assert "First typed: Your GP: Good Typed again: Nothing" in said
    assert "First typed: Nothing Typed again: Yes (1)" in said
    chosen = {"services:other": "other", "services": "one", "ways": "neither", "age": "other"}
    response = send(kim(), "differences", survey, chosen, serial=form.serial)
    assert "Choose which is right." in shown(response)
    assert send(kim(), "differences", survey, {**chosen, "quote": "one"}, serial=form.serial).status_code == 303
    answers = Response.objects.get().answers
    assert (answers["services:other"], answers["services"], answers["age"], answers.get("quote")) == (
        "A pub",
        ["ivf", "other"],
        "from-35",
        None,
    )
    assert "ways" not in answers
    assert client_goes_on(survey, form)


def client_goes_on(survey: Survey, form: PaperForm) -> bool:
    """Whether the page of differences leads on, because there are none any more."""
    return officer().get(address("differences", survey, serial=form.serial)).status_code == 303


def test_a_form_is_set_aside(survey: Survey) -> None:
    """With a reason; it is counted, and no longer typed in."""
    form = printed(survey)
    client = officer()
    assert "Say why." in shown(send(client, "aside", survey, {**came(), "status": "void", "why": ""}, serial=form.serial))
    assert "not before" in shown(send(client, "aside", survey, {**came(-30), "status": "void", "why": "Torn."}, serial=form.serial))
    twin = {**came(), "status": "duplicate", "why": "Twice."}
    for same_as, says in (
        ("", "Give the number or the reference"),
        (form.serial, "No response to this survey has"),
        ("P-7F3K", "looks like"),
    ):
        assert says in shown(send(client, "aside", survey, {**twin, "same_as": same_as}, serial=form.serial))
    other = printed(survey)
    send(client, "type", survey, {**came(), **TYPED}, serial=other.serial)
    third = printed(survey)
    assert send(client, "aside", survey, {**twin, "same_as": other.serial.lower()}, serial=third.serial).status_code == 303
    assert Response.objects.get(serial=third.serial).same_as == Response.objects.get(serial=other.serial)
    assert send(client, "aside", survey, {**came(), "status": "void", "why": "Torn."}, serial=form.serial).status_code == 303
    assert "set aside as void" in see(client, "type", survey, serial=form.serial)
    assert Response.objects.get(serial=form.serial).why == "Torn."


def test_a_form_of_an_earlier_version_is_typed_in_as_it_was_printed(survey: Survey) -> None:
    """The page says that people answer another one; of a form without a number somebody chooses the version."""
    form = printed(survey)
    client = officer()
    seen = {"none": "1", "version": "1", "newest": "1"}  # by a page that was open before
    survey.version = making.publish(survey, SURVEY.replace("Which of these have you used?", "Which did you use?"))
    survey.save()
    said = see(client, "type", survey, serial=form.serial)
    assert "This form is of version 1 , and so are the questions below. People answer version 2 now." in said
    assert "Which of these have you used?" in said
    assert send(client, "type", survey, {**came(), **TYPED}, serial=form.serial).status_code == 303
    assert Response.objects.get().version.number == 1
    response = client.post(address("forms", survey), {"serial": "", **seen})
    said = shown(response)
    assert "Version 2 of this survey was published since you opened this page." in said
    assert 'name="newest" value="2"' in response.content.decode()
    assert "Choose the version" in shown(client.post(address("forms", survey), {**seen, "version": "", "newest": "2"}))
    response = client.post(address("forms", survey), {**seen, "newest": "2"})
    assert response.status_code == 303
    assert PaperForm.objects.get(serial=response["Location"].split("/")[-2]).version.number == 1


def test_what_would_leave_no_answer_is_not_settled(survey: Survey) -> None:
    """The page says what to do, and the choice stays."""
    form = printed(survey)
    send(officer(), "type", survey, {**came(), "district": "EX1"}, serial=form.serial)
    send(kim(), "type", survey, {"district": "EX3"}, serial=form.serial)
    response = send(kim(), "differences", survey, {"district": "neither"}, serial=form.serial)
    assert "No answer would be left on this form." in shown(response)
    assert "checked" in response.content.decode()


def test_a_form_of_another_survey_is_not_found(survey: Survey) -> None:
    """Under this one's address."""
    form = printed(making.survey())
    assert officer().get(address("type", survey, serial=form.serial)).status_code == 404


def test_nothing_is_typed_in_while_the_data_register_does_not_allow_it(survey: Survey) -> None:
    """The page says what to do there, and has no boxes; what is sent all the same is not kept."""
    form = printed(survey)
    screened(survey.involvement.data_use, personal_data="yes", decides_on_access="yes")
    said = see(officer(), "type", survey, serial=form.serial)
    assert "Personal data must not be used here yet, so nothing is typed in." in said
    assert "Write its assessment" in said
    assert "must not be used" in shown(send(officer(), "type", survey, {**came(), **TYPED}, serial=form.serial))
    assert response_of(form) is None
