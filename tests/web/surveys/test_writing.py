"""Surveys written on pages: in the file, in the builder, in other words; and published."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from coequal.involvement.models import Survey
from coequal.involvement.models.involvements import PREPARING
from coequal.involvement.surveys.model import EASY, Only
from coequal.involvement.surveys.reading import read_survey
from tests.involvement import making
from tests.involvement.making import SURVEY
from tests.web.surveys.asking import address, officer, see, send, shown, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def survey(db: None) -> Survey:  # noqa: ARG001  # the database is there
    return making.survey()


def question(survey: Survey, name: str):
    found = read_survey(text_of(survey)).question(name)
    assert found is not None, text_of(survey)
    return found


def test_the_file_is_saved_or_only_checked(survey: Survey) -> None:
    """What was only checked is not kept; faults are told with their lines, and do not keep it from being saved."""
    client = officer()
    broken = SURVEY.replace("kind: scale", "kind: ladder")
    assert "Line 68" in shown(send(client, "edit", survey, {"text": broken, "check": "1"}))
    assert text_of(survey) == SURVEY
    assert send(client, "edit", survey, {"text": broken.replace("\n", "\r\n")}).status_code == 303
    assert text_of(survey) == broken
    assert "Saved." in see(client, "edit", survey, "?saved=1")


def test_a_file_takes_the_place_of_the_text(survey: Survey) -> None:
    """One that is no text changes nothing."""
    client = officer()
    new = SURVEY.replace("We want", "I want")
    send(client, "edit", survey, {"text": SURVEY, "file": io.BytesIO(new.encode())})
    assert text_of(survey) == new
    sent = {"text": "typed", "file": SimpleUploadedFile("a.md", b"\xff\xfe")}
    response = send(client, "edit", survey, sent)
    assert "UTF-8" in shown(response)
    assert ">\ntyped</textarea>" in response.content.decode()
    assert "too long" in shown(send(client, "edit", survey, {"text": "é" * 150_000}))
    assert text_of(survey) == new


def test_somebody_elses_change_is_shown_and_nothing_typed_is_lost(survey: Survey) -> None:
    """Saved again, the text takes the place of theirs; without a mark nothing is taken."""
    client = officer()
    send(client, "edit", survey, {"text": SURVEY.replace("We want", "They want")})
    response = send(client, "edit", survey, {"text": SURVEY.replace("We want", "I want"), "mark": "0"})
    said = shown(response)
    assert "Somebody else has saved this survey" in said
    assert "Taken out: They want to know" in said
    assert "Put in: I want to know" in said
    assert 'name="mark" value="1"' in response.content.decode()
    assert "I want to know" in response.content.decode()
    send(client, "edit", survey, {"text": SURVEY.replace("We want", "I want"), "mark": "1"})
    assert "I want" in text_of(survey)
    for mark in ("", "x", "9" * 12):
        assert send(client, "edit", survey, {"text": "", "mark": mark}).status_code == 400


def test_questions_and_pages_move_and_go_and_come_back(survey: Survey) -> None:
    """Each by its button; the last change is undone."""
    client = officer()
    assert send(client, "build", survey, {"do": "up services"})["Location"].endswith("/build#services")
    send(client, "build", survey, {"do": "down services"})
    assert text_of(survey) == SURVEY
    send(client, "build", survey, {"do": "remove ways"})
    assert read_survey(text_of(survey)).question("ways") is None
    send(client, "build", survey, {"do": "undo"})
    assert text_of(survey) == SURVEY
    send(client, "build", survey, {"do": "page-remove the-rules"})
    assert [page.id for page in read_survey(text_of(survey)).pages] == ["about-you", "questions-about-equality"]
    send(client, "build", survey, {"do": "undo"})
    send(client, "build", survey, {"do": "page-down the-rules"})
    send(client, "build", survey, {"do": "page-up the-rules"})
    assert text_of(survey) == SURVEY
    assert send(client, "build", survey, {"do": "dance"}).status_code == 303
    assert text_of(survey) == SURVEY


def test_what_cannot_be_moved_is_told(survey: Survey) -> None:
    """Because of routing, or because somebody else was there first."""
    client = officer()
    assert "hangs on “one-policy”" in shown(send(client, "build", survey, {"do": "remove one-policy"}))
    send(client, "build", survey, {"do": "remove ways"})
    assert "“may publish: quote” names no question" in shown(send(client, "build", survey, {"do": "remove quote"}))
    assert "Somebody else has changed this survey" in shown(send(client, "build", survey, {"do": "up services", "mark": "0"}))


def test_the_page_of_questions_says_who_is_asked_and_where_answers_lead(survey: Survey) -> None:
    """As the paper form does."""
    said = see(officer(), "build", survey)
    assert "Asked only if you ticked “Yes” or “No” at question 3." in said
    assert "I am not sure → question 5" in said
    assert "About clause 1 of exampleshire/assisted-conception@2024-04" in said


def test_the_survey_as_a_whole_is_changed(survey: Survey) -> None:
    """Words in other languages stay; a language with words in it is not dropped."""
    client = officer()
    sent = {"title": "Hearing aids", "intro": "Hello.\r\n\r\nThere.", "thanks": "Thanks.", "languages": "cy, ur", "area": "district", "capacity": "", "may_publish": "quote"}  # fmt: skip
    assert send(client, "about", survey, sent).status_code == 303
    now = read_survey(text_of(survey))
    assert (now.title.own, now.title.in_("cy"), now.languages, now.capacity) == (
        "Hearing aids",
        "Help i gael babi",
        ("cy", "ur"),
        "",
    )
    assert now.intro is not None
    assert now.intro.own == "Hello.\n\nThere."
    assert "words in “cy”" in shown(send(client, "about", survey, {**sent, "languages": ""}))
    assert send(client, "about", survey, {**sent, "languages": "cy", "intro": ""}).status_code == 303
    assert read_survey(text_of(survey)).intro is None
    assert "not the code of a language" in shown(send(client, "about", survey, {**sent, "languages": "Welsh"}))
    assert "would begin a page" in shown(send(client, "about", survey, {**sent, "intro": "## More"}))
    assert "Somebody else has saved" in shown(send(client, "about", survey, {**sent, "mark": "0"}))


def test_pages_are_added_and_changed(survey: Survey) -> None:
    """With the answers on which they hang."""
    client = officer()
    assert send(client, "new-page", survey, {"title": "More", "prose": "", "only-capacity": ["staff"]}).status_code == 303
    page = read_survey(text_of(survey)).pages[-1]
    assert (page.id, page.prose, page.only) == ("more", None, Only({"capacity": ("staff",)}))
    send(client, "page", survey, {"title": "Our rules", "prose": "Read this."}, part="the-rules")
    changed = read_survey(text_of(survey)).pages[1]
    assert (changed.id, changed.title.own, changed.only) == ("the-rules", "Our rules", None)
    assert see(client, "page", survey, part="more")
    send(client, "page", survey, {"title": "Our rules", "prose": "Read that."}, part="the-rules")
    assert "Read that." in see(client, "page", survey, part="the-rules")
    assert client.get(address("page", survey, part="gone")).status_code == 404
    assert "another id" in shown(send(client, "new-page", survey, {"title": "More"}))


def test_a_question_is_added_with_its_answers(survey: Survey) -> None:
    """Their keys are made of their words; it stands at the end of the page, and hangs on what was ticked."""
    client = officer()
    sent = {
        "asks": "Where were you seen last?", "hint": "", "answer-0": "In a clinic", "answer-1": "In a clinic ", "answer-2": "", "answer-3": "2 places",
        "answer-1-write": "on", "answer-0-counts": "staff", "answer-3-alone": "on", "only-one-policy": ["agree"], "picture": "A clinic",
    }  # fmt: skip
    response = send(client, "new-question", survey, sent, page="the-rules", kind="several")
    assert response["Location"].endswith("#where-were-you-seen")
    made = question(survey, "where-were-you-seen")
    assert [(one.key, one.in_words, one.alone, one.counts_as) for one in made.answers] == [
        ("in-a-clinic", False, False, "staff"), ("in-a-clinic-2", True, False, ""), ("a-2-places", False, True, ""),
    ]  # fmt: skip
    assert made.only == Only({"one-policy": ("agree",)})
    send(client, "new-question", survey, {"asks": "Where were you seen last?"}, page="the-rules", kind="date")
    assert question(survey, "where-were-you-seen-2").kind == "date"
    for parts in ({"page": "gone", "kind": "date"}, {"page": "the-rules", "kind": "ladder"}):
        assert client.get(address("new-question", survey, **parts)).status_code == 404


def test_every_kind_of_question_can_be_added_to_an_empty_page(survey: Survey) -> None:
    """Scale, number, table of rows, text."""
    client = officer()
    send(client, "new-page", survey, {"title": "Last"})
    base = {"asks": "Ours?"}
    send(
        client,
        "new-question",
        survey,
        {**base, "least": "0", "most": "10", "low": "bad", "high": "good"},
        page="last",
        kind="scale",
    )
    scale = question(survey, "ours")
    assert scale.low is not None
    assert (scale.least, scale.most, scale.low.own) == (0, 10, "bad")
    send(client, "new-question", survey, {**base, "least": "", "most": "9"}, page="last", kind="number")
    assert question(survey, "ours-2").most == 9
    rows = {"row-0": "GP", "answer-0": "Good", "answer-1": "Bad"}
    send(client, "new-question", survey, {**base, **rows}, page="last", kind="matrix")
    assert [one.key for one in question(survey, "ours-3").rows] == ["gp"]
    for number, kind in enumerate(("short-text", "text", "postcode-district", "consent"), start=4):
        send(client, "new-question", survey, base, page="last", kind=kind)
        assert question(survey, f"ours-{number}").kind == kind.replace("-", " ")


def test_a_changed_question_keeps_its_name_its_keys_and_its_other_words(survey: Survey) -> None:
    """An answer that is emptied goes; more lines are given without anything being judged or lost."""
    client = officer()
    sent = {
        "asks": "Who are you?", "hint": "Tick one.", "answer-0": "I had treatment", "answer-0-key": "patient", "answer-1": "", "answer-1-key": "public",
        "answer-2": "I work in health", "answer-2-key": "staff", "answer-2-counts": "staff", "answer-3": "", "required": "on",
    }  # fmt: skip
    response = send(client, "question", survey, {**sent, "more": "1", "only-": "", "asks": ""}, part="capacity")
    page = response.content.decode()
    assert 'name="answer-6"' in page
    assert "I work in health" in page
    assert "There is a problem" not in page
    text = SURVEY.replace("only if: {capacity: [patient, public]}", "only if: {capacity: [patient]}")
    Survey.objects.filter(pk=survey.pk).update(text=text)
    assert send(client, "question", survey, sent, part="capacity").status_code == 303
    now = question(survey, "capacity")
    assert [one.key for one in now.answers] == ["patient", "staff"]
    assert now.answers[0].says.in_(EASY) == "I want treatment or I had it"
    assert now.asks.in_("cy") == "Pwy ydych chi?"
    assert now.hint is not None
    assert client.get(address("question", survey, part="gone")).status_code == 404


def test_what_a_question_lacks_is_told(survey: Survey) -> None:
    """Two answers, a row, steps of a scale, what it asks; and that equality is optional."""
    client = officer()
    assert "Write two answers at least." in shown(send(client, "new-question", survey, {"asks": "Q", "answer-0": "A", "answer-1": ""}, page="about-you", kind="one"))  # fmt: skip
    assert "Write one row at least." in shown(send(client, "new-question", survey, {"asks": "Q", "row-0": "", "answer-0": "A", "answer-1": "B"}, page="about-you", kind="matrix"))  # fmt: skip
    assert "from 2 to 11 steps" in shown(send(client, "new-question", survey, {"asks": "Q", "least": "1", "most": "1"}, page="about-you", kind="scale"))  # fmt: skip
    assert "Write what you ask." in shown(send(client, "new-question", survey, {"asks": ""}, page="about-you", kind="date"))
    assert "always optional" in shown(send(client, "new-question", survey, {"asks": "Q", "required": "on", "equality": "on"}, page="about-you", kind="date"))  # fmt: skip
    assert "Somebody else has saved" in shown(send(client, "new-question", survey, {"asks": "Q", "mark": "7"}, page="about-you", kind="date"))  # fmt: skip


def test_words_in_another_language_are_filled_in(survey: Survey) -> None:
    """What lacks words is counted; what somebody else changed meanwhile is told, and what was typed stays."""
    client = officer()
    assert "places have no words here yet" in see(client, "words", survey, language="cy")
    sent = {"asks district": "Ble ydych chi’n byw?\u200b", "answer one-policy agree": "Ydw"}
    assert send(client, "words", survey, sent, language="cy").status_code == 303
    assert question(survey, "district").asks.in_("cy") == "Ble ydych chi’n byw?"
    assert "Saved." in see(client, "words", survey, "?saved=1", language="cy")
    response = send(client, "words", survey, {"asks district": "Ble?", "mark": "0"}, language="cy")
    assert "Somebody else has saved" in shown(response)
    assert 'value="Ble?"' in response.content.decode()
    assert client.get(address("words", survey, language="fr")).status_code == 404


def test_easy_read_is_written_beside_its_rules(survey: Survey) -> None:
    """It says that it must be tried with people."""
    client = officer()
    send(client, "words", survey, {"asks district": "We don't know where you live."}, language="easy-read")
    said = see(client, "words", survey, language="easy-read")
    assert "people who have a learning disability" in said
    assert "Write “don't” out as two words." in said
    Survey.objects.filter(pk=survey.pk).update(text=SURVEY.replace("We want", "a" * 262_000))
    assert "too long" in shown(send(client, "words", survey, {"intro": "b" * 300}, language="easy-read"))


def test_a_version_is_published_with_its_reason(survey: Survey) -> None:
    """Its differences and how many answered it are shown; a fault stops it."""
    client = officer()
    making.response(survey)
    assert "published already" in shown(send(client, "publish", survey, {"why": "So."}))
    send(client, "edit", survey, {"text": SURVEY.replace("We want", "I want")})
    assert "Put in: I want to know" in see(client, "publish", survey)
    assert "Say why it changes now" in shown(send(client, "publish", survey, {"why": ""}))
    assert "Somebody else has saved" in shown(send(client, "publish", survey, {"why": "So.", "mark": "0"}))
    assert send(client, "publish", survey, {"why": "A slip."}).status_code == 303
    said = see(client, "versions", survey)
    assert "Version 2 (what people answer), published by Pat" in said
    assert "Why: A slip." in said
    assert "1 response" in said
    assert "From version 1 to version 2" in said
    send(client, "edit", survey, {"text": SURVEY})
    send(client, "publish", survey, {"why": "Back."})
    assert "From version 1 to version 3 From version" in see(client, "versions", survey, "?from=1&to=3")
    assert "The two are the same." in see(client, "versions", survey, "?from=1&to=3")
    send(client, "edit", survey, {"text": "nothing"})
    assert "cannot be published while it has a fault" in see(client, "publish", survey)
    assert "still has a fault" in shown(send(client, "publish", survey, {"why": "So."}))


def test_a_survey_that_nobody_published_has_no_versions() -> None:
    """And its first one needs no reason."""
    survey = making.survey(making.involvement(PREPARING))
    Survey.objects.filter(pk=survey.pk).update(version=None)
    survey.versions.get()  # it was published once, and stays
    assert "Version 1, published by the system" in see(officer(), "versions", survey)
    bare = Survey.objects.create(involvement=survey.involvement, title="Bare", text=SURVEY)
    assert "No version is published yet." in see(officer(), "versions", bare)
    assert send(officer(), "publish", bare, {}).status_code == 303
