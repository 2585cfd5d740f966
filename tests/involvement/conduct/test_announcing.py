"""From preparing to asking, and to the end."""

from datetime import date, timedelta

import pytest
from django.http import Http404
from django.utils import timezone

from coequal.accounts.permission import NotAllowed
from coequal.accounts.roles import Role
from coequal.accounts.trail.model import Entry
from coequal.errors import CoequalError
from coequal.involvement.conduct.announcing import announce, close, hold, obstacles, resume
from coequal.involvement.conduct.answering_gates import Answer, answer
from coequal.involvement.conduct.beginning import begin, copy
from coequal.involvement.conduct.history import happened
from coequal.involvement.models import Audience, Involvement, Paper, Quota
from coequal.involvement.models.involvements import start_of
from tests.involvement.conduct.officers import answered, officer, ready
from tests.involvement.making import involvement, response, survey
from tests.web.signing import OTHER, organisation

pytestmark = pytest.mark.django_db


def again(of: Involvement) -> Involvement:
    return Involvement.objects.get(pk=of.pk)


def told(choice: str = "yes", evidence: str = "Minutes", on: date | None = None) -> Answer:
    return Answer(choice, evidence, on or timezone.localdate())


def test_a_new_involvement_is_prepared_and_tells_what_is_missing() -> None:
    """Nothing of it is there yet; the trail says who began it."""
    made = begin(officer(), organisation(), "Who may have IVF?", "integrated care board")
    assert made.state == "being prepared"
    stands = list(obstacles(made))
    assert [says for part, says in stands if part != "gates"] == [
        "Say why people are asked.",
        "Say what is proposed, and the reasons for it.",
        "Say whom people can ask.",
        "Set the first day and the last.",
        "Publish the papers that people read before they answer: in usual print, in easy read and in large print.",
    ]
    assert "Answer what the law asks: Enough time." in [says for _, says in stands]
    assert Entry.objects.get(action="began an involvement").reference == made.reference
    with pytest.raises(CoequalError, match="cannot be announced yet"):
        announce(officer(), made)
    assert again(made).announced is None


def test_only_an_officer_of_the_organisation_begins_one() -> None:
    """An analyst reads, and an officer of another organisation finds nothing."""
    with pytest.raises(NotAllowed):
        begin(officer(Role.ANALYST, email="ana@exampleshire.example"), organisation(), "IVF", "integrated care board")
    with pytest.raises(Http404):
        begin(officer(email="olive@sampleton.example", at=OTHER), organisation(), "IVF", "integrated care board")


def test_it_is_announced_when_all_is_there_and_every_gate_is_answered() -> None:
    """One gate is enough to stop it."""
    made = ready()
    assert list(obstacles(made)) == []
    answer(officer(), made, "formative", told("no"))
    with pytest.raises(CoequalError, match="While nothing is decided"):
        announce(officer(), made)
    answer(officer(), made, "formative", told())
    announce(officer(), made)
    assert again(made).state == "announced"
    with pytest.raises(NotAllowed, match="announced now"):
        announce(officer(), made)
    assert [one.says for one in happened(again(made))] == ["It was announced."]


def test_papers_are_published_in_every_format_or_it_is_said_why_not() -> None:
    """Usual print, easy read, large print, and those that are prepared; a text of our own is in large print too."""
    made = ready()
    made.papers.all().delete()
    published = {"published": timezone.now(), "involvement": made}
    Paper.objects.create(title="Elsewhere", kind="background", url="https://exampleshire.example/paper", **published)
    assert [says for part, says in obstacles(made) if part == "papers"] == [
        "Publish the papers in easy read, large print; or say under “Papers that everybody can read” why not, and what people get instead."
    ]
    Paper.objects.create(title="In short", kind="easy read", text="We ask you.", **published)
    Paper.objects.create(involvement=made, title="A film", kind="British Sign Language", url="https://exampleshire.example/film")
    Paper.objects.create(involvement=made, title="Po polsku", kind="other language", language="Polish", text="Tak.")
    assert "in large print, British Sign Language, Polish;" in next(says for _, says in obstacles(made))
    with pytest.raises(CoequalError, match="Publish the papers in"):
        announce(officer(), made)
    answer(officer(), made, "formats", told("not all", "The film comes in May; an interpreter is there until then."))
    assert list(obstacles(made)) == []
    answer(officer(), made, "formats", told())
    made.papers.update(published=timezone.now())
    assert any("in large print;" in says for _, says in obstacles(made))
    Paper.objects.create(title="What we propose", kind="proposal", text="Money.", **published)
    announce(officer(), made)


@pytest.mark.parametrize(("opens", "closes", "says"), [(-1, 9, "The first day has passed"), (9, 1, "must not be before")])
def test_it_is_not_announced_with_days_that_cannot_be(opens: int, closes: int, says: str) -> None:
    """The first day is still to come, and the last is not before it."""
    today = timezone.localdate()
    made = ready(opens=today + timedelta(opens), closes=today + timedelta(closes))
    assert any(says in words for part, words in obstacles(made) if part == "days")


