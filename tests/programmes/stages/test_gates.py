"""What must be there before each stage, as the record has it."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from coequal.analyses.models import Analysis
from coequal.drafting.handing import accept
from coequal.involvement.models import Consideration, Frame, FrameVersion, Involvement
from coequal.programmes.models import (
    Appraisal,
    BoardPaper,
    CaseForChange,
    Hurdle,
    Impact,
    Judgement,
    Meeting,
    Option,
    Round,
    Scorecard,
    ServiceArea,
    Topic,
    Update,
)
from coequal.programmes.models.options import DROPPED, SHORTLIST
from coequal.programmes.stages import kinds
from coequal.programmes.stages.gate import Met
from coequal.programmes.stages.moves import asked
from tests.drafting.test_handing import handed
from tests.involvement.making import involvement
from tests.programmes.making import area, step
from tests.programmes.stages.test_moves import ratified
from tests.web.signing import organisation
from tests.web.studio.drafting import draft_of, governance

pytestmark = pytest.mark.django_db


def met(of: ServiceArea, stage: str, on: date | None = None) -> dict[str, Met]:
    """What the record says of each gate before a stage."""
    return {gate.key: found for gate, found in asked(of, stage, on or timezone.localdate())}


def passed_over(stage: str) -> ServiceArea:
    """A service area in which a stage was passed over."""
    made = area()
    step(made, kinds.PASS_OVER, stage, why="It is known.")
    return made


def test_listening_needs_the_published_case_for_change() -> None:
    """Or that stage was passed over."""
    found = area()
    assert met(found, kinds.LISTENING)["case-published"].answer is False
    told = Update(programme=found.programme, area=found, says="Read it.", on=timezone.localdate())
    told.save()
    made = CaseForChange(area=found, number=1, on=timezone.localdate(), kept="{}", digest="d", update=told)
    made.save()
    assert met(found, kinds.LISTENING)["case-published"].answer is True
    assert str(made) == f"{found.reference}, case for change 1"
    assert met(passed_over(kinds.CASE_FOR_CHANGE), kinds.LISTENING)["case-published"].answer is True


@pytest.mark.parametrize(
    ("of", "answer", "says"),
    [
        ({"state": "open"}, False, "it is not closed"),
        ({"state": "closed"}, False, "its report is not published"),
        ({"state": "reported"}, True, "its report is published"),
        ({"state": "on hold"}, False, "it is not closed"),
        ({"state": "closed", "dates_only": True}, None, "whether a report was published is not known"),
        ({"state": "reported", "closes": None}, None, "its last day is not known"),
    ],
)
def test_the_listening_has_to_be_closed_and_reported(of: dict[str, object], answer: bool | None, says: str) -> None:
    """What is not known stops it as a no does."""
    found = area()
    assert met(found, kinds.PRIORITISATION)["heard"].says == "No involvement belongs to this service area."
    found.involvements.add(involvement(**of))
    heard = met(found, kinds.PRIORITISATION)["heard"]
    assert heard.answer is answer
    assert says in heard.says
    assert met(passed_over(kinds.LISTENING), kinds.PRIORITISATION)["heard"].answer is True


def test_each_topic_needs_a_recommendation() -> None:
    """In every round of the service area."""
    found = area()
    assert met(found, kinds.LONG_LIST)["recommended"].says == "No topic has been scored."
    card = Scorecard(organisation=organisation(), title="Card", version=1, domains=[])
    card.save()
    first = Round.objects.create(area=found, scorecard=card, title="First")
    topic = Topic.objects.create(round=first, title="Aids for mild loss")
    assert met(found, kinds.LONG_LIST)["recommended"].says == "There is no recommendation yet on: Aids for mild loss."
    topic.recommended = timezone.localdate()
    topic.save()
    assert met(found, kinds.LONG_LIST)["recommended"].answer is True


def test_the_long_list_is_judged_and_leaves_a_choice() -> None:
    """Each option on each hurdle; one of them changes nothing."""
    found = area()
    assert {key: one.answer for key, one in met(found, kinds.SHORTLIST).items()} == {"judged": False, "choice": False}
    lawful = Hurdle.objects.create(area=found, title="It is lawful")
    for title in ("Aids for all", "Aids for some"):
        Option.objects.create(area=found, title=title)
    first, second = Option.objects.order_by("pk")
    Judgement(option=first, hurdle=lawful, answer="not known", why="Nobody asked.").save()
    assert met(found, kinds.SHORTLIST)["judged"].says == "Not judged on each hurdle yet: Aids for some."
    Judgement(option=second, hurdle=lawful, answer="meets it", why="It is.").save()
    assert met(found, kinds.SHORTLIST)["judged"].answer is True
    assert met(found, kinds.SHORTLIST)["choice"].says == "None of the options leaves the policies as they are."
    second.changes_nothing = True
    second.save()
    assert met(found, kinds.SHORTLIST)["choice"].answer is True
    assert all(one.answer for one in met(passed_over(kinds.LONG_LIST), kinds.SHORTLIST).values())


def test_people_are_asked_about_a_shortlist_whose_effects_are_known() -> None:
    """With reasons for what was dropped, an appraisal, and the impacts of each option that is left."""
    found = area()
    says = {key: one.says for key, one in met(found, kinds.CONSULTATION).items()}
    assert says["shortened"] == "There is no option on the shortlist."
    assert says["impacts"] == "The impact is not written for: any option."
    kept = Option.objects.create(area=found, title="Aids for all", place=SHORTLIST)
    other = Option.objects.create(area=found, title="Aids for some")
    assert met(found, kinds.CONSULTATION)["shortened"].says == "Neither on the shortlist nor dropped: Aids for some."
    other.place = DROPPED
    other.save()
    assert met(found, kinds.CONSULTATION)["shortened"].says == "Dropped without a reason: Aids for some."
    other.why = "It costs more."
    other.save()
    Impact(option=kept, kind="equality", matter="age", effect="better", says="More older people hear.").save()
    assert met(found, kinds.CONSULTATION)["impacts"].says == "The impact is not written for: Aids for all (quality)."
    Impact(option=kept, kind="quality", matter="safety", effect="none", says="None.").save()
    assert met(found, kinds.CONSULTATION)["appraised"].answer is False
    analysis = Analysis.objects.create(organisation=organisation(), kind="options", title="O", question="?", asked={})
    Appraisal(area=found, analysis=analysis, digest="d", figures_digest="f", software="1").save()
    assert all(one.answer for one in met(found, kinds.CONSULTATION).values())


def themed(of: Involvement) -> Consideration:
    """What is being made of the one theme of an involvement."""
    frame = Frame.objects.create(involvement=of, title="Themes")
    FrameVersion(frame=frame, number=1, themes=[{"key": "cost", "title": "Cost"}]).save()
    return Consideration.objects.create(involvement=of, frame=frame, theme="cost")


def test_nothing_is_proposed_before_what_people_said_was_taken_into_account() -> None:
    """Closed, reported, and for each theme everybody can read what was made of it."""
    found = area()
    assert {one.answer for one in met(found, kinds.PROPOSAL).values()} == {False}
    asked_of = involvement("reported")
    found.involvements.add(asked_of)
    made = themed(asked_of)
    answers = {key: one.answer for key, one in met(found, kinds.PROPOSAL).items()}
    assert answers == {"closed": True, "reported": True, "considered": False}
    assert "what was made of Cost" in met(found, kinds.PROPOSAL)["considered"].says
    made.outcome, made.published = "changed", timezone.now()
    made.save()
    assert met(found, kinds.PROPOSAL)["considered"].answer is True
    before = timezone.localdate() - timedelta(15)
    assert met(found, kinds.PROPOSAL, before)["closed"].answer is False


def test_of_an_involvement_of_the_past_it_is_not_known_what_was_made_of_its_themes() -> None:
    """And where nobody was asked for a stated reason, there is nothing to take into account."""
    found = area()
    found.involvements.add(involvement("reported", dates_only=True))
    assert met(found, kinds.PROPOSAL)["considered"].answer is None
    assert all(one.answer for one in met(passed_over(kinds.CONSULTATION), kinds.PROPOSAL).values())


def test_governance_begins_with_a_text_that_it_accepted() -> None:
    """The one that is proposed."""
    found = area()
    assert met(found, kinds.GOVERNANCE)["accepted"].says == "It is not said yet which text is proposed."
    found.proposal = handed(draft_of())
    assert "is handed over, and not accepted" in met(found, kinds.GOVERNANCE)["accepted"].says
    accept(governance(), found.proposal, "Good.")
    found.proposal.refresh_from_db()
    assert met(found, kinds.GOVERNANCE)["accepted"].answer is True


def test_a_decision_needs_a_meeting_with_published_papers() -> None:
    """One that is still to come or sits."""
    found, today = area(), timezone.localdate()
    assert met(found, kinds.DECISION)["meeting"].answer is False
    meeting = Meeting.objects.create(organisation=organisation(), title="The board", on=today, quorum=3)
    BoardPaper.objects.create(meeting=meeting, area=found, title="Hearing aids", published=timezone.now())
    assert met(found, kinds.DECISION)["meeting"].answer is True
    meeting.state = "called off"
    meeting.save()
    assert met(found, kinds.DECISION)["meeting"].answer is False


def test_a_ratification_counts_once() -> None:
    """It has brought its version into force already."""
    found = area()
    assert met(found, kinds.IN_FORCE)["ratified"].answer is False
    made = ratified(found)
    assert met(found, kinds.IN_FORCE)["ratified"].answer is True
    step(found, kinds.OPEN, kinds.IN_FORCE, policy=str(made))
    assert met(found, kinds.IN_FORCE)["ratified"].answer is False
    assert met(found, kinds.REVIEW)["started"].answer is True
