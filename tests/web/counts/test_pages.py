"""The pages on which staff see what came in and what was answered."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from coequal.accounts.roles import Role
from coequal.accounts.trail.model import Entry
from coequal.involvement.coding.frames import begin
from coequal.involvement.counting.everything import SHEETS
from coequal.involvement.models import Involvement, Quota, Response, StatedFigure, Submission, Survey
from coequal.involvement.models.responses import DUPLICATE, ON_PAPER, VOID, WITHDRAWN
from tests.involvement.making import SURVEY, involvement, publish, response, survey
from tests.involvement.writing import coder
from tests.web.signing import organisation, signed_in

pytestmark = pytest.mark.django_db
LONG = "I waited for two years before anybody told me."


@pytest.fixture
def officer() -> Client:
    """An involvement officer who has signed in."""
    return signed_in(Role.INVOLVEMENT_OFFICER)


@pytest.fixture
def answered() -> Survey:
    """A survey that some people answered."""
    made = survey()
    for n in range(40):
        given = {
            "capacity": "patient" if n % 2 else "public",
            "one-policy": "agree" if n < 28 else "disagree",
            "age": "under-35" if n % 4 else "from-35",
        }
        response(
            made,
            {
                **given,
                "effect": f"{LONG} {n}",
                "services": ["ivf", "iui"],
                "ways": {"gp": "good"},
                "importance": 3,
                "children": n % 5,
            },
            area="north",
        )
    return made


def address(of: Survey, view: str = "results", **more: str) -> str:
    parts = {
        "reference": of.involvement.reference,
        **({} if view in ("received", "profile", "response", "taken-out", "take-out") else {"survey": of.reference}),
        **more,
    }
    return reverse(f"counts:{view}", kwargs=parts)


def read(client: Client, url: str) -> str:
    page = client.get(url)
    assert page.status_code == 200, page.content.decode()[-2000:]
    return page.content.decode()


def test_what_came_in_is_counted_by_two_words_at_a_time(officer: Client, answered: Survey) -> None:
    """With the surveys, the days, and each other thing as what it is."""
    page = read(officer, address(answered, "received"))
    assert "40, of which 40 are in the tables of answers" in page
    assert "Not known: one person may have answered several surveys" in page
    assert "An invented area." in page
    assert "What became of it, by how it came" in page
    assert "Responses on each day" in page
    assert "bring answers in" in page
    assert "Where they live, by from whom" in read(officer, address(answered, "received") + "?down=area&across=kind")
    assert "What became of it, by how it came" in read(officer, address(answered, "received") + "?down=nonsense")


def test_before_anything_came_there_is_nothing_to_draw() -> None:
    """And whoever may only see how it goes is led to no answers; what is real is not called invented."""
    real = organisation("SAM1")
    real.invented = False
    real.save()
    made = survey(involvement(at=real))
    made.version = None
    made.save()
    client = signed_in(Role.GOVERNANCE, at="SAM1")
    page = read(client, address(made, "received"))
    assert "Responses on each day" not in page
    assert "results</a>" not in page
    assert "An invented area." not in page


def test_those_who_answered_stand_beside_those_who_live_there(officer: Client, answered: Survey) -> None:
    """Where somebody has entered how large each group is."""
    assert "Nobody has entered yet" in read(officer, address(answered, "profile"))
    Quota.objects.create(involvement=answered.involvement, question="age", answer="under-35", share="0.4", source="Census 2021")
    assert "35 points more" in read(officer, address(answered, "profile"))


def test_results_stand_question_by_question_with_what_has_to_be_said(officer: Client, answered: Survey) -> None:
    """Charts in words too; texts lead to where they are read."""
    page = read(officer, address(answered))
    assert page.count("<svg") >= 6
    assert "self-selecting and not statistically representative" in page
    assert "30 (75 %)" in page  # 28 of 40, rounded
    assert "Read what people wrote" in page
    assert "40 responses came" in page


def test_results_are_cut_by_groups_and_of_some_people(officer: Client, answered: Survey) -> None:
    """What is not offered counts for nothing."""
    page = read(officer, address(answered) + "?by=age&of=capacity%3Dpatient&and=one-policy%3Dagree&also=age%3Dnonsense")
    assert "Should the rules be the same everywhere? By: How old are you?" in page
    assert "In which capacity are you answering? I have had treatment or want it" in page
    assert "Everybody again" in page
    assert "/texts/effect?by=age&amp;of=capacity%3Dpatient&amp;and=one-policy%3Dagree" in page
    page = read(officer, address(answered) + "?by=effect&of=nowhere%3Da&and=capacity%3Dpatient&also=capacity%3Dpatient")
    assert " By: " not in page


def test_numbers_and_dates_cut_in_bands_and_a_matrix_is_cut_row_by_row(officer: Client, answered: Survey) -> None:
    """Each row is a table of its own; a number that may be any is not offered."""
    response(answered, {"capacity": "patient", "since": "1990-03-04"})
    page = read(officer, address(answered) + "?by=children")
    assert "How did you find each of these? Your GP By: How many children do you have? (in bands, rounded down)" in page
    assert "How did you find each of these? The clinic By: How many children do you have? (in bands, rounded down)" in page
    assert ">2 to 3</th>" in page
    assert "Since when have you lived here?</option>" in page
    answered.version = publish(answered, SURVEY.replace("from: 0\nto: 20\n", ""))
    answered.save()
    assert "How many children do you have?</option>" not in read(officer, address(answered))


def test_a_survey_of_several_versions_shows_what_had_other_answers_apart(officer: Client, answered: Survey) -> None:
    """Below the table of those that are the same."""
    answered.version = publish(answered, SURVEY.replace("unsure: I am not sure", "neither: Neither"))
    answered.save()
    assert "Should the rules be the same everywhere? In version 1" in read(officer, address(answered))


def test_a_survey_that_nobody_can_answer_yet_has_no_results(officer: Client) -> None:
    """The page says so."""
    made = Survey.objects.create(involvement=involvement("being prepared"), title="Soon", text=SURVEY)
    assert "no version yet" in read(officer, address(made))


def test_who_reads_what_people_wrote_is_recorded_without_a_word_of_it(officer: Client, answered: Survey) -> None:
    """Page by page, of those who gave other answers."""
    page = read(officer, address(answered, "texts", question="effect") + "?of=one-policy%3Dagree&page=2")
    assert f"{LONG} 27" in page
    assert f"{LONG} 28" not in page
    assert "Page 2 of 2" in page
    assert "Not looked through yet. Whether it may be quoted is not known." in page
    entry = Entry.objects.latest("number")
    assert (entry.action, entry.purpose, "waited" in entry.detail) == (
        "read what people wrote",
        "analysis of the involvement",
        False,
    )
    assert '"page":2' in entry.detail
    for question in ("one-policy", "nowhere"):
        assert officer.get(address(answered, "texts", question=question)).status_code == 404
    assert "Nobody wrote anything." in read(officer, address(answered, "texts", question="found-out"))


def test_responses_are_listed_without_their_answers(officer: Client, answered: Survey) -> None:
    """By what became of them and how they came."""
    response(answered, status=VOID, why="Blank.", channel=ON_PAPER, received=None)
    assert "41 responses" in read(officer, address(answered, "responses"))
    page = read(officer, address(answered, "responses") + "?status=void&channel=paper")
    assert ("1 response." in page, "Blank." in page, LONG in page) == (True, True, False)
    assert "None." in read(officer, address(answered, "responses") + "?status=late")


def test_one_response_is_read_in_words_and_recorded(officer: Client, answered: Survey) -> None:
    """Every kind of answer, and what was written beside one."""
    given = {
        "capacity": "body",
        "capacity:other": "A charity",
        "ways": {"gp": "good"},
        "services": ["ivf"],
        "importance": 5,
        "quote": True,
    }
    one = response(answered, given, serial="A-1", same_as=answered.responses.first(), why="Twice.")
    page = read(officer, address(answered, "response", response=one.reference))
    for words in (
        "In their words: A charity",
        "Your GP: Good",
        "<dd>IVF</dd>",
        "<dd>yes</dd>",
        "Serial A-1",
        "It is a duplicate of",
    ):
        assert words in page
    assert Entry.objects.latest("number").action == "read a response"
    empty = response(answered, status=WITHDRAWN)
    page = read(officer, address(answered, "response", response=empty.reference))
    assert ("There are no answers in it." in page, "Does it count?" in page) == (True, False)


def test_a_response_is_said_not_to_count_with_a_reason(officer: Client, answered: Survey) -> None:
    """Mistakes in the form are said beside the field."""
    one, two = answered.responses.all()[:2]
    url = address(answered, "response", response=two.reference)
    assert "Say why, in a sentence." in officer.post(url, {"as_what": "void"}).content.decode()
    assert (
        "No response to this survey has this reference"
        in officer.post(url, {"as_what": "duplicate", "why": "x", "same_as": "R-1"}).content.decode()
    )
    assert (
        "a duplicate is one of another"
        in officer.post(url, {"as_what": "duplicate", "why": "x", "same_as": two.reference}).content.decode().casefold()
    )
    assert officer.post(url, {"as_what": "duplicate", "why": "Twice.", "same_as": one.reference}).status_code == 303
    assert Response.objects.get(pk=two.pk).status == DUPLICATE
    for gone in ("response", "results"):
        assert (
            officer.get(
                address(answered, gone, **({"response": "R-0000-0000"} if gone == "response" else {})).replace(
                    answered.reference, "S-0000-0000"
                )
            ).status_code
            == 404
        )


def test_possible_duplicates_are_ticked_by_a_person(officer: Client, answered: Survey) -> None:
    """Only those ticked, and only those that are offered."""
    assert "No two responses look alike." in read(officer, address(answered, "duplicates"))
    twins = [response(answered, {"capacity": "patient", "effect": LONG}) for _ in range(3)]
    assert "Group 1: the same answers, and the same words" in read(officer, address(answered, "duplicates"))
    other = answered.responses.first()
    assert other is not None
    assert officer.post(address(answered, "duplicates"), {"duplicate": [twins[1].reference, other.reference]}).status_code == 303
    assert [Response.objects.get(pk=one.pk).status for one in (*twins, other)] == ["complete", DUPLICATE, "complete", "complete"]


def test_nothing_becomes_a_duplicate_of_what_is_one_itself(officer: Client, answered: Survey) -> None:
    """Where groups share a response, and both of its twins are ticked."""
    given = {"capacity": "patient", "one-policy": "agree"}
    words = ({"effect": LONG}, {"effect": LONG}, {"effect": "Fair."})
    made = [response(answered, {**given, **one}, serial=serial) for one, serial in zip(words, (None, "A-1", "a 1"), strict=True)]
    assert officer.post(address(answered, "duplicates"), {"duplicate": [one.reference for one in made]}).status_code == 303
    first, second, third = (Response.objects.get(pk=one.pk) for one in made)
    assert (first.status, second.same_as, third.same_as) == ("complete", first, first)


def test_a_page_of_what_came_is_there_before_anything_did(officer: Client) -> None:
    """By whatever it is counted."""
    made = survey()
    assert "Where they live" in read(officer, address(made, "received") + "?down=kind&across=area")


def test_results_are_there_as_soon_as_a_version_is_published(officer: Client) -> None:
    """Also for whoever had opened them before."""
    made = Survey.objects.create(involvement=involvement(), title="Help to have a baby", text=SURVEY)
    read(officer, address(made))
    made.version = publish(made, SURVEY)
    made.save()
    assert "How old are you?" in read(officer, address(made))


def test_how_people_were_chosen_is_said_and_recorded(officer: Client, answered: Survey) -> None:
    """Then, and only then, the tables have intervals."""
    assert "How were people chosen?" in read(officer, address(answered, "chosen"))
    assert officer.post(address(answered, "chosen"), {"how": "random"}).status_code == 303
    assert "drawn by chance" in read(officer, address(answered))
    assert Entry.objects.filter(action="said how people were chosen").exists()
    assert officer.post(address(answered, "chosen"), {"how": "everybody"}).status_code == 303
    assert not Survey.objects.get(pk=answered.pk).at_random


@pytest.mark.parametrize("file", ["counts.csv", "counts.xlsx", "answers.csv", "answers.xlsx", "answers.jsonl", "themefinder.zip"])
def test_files_say_in_their_name_that_they_are_invented_and_answers_are_recorded(
    officer: Client, answered: Survey, file: str
) -> None:
    """Counts are for everybody; who takes all answers is in the trail."""
    before = Entry.objects.count()
    made = officer.get(address(answered, "file", file=file))
    assert made.status_code == 200
    assert f"{answered.reference}-invented-{file}" in made["Content-Disposition"]
    assert made["Cache-Control"] == "no-store"
    assert Entry.objects.count() - before == (not file.startswith("counts"))
    assert made.content


def test_everything_that_can_be_taken_out_stands_in_one_list(officer: Client, answered: Survey) -> None:
    """Whoever takes something is in the trail; what is no file is not found."""
    begin(coder(), answered.involvement, "Reasons", [f"{answered.reference} effect"])
    assert "What can be taken out</a>" in read(officer, address(answered, "received"))
    page = read(officer, address(answered, "taken-out"))
    for words in ("Everything in one workbook", "Letters, messages and petitions", "All answers (CSV)", "Code frame: Reasons"):
        assert words in page
    links = re.findall(r'href="(/involvement/desk/[^"]*(?:files|frames)/[^"]+)"', page)
    assert len(links) == 1 + len(SHEETS) + 6 + 3
    for link in links:
        assert officer.get(link).status_code == 200, link
    book = officer.get(address(answered, "take-out", file="everything.xlsx"))
    assert f"{answered.involvement.reference}-invented-everything.xlsx" in book["Content-Disposition"]
    entry = Entry.objects.latest("number")
    assert (entry.action, entry.detail) == ("took out what came in", '{"file":"everything.xlsx"}')
    assert officer.get(address(answered, "take-out", file="all.exe")).status_code == 404


def test_what_sources_say_stands_with_what_came_in(officer: Client) -> None:
    """Of an involvement of the past, and not mixed with what was counted here."""
    made = survey(involvement("closed", dates_only=True))
    StatedFigure.objects.create(involvement=made.involvement, says="Responses to the survey", number="about 600")
    page = read(officer, address(made, "received"))
    assert "was not counted here" in page
    assert "about 600" in page


def test_one_of_a_thing_is_told_as_one(officer: Client) -> None:
    """One response is in the tables, and one signature stands under a petition."""
    made = survey()
    response(made)
    Submission.objects.create(involvement=made.involvement, channel="petition", signatures=1, received=date(2026, 1, 5))
    page = read(officer, address(made, "received"))
    assert "1, of which 1 is in the tables of answers" in page
    assert "1, with 1 signature" in page
    assert "1 signatures" not in page


def test_a_file_that_does_not_exist_is_not_found(officer: Client, answered: Survey) -> None:
    """And of what is real the name does not say otherwise."""
    assert officer.get(address(answered, "file", file="all.exe")).status_code == 404
    Involvement.objects.update(title="Real")
    answered.organisation.__class__.objects.update(invented=False)
    made = officer.get(address(answered, "file", file="answers.xlsx"))
    assert "invented" not in made["Content-Disposition"]