def test_an_answer_at_a_gate_needs_evidence_a_choice_and_a_day_that_has_come() -> None:
    """And a gate that the law puts there."""
    made = involvement("being prepared")
    for gate, given, says in (
        ("formative", told(evidence=" "), "without evidence"),
        ("formative", told("perhaps"), "does not ask this"),
        ("nothing", told(), "does not ask this"),
        ("formative", told(on=timezone.localdate() + timedelta(1)), "in the future"),
        ("data-protection", told("screened"), "read from the data register"),
    ):
        with pytest.raises(CoequalError, match=says):
            answer(officer(), made, gate, given)
    assert made.gate_answers.count() == 0
    answer(officer(Role.INFORMATION_GOVERNANCE, email="ig@exampleshire.example"), made, "formative", told())
    assert made.gate_answers.get().by is not None


def test_it_is_put_on_hold_and_goes_on_each_with_a_reason_that_everybody_reads() -> None:
    """While it is on hold nobody can answer."""
    made = involvement("open")
    for act in (hold, resume):
        with pytest.raises(CoequalError, match="Say why"):
            act(officer(), made, "  ")
    hold(officer(), made, "A pandemic.")
    assert (again(made).state, again(made).takes_answers) == ("on hold", False)
    with pytest.raises(CoequalError, match="on hold already"):
        hold(officer(), made, "Again.")
    resume(officer(), made, "It is over.")
    assert again(made).takes_answers
    with pytest.raises(CoequalError, match="not on hold"):
        resume(officer(), made, "Again.")
    said = [one.says for one in happened(again(made))]
    assert "It was put on hold. A pandemic." in said
    assert "It went on. It is over." in said


def test_it_closes_before_its_last_day_with_a_reason_once_the_law_is_answered() -> None:
    """An involvement that was on hold is so no more."""
    made = involvement("on hold")
    with pytest.raises(CoequalError, match="Equality: who was heard"):
        close(officer(), made, "The proposals were given up.")
    answered(made)
    with pytest.raises(CoequalError, match="Say in a sentence"):
        close(officer(), made, "")
    close(officer(), made, "The proposals were given up.")
    assert again(made).state == "closed"
    said = [one.says for one in happened(again(made))]
    assert "It was closed before its last day." in said
    assert "The proposals were given up." in said
    assert not any("at the end of" in one for one in said)


def test_what_happened_is_told_by_day_for_one_that_ran_its_course() -> None:
    """The newest first, each on its day where people live."""
    made = involvement("reported")
    assert [one.says.split(" at the end")[0] for one in happened(made)][-2:] == ["It closed", "It opened."]
    assert {one.key for one in happened(made)} == {"announced", "opened", "closed", "reported"}
    past = involvement("closed", dates_only=True, ended=timezone.now(), opens=date(2023, 3, 1), closes=date(2023, 3, 23))
    assert [(one.says, one.when) for one in happened(past)] == [
        ("It closed at the end of 23 March 2023.", "24 March 2023"),
        ("It opened.", "1 March 2023"),
    ]
    past.reported = start_of(date(2023, 8, 31))
    past.pauses.create(since=date(2023, 6, 1), until=date(2023, 7, 13), reason="A pandemic.", resumed="It was over.")
    told = [(one.when, one.says) for one in happened(past)][:3]
    assert told == [
        ("August 2023", "The report of findings was published."),
        ("July 2023", "It went on. It was over."),
        ("June 2023", "It was put on hold. A pandemic."),
    ], "sources know the month alone"
    made.published_reports.model(involvement=made, number=1).save()
    made.published_reports.model(involvement=made, number=2, why="A table was wrong.").save()
    assert [(one.says, one.key) for one in happened(made)][:2] == [
        ("Edition 2 of the report of findings was published. A table was wrong.", "reported-2"),
        ("The report of findings was published.", "reported"),
    ]
    assert happened(involvement("being prepared", opens=None, closes=None)) == []
    never = involvement("closed", ended=timezone.now() - timedelta(30))
    assert "It opened." not in [one.says for one in happened(never)]


def test_a_copy_has_the_texts_and_nothing_that_was_said() -> None:
    """It begins to be prepared, by whoever copies it."""
    source = ready(plan="Ask young people.")
    Audience.objects.create(involvement=source, name="Young people", reached="Twelve")
    Quota.objects.create(involvement=source, question="age", answer="under-35", share="0.4", source="Census")
    response(survey(source), {"capacity": "patient"})
    made = copy(officer(), source)
    assert (made.state, made.title, made.plan, made.opens) == (
        "being prepared",
        "Who may have IVF? (copy)",
        "Ask young people.",
        None,
    )
    assert made.audiences.get().reached == ""
    assert (made.quotas.count(), made.papers.filter(published=None).count(), made.gate_answers.count()) == (1, 2, 0)
    assert (made.surveys.get().version, made.surveys.get().responses.count()) == (None, 0)
