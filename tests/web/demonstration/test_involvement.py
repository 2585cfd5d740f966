"""Involvements that are shown: real ones by their sources alone, and invented ones that say so everywhere."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings

from coequal.accounts.models import Entry, Organisation
from coequal.involvement.coding import agreement
from coequal.involvement.coding.coding import uncoded
from coequal.involvement.free_text.personal_data import KINDS, OTHER, POSTCODE
from coequal.involvement.law.gates import missing
from coequal.involvement.models import (
    Consideration,
    Event,
    Extract,
    Involvement,
    PublishedReport,
    Redaction,
    Response,
    Sample,
    StatedFigure,
    Submission,
)
from coequal.involvement.models.involvements import OPEN, PREPARING, REPORTED
from coequal.involvement.models.responses import ANALYSED, DUPLICATE, EASY_READ, ON_PAPER, ONLINE, TELEPHONE, WITHDRAWN
from coequal.involvement.surveys import lint
from coequal.involvement.surveys.answers import checked
from coequal.involvement.surveys.model import OTHER as BESIDE
from coequal.policies.library import Library, shipped
from coequal.web.demonstration.heard.answers import SURVEYS, responses
from coequal.web.demonstration.heard.voices import TEXTS, invented_number, read, voices
from coequal.web.demonstration.involvements import involvements
from coequal.web.demonstration.staff import staff
from coequal.web.environment import keep_secret

pytestmark = pytest.mark.django_db
FAST = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # a slow one would be no better here


@pytest.fixture(scope="module")
def prepared(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:  # noqa: ARG001
    """An installation with the involvements, which all tests here look at and none changes; what was said when they were made."""
    data = tmp_path_factory.mktemp("data")
    with django_db_blocker.unblock(), override_settings(DATA_DIR=data, PASSWORD_HASHERS=FAST), transaction.atomic():
        keep_secret(data)
        staff()
        yield involvements()
        transaction.set_rollback(True)


@pytest.fixture
def reported(prepared: str) -> Involvement:  # noqa: ARG001
    """The invented one that is over."""
    return Involvement.objects.get(title__startswith="One rule")


def test_what_was_made_once_stays(prepared: str) -> None:
    """Prepared again, nothing is made a second time; the trail says that the system did it."""
    assert prepared == "Involvements: 5 made, 0 kept."
    assert involvements() == "Involvements: 0 made, 5 kept."
    assert Involvement.objects.count() == 5
    assert set(Entry.objects.values_list("who", flat=True)) == {"the system"}


def test_569_are_analysed_and_26_are_counted_beside_them(reported: Involvement) -> None:
    """The totals of the real involvement of 2020, with invented people; each of the five services has a survey of its own."""
    rows = Response.objects.filter(survey__involvement=reported)
    assert rows.filter(status__in=ANALYSED).count() == 569
    assert Counter(rows.values_list("status", flat=True)) == {
        "complete": 541, "partial": 28, "void": 6, "duplicate": 9, "late": 7, "withdrawn": 4
    }  # fmt: skip
    assert set(rows.values_list("channel", flat=True)) == {ONLINE, ON_PAPER, EASY_READ, TELEPHONE}
    assert reported.surveys.count() == 6
    assert len(reported.services) == 5
    events = Counter(Event.objects.filter(involvement=reported).values_list("kind", flat=True))
    assert events == {"workshop": 7, "visit to a group": 2}


def test_what_does_not_count_says_why(reported: Involvement) -> None:
    """A duplicate leads to the one that counts; of what was withdrawn nothing is left."""
    for row in Response.objects.filter(survey__involvement=reported).exclude(status__in=ANALYSED):
        assert row.why or row.status == WITHDRAWN
        assert (row.same_as is not None) == (row.status == DUPLICATE)
        if row.same_as:
            assert row.same_as.answers == row.answers
        if row.status == WITHDRAWN:
            assert (row.answers, row.area, row.may_publish) == ({}, "", None)


def test_every_answer_is_one_that_its_survey_takes(reported: Involvement) -> None:
    """So that it could have been given online."""
    for row in Response.objects.filter(survey__involvement=reported).select_related("version"):
        for name, value in row.answers.items():
            question = row.version.definition.question(name.removesuffix(BESIDE))
            assert question is not None
            if not name.endswith(BESIDE):
                assert checked(question, value) == value


def test_the_same_seed_says_the_same() -> None:
    """Word for word; and hardly two texts are alike."""
    for asked in SURVEYS:
        assert responses(asked) == responses(asked)
    texts = [text for asked in SURVEYS for one in responses(asked) if one.status in ANALYSED and (text := one.answers.get("why"))]
    long = [text for text in texts if len(text.split()) > 8]
    assert len(set(long)) > 0.98 * len(long)
    assert responses(SURVEYS[0], seed=1) != responses(SURVEYS[0])


def test_the_texts_are_whole() -> None:
    """No place was left open in them, and each ends as a sentence does."""
    for asked in SURVEYS:
        for theme in voices(asked.voices).themes:
            assert set(theme.weights) == {"agree", "neither", "disagree"}
        for one in responses(asked):
            for name in ("why", "else"):
                assert not re.search(r"[{}|]|\.\.|[?!]\.", str(one.answers.get(name, "")))


def test_areas_and_answers_weigh_differently(reported: Involvement) -> None:
    """The north agrees with one rule more often than the south does."""
    rows = Response.objects.filter(survey__involvement=reported, survey__title__startswith="One set", status__in=ANALYSED)
    agreed = {
        area: rows.filter(area=area, answers__view="agree").count() / rows.filter(area=area).count() for area in ("north", "south")
    }
    assert agreed["north"] > agreed["south"] + 0.1
    assert rows.filter(area="").exists()


def test_nothing_in_it_is_anybodys(reported: Involvement) -> None:
    """Numbers come from ranges that are given to nobody, addresses from names that lead nowhere, postcodes from no real area."""
    told = [*Extract.objects.values_list("text", flat=True), *Submission.objects.values_list("text", flat=True)]
    texts = " ".join([*told, reported.questions])
    assert set(re.findall(r"@[\w.]+\w", texts)) <= {"@example.org", "@exampleshire.example"}
    assert {one[:9] for one in re.findall(r"\b0\d{4} ?\d{6}\b", texts)} == {"01632 960"}
    assert {one[:3] for one in re.findall(r"\b\d{3} \d{3} \d{4}\b", texts)} == {"999"}
    assert all(district.startswith("ZX") for area in reported.areas for district in area["districts"])
    assert set(re.findall(r"\b[A-Z]{1,2}\d{1,2} \d[A-Z]{2}\b", texts)) <= {"ZX4 1AA"}


@pytest.mark.parametrize("place", [0, 7, 8_999])
def test_invented_numbers_fit_their_check_digit(place: int) -> None:
    """Weighted from ten down to two, the nine digits and the tenth come to a multiple of eleven."""
    digits = [int(sign) for sign in invented_number(place) if sign.isdigit()]
    assert len(digits) == 10
    assert sum(weight * digit for weight, digit in zip(range(10, 0, -1), digits, strict=True)) % 11 == 0


def test_personal_data_was_found_and_taken_out(reported: Involvement) -> None:
    """Some of each kind; a person accepted it, and marked a name that software had overlooked."""
    found = Redaction.objects.filter(extract__involvement=reported)
    assert set(found.values_list("kind", flat=True)) == set(KINDS) - {OTHER}
    assert set(found.values_list("stands", flat=True)) == {"accepted"}
    assert found.filter(found_by="a person").get().kind == "name"
    assert not reported.extracts.filter(screened=False).exists()
    for one in found.select_related("extract"):
        assert one.extract.text[one.start : one.end] not in one.extract.shown
    assert found.filter(kind=POSTCODE).exists()


def test_a_campaign_is_grouped_and_other_likeness_is_none(reported: Involvement) -> None:
    """34 letters came, of which 30 in time; half of the senders added words of their own."""
    campaign = reported.campaigns.get(stands="accepted")
    assert campaign.name == "Keep hearing aids for everyone"
    texts = list(campaign.extracts.values_list("text", flat=True))
    in_time = reported.submissions.filter(channel="e-mail", kind="individual", about="hearing-aids-adults", status="complete")
    assert len(texts) == in_time.count()
    assert sum(text != min(texts, key=len) for text in texts) == len(texts) // 2
    assert set(reported.campaigns.exclude(pk=campaign.pk).values_list("stands", flat=True)) == {"refused"}


def test_everything_that_says_something_is_coded(reported: Involvement) -> None:
    """In six code frames; a sample was coded by two people, who agree well and not wholly."""
    frames = list(reported.frames.all())
    assert [frame.title for frame in frames] == [voices(asked.voices).title for asked in SURVEYS]
    assert not any(uncoded(frame).exists() for frame in frames)
    assert {manner for frame in frames for manner in frame.codings.values_list("manner", flat=True)} == {
        "chosen", "accepted", "accepted unseen"
    }  # fmt: skip
    found = agreement.of(Sample.objects.get())
    assert found.n == 60
    assert found.alpha is not None
    assert 0.6 < found.alpha < 0.95
    assert found.differences


def test_the_report_is_published_and_each_theme_is_answered(reported: Involvement) -> None:
    """In that order; one answer names the clause that changed, and the policy has it."""
    edition = PublishedReport.objects.get()
    assert (reported.state, edition.at, reported.reported) == (REPORTED, reported.reported, edition.at)
    for which in ("full", "summary", "easy_read"):
        assert "invented" in json.dumps(getattr(edition, which)).casefold()
    assert ("Published", "15 June 2026") in edition.document("full").facts
    answered = Consideration.objects.filter(involvement=reported)
    assert answered.count() == sum(len(voices(asked.voices).themes) + 2 for asked in SURVEYS)
    for one in answered:
        assert one.answer
        assert one.considered_on is not None
        assert one.published is not None
        assert edition.at.date() < one.considered_on < one.published.date()
    changed = answered.get(outcome="changed")
    name, version = changed.policy.split("@")
    policy = next(one for one in Library().versions(name) if one.version == version)
    assert next(one.id for one in policy.criteria if one.clause == changed.clause) == "smoking"
    assert "Vaping is not smoking" in (shipped() / "families" / "model-policy" / "assisted-conception" / f"{version}.md").read_text(
        "utf-8"
    )


def test_the_law_was_seen_to(prepared: str) -> None:  # noqa: ARG001
    """Of the invented ones that people could answer; in the one that is being prepared it is still to be done."""
    states = {one.title.split(" (")[0]: one.state for one in Involvement.objects.filter(organisation__invented=True)}
    assert states == {
        "One rule for five treatments": REPORTED,
        "Hearing tests near home": OPEN,
        "Talks before sterilisation": PREPARING,
    }
    over, now, soon = (Involvement.objects.get(title__startswith=name) for name in ("One rule", "Hearing tests", "Talks"))
    assert missing(over, "deciding") == missing(now, "opening") == []
    assert missing(soon, "opening")
    assert over.promises.filter(stands="kept").count() == 3
    assert now.surveys.get().version is not None


def test_what_is_invented_says_so(prepared: str) -> None:  # noqa: ARG001
    """By its title, its organisation, its purpose and each of its surveys."""
    for one in Involvement.objects.filter(dates_only=False):
        assert one.organisation.invented
        assert "invented" in one.title
        assert "invented area" in one.purpose
        for survey in one.surveys.all():
            assert "invented survey" in survey.title
            assert "Exampleshire is an invented area" in survey.text
    for letter in Submission.objects.exclude(organisation_name=""):
        assert "(invented)" in letter.organisation_name


@pytest.mark.parametrize("file", sorted(path.name for path in (TEXTS / "surveys").glob("*.md")))
def test_surveys_have_no_fault(file: str) -> None:
    """Doubts of wording there may be; and each question has words in easy read."""
    found = lint.findings((TEXTS / "surveys" / file).read_text(encoding="utf-8"))
    assert [one for one in found if one.severity == lint.FAULT] == []


def test_real_ones_hold_what_sources_say_and_nothing_else(prepared: str) -> None:  # noqa: ARG001
    """Nobody works for their organisation here, nobody answers, and no theme, quote or share is told."""
    real = list(Involvement.objects.filter(dates_only=True).order_by("opens"))
    assert [(str(one.opens), str(one.closes)) for one in real] == [("2020-01-06", "2020-03-01"), ("2023-03-01", "2023-03-23")]
    owner = Organisation.objects.get(code="QNC")
    assert not owner.invented
    assert not owner.memberships.exists()
    for one in real:
        assert (one.organisation, one.takes_answers, one.state) == (owner, False, REPORTED)
        assert not one.surveys.exists()
        assert not one.frames.exists()
        assert not one.extracts.exists()
        assert not PublishedReport.objects.filter(involvement=one).exists()


def test_each_figure_has_its_source_and_what_was_not_found_says_so(prepared: str) -> None:  # noqa: ARG001
    """569 responses, 7 workshops and 2 events are stated; how many people answered is not."""
    first, second = Involvement.objects.filter(dates_only=True).order_by("opens")
    stated = {one.says: one.number for one in first.statedfigures.all()}
    assert (stated["Survey responses"], stated["Workshops"]) == ("569", "7")
    assert stated["What people said by theme"] == ""
    assert {one.says: one.number for one in second.statedfigures.all()}["Events online"] == "2"
    for one in StatedFigure.objects.all():
        assert (one.seen is None) == (one.source == "")
        assert one.source or not one.number
        assert str(one).endswith(one.number or "not found")
    assert set(first.promises.values_list("stands", flat=True)) == {"kept", "not known"}
    assert first.pauses.get().since.month == 4
    assert [str(day) for day in second.events.values_list("held", flat=True)] == ["2023-03-15", "2023-03-20"]


def test_every_theme_has_an_answer_to_be_given() -> None:
    """None more and none fewer than the code frames have."""
    words = read("considered.yaml")
    for asked in SURVEYS:
        assert list(words[asked.voices]) == [theme.key for theme in voices(asked.voices).themes]
