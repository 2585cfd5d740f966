"""Surveys begun on a page, and looked at."""

import io

import pytest
from django.urls import reverse

from coequal.accounts.roles import Role
from coequal.involvement.models import Survey
from coequal.involvement.models.involvements import PREPARING
from tests.involvement import making
from tests.involvement.making import SURVEY
from tests.web.signing import signed_in
from tests.web.surveys.asking import address, officer, see, shown, text_of

pytestmark = pytest.mark.django_db


def begin(involvement, **sent):
    place = reverse("surveys:begin", kwargs={"reference": involvement.reference})
    return officer().post(place, {"title": "Your views", "how": "plain", **sent})


def listed(involvement) -> str:
    return shown(officer().get(reverse("surveys:list", kwargs={"reference": involvement.reference})))


def test_a_survey_begins_with_the_usual_questions() -> None:
    """And stands in the list, not published yet."""
    involvement = making.involvement(PREPARING, services=["hearing-aids"])
    assert "There is no survey yet." in listed(involvement)
    assert begin(involvement, title="2027: your views").status_code == 303
    made = Survey.objects.get()
    assert "survey: survey-2027-your-views" in made.text
    assert "service: hearing-aids" in made.text
    assert "not published yet" in listed(involvement)
    assert "nobody can answer" in see(officer(), "survey", made)


def test_a_survey_begins_with_the_rules_of_a_policy() -> None:
    """Or with those in which two policies differ; the involvement's own policies are offered first."""
    one = "bath-and-north-east-somerset/assisted-conception@2017"
    involvement = making.involvement(PREPARING, policies=[one])
    page = officer().get(reverse("surveys:begin", kwargs={"reference": involvement.reference})).content.decode()
    assert page.index(one) < page.index("bedfordshire/")
    begin(involvement, how="rules", policy=one)
    begin(involvement, how="rules", policy=one, beside=f"{one}-proposal")
    texts = [made.text for made in Survey.objects.order_by("pk")]
    assert all(one in text for text in texts)
    assert "Before: " not in texts[0]
    assert "Before: " in texts[1]


def test_a_survey_begins_with_a_file() -> None:
    """One that cannot be read is told with its line, and so is one that is too large or no text."""
    involvement = making.involvement(PREPARING)

    def sent(data: bytes):
        return begin(involvement, how="file", file=io.BytesIO(data))

    assert sent(SURVEY.encode()).status_code == 303
    assert Survey.objects.get().text == SURVEY
    assert "(line 19)" in shown(sent(SURVEY.replace("kind: one", "kind: ladder").encode()))
    assert "at most 256 kB" in shown(sent(b"a" * 300_000))
    assert "UTF-8" in shown(sent(b"\xff\xfe"))
    assert "hidden character" in shown(sent("---\u200b".encode()))


def test_what_is_missing_is_told() -> None:
    """A title, a way to begin, the policy, the file."""
    involvement = making.involvement(PREPARING)
    assert "Give the survey a title." in shown(begin(involvement, title=" "))
    assert "Choose what it begins with." in shown(begin(involvement, how=""))
    assert "Choose the policy whose rules" in shown(begin(involvement, how="rules"))
    assert "Choose a file." in shown(begin(involvement, how="file"))
    assert not Survey.objects.exists()


def test_somebody_who_only_looks_sees_no_way_to_change() -> None:
    """An analyst reads what is asked and what software says."""
    survey = making.survey()
    client = signed_in(Role.ANALYST, email="ann@exampleshire.example")
    said = see(client, "survey", survey)
    assert "See its pages and questions" in said
    assert "Publish" not in said
    assert "Print copies" not in said
    assert "Take out" not in see(client, "build", survey)
    assert "Type it in" not in see(client, "forms", survey)


def test_a_survey_that_cannot_be_read_is_mended_in_its_file() -> None:
    """Its page says so, with the line; the builder and the forms say where to mend it."""
    survey = making.survey(text=SURVEY)
    survey.text = SURVEY.replace("kind: scale", "kind: ladder")
    survey.save()
    client = officer()
    said = see(client, "survey", survey)
    assert "1 fault" in said
    assert "cannot be read yet" in said
    response = client.get(address("build", survey))
    assert response.status_code == 400
    assert "is to be mended there first" in shown(response)
    assert "(line 68)" in shown(response)
    survey.text = "nothing"
    survey.save()
    assert "(line 1)" in shown(client.get(address("pdf", survey)))


def test_the_file_goes_out_as_it_is() -> None:
    """With the survey's reference for a name."""
    survey = making.survey()
    response = officer().get(address("file", survey))
    assert response.content.decode() == text_of(survey)
    assert f'filename="{survey.reference}.md"' in response["Content-Disposition"]


def test_a_survey_that_is_not_there_is_not_found() -> None:
    """By any name that could be one."""
    assert officer().get(reverse("surveys:survey", kwargs={"reference": "S-2222-2222"})).status_code == 404
