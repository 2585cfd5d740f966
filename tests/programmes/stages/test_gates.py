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
    Moderated,
    Motion,
    Option,
    Round,
    Scorecard,
    ServiceArea,
    Topic,
    Update,
)
from coequal.programmes.models.options import DROPPED, SHORTLIST
from coequal.programmes.options.standing import ASPECTS, CHARACTERISTICS
from coequal.programmes.stages import kinds
from coequal.programmes.stages.gate import Met
from coequal.programmes.stages.moves import asked
from tests.drafting.test_handing import handed
from tests.involvement.making import involvement, response, survey
from tests.programmes.governance.recorded import CASE, case, recorded
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
    for matter in CHARACTERISTICS[1:]:
        Impact(option=kept, kind="equality", matter=matter, effect="better", says="More people hear.").save()
    lacks = "equality: age; quality: safety, effectiveness, experience"
    assert met(found, kinds.CONSULTATION)["impacts"].says == f"The impact is not written for: Aids for all ({lacks})."
    for kind, matters in (("equality", CHARACTERISTICS[:1]), ("quality", ASPECTS)):
        for matter in matters:
            Impact(option=kept, kind=kind, matter=matter, effect="not known", says="We looked and found nothing.").save()
    assert met(found, kinds.CONSULTATION)["appraised"].answer is False
    analysis = Analysis.objects.create(organisation=organisation(), kind="options", title="O", question="?", asked={})
    Appraisal(area=found, analysis=analysis, digest="d", figures_digest="f", software="1").save()
    assert all(one.answer for one in met(found, kinds.CONSULTATION).values())


def consulting(days_ago: int = 20) -> ServiceArea:
    """A service area in which people are asked about options since some days ago."""
    made = area()
    step(made, kinds.OPEN, kinds.CONSULTATION, on=timezone.localdate() - timedelta(days_ago))
    return made


def test_the_listening_is_no_consultation() -> None:
    """Whoever was asked before there were options was not asked about them; an involvement without a first day was of neither."""
    found, none_began = consulting(days_ago=19), area()
    heard = involvement("reported")
    for one in (found, none_began):
        one.involvements.add(heard, involvement("reported", opens=None))
        says = {met.says for met in met(one, kinds.PROPOSAL).values()}
        assert says == {"No involvement of this service area opened after the stage of consultation did."}
    found.involvements.add(involvement("reported", opens=timezone.localdate() - timedelta(19)))
    assert all(one.answer for one in met(found, kinds.PROPOSAL).values())
    over = passed_over(kinds.CONSULTATION)
    over.involvements.add(heard)
    assert all(one.answer for one in met(over, kinds.PROPOSAL).values())


def themed(of: Involvement) -> Consideration:
    """What is being made of the one theme of an involvement."""
    frame = Frame.objects.create(involvement=of, title="Themes")
    FrameVersion(frame=frame, number=1, themes=[{"key": "cost", "title": "Cost"}]).save()
    return Consideration.objects.create(involvement=of, frame=frame, theme="cost")


def test_a_hurdle_stands_against_the_shortlist_whenever_it_was_judged() -> None:
    """Also one that was set, or by which an option was judged anew, after it came onto the shortlist."""
    found = area()
    kept = Option.objects.create(area=found, title="Aids for all", place=SHORTLIST)
    same = Option.objects.create(area=found, title="As it is", place=SHORTLIST, changes_nothing=True)
    assert met(found, kinds.CONSULTATION)["shortened"].answer is True
    lawful = Hurdle.objects.create(area=found, title="It is lawful")
    says = "On the shortlist, and not judged on each hurdle: Aids for all; As it is."
    assert met(found, kinds.CONSULTATION)["shortened"].says == says
    for one in (kept, same):
        Judgement(option=one, hurdle=lawful, answer="does not meet it", why="A court said so.").save()
    says = "On the shortlist, although they do not meet a hurdle: Aids for all (It is lawful)."
    assert met(found, kinds.CONSULTATION)["shortened"].says == says
    Judgement(option=kept, hurdle=lawful, answer="meets it", why="The court was overruled.").save()
    assert met(found, kinds.CONSULTATION)["shortened"].answer is True


def test_nothing_is_proposed_before_what_people_said_was_taken_into_account() -> None:
    """Closed, reported, and for each theme everybody can read what was made of it."""
    found = consulting()
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
    found = consulting()
    found.involvements.add(involvement("reported", dates_only=True))
    assert met(found, kinds.PROPOSAL)["considered"].answer is None
    written = consulting()
    asked_of = involvement("reported")
    written.involvements.add(asked_of)
    assert met(written, kinds.PROPOSAL)["considered"].answer is True  # nobody wrote anything
    of = survey(asked_of)
    asked_of.extracts.create(question=f"{of.reference} effect", response=response(of), text="It is far.", shown="It is far.")
    assert met(written, kinds.PROPOSAL)["considered"].answer is None
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
    step(found, kinds.GO_BACK, kinds.PROPOSAL, why="A court.")
    assert "Hand a text over anew" in met(found, kinds.GOVERNANCE)["accepted"].says


def test_after_going_back_only_what_is_made_since_then_counts() -> None:
    """Of each stage that is done anew; going back to a later one leaves what was made before it."""
    found, today = recorded(), timezone.localdate()
    analysis = Analysis.objects.create(organisation=organisation(), kind="options", title="O", question="?", asked={})
    Appraisal(area=found, analysis=analysis, digest="d", figures_digest="f", software="1").save()
    Option.objects.update(placed=timezone.now(), changes_nothing=True)
    step(found, kinds.GO_BACK, kinds.SHORTLIST, on=today, why="An option was forgotten.")
    kept = {kinds.LISTENING: ("case-published",), kinds.PRIORITISATION: ("heard",), kinds.LONG_LIST: ("recommended",)}
    shown = {stage: met(found, stage) for stage in (*kept, kinds.SHORTLIST, kinds.CONSULTATION)}
    assert all(shown[stage][key].answer for stage, keys in kept.items() for key in keys)
    assert shown[kinds.SHORTLIST]["judged"].answer is True
    assert {one.answer for one in shown[kinds.CONSULTATION].values()} == {False}
    assert all("only what was made since then counts" in one.says for one in shown[kinds.CONSULTATION].values())
    step(found, kinds.GO_BACK, kinds.CASE_FOR_CHANGE, on=today, why="The figures were wrong.")
    assert not any(met(found, stage)[key].answer for stage, keys in kept.items() for key in keys)
    assert met(found, kinds.SHORTLIST)["judged"].answer is False
    assert met(found, kinds.SHORTLIST)["choice"].answer is True
    case(found, CASE)
    assert met(found, kinds.LISTENING)["case-published"].answer is True
    found.involvements.add(involvement("reported", opens=today, closes=today - timedelta(1)))
    assert met(found, kinds.PRIORITISATION)["heard"].answer is True
    Moderated(topic=Topic.objects.get(), domain="benefit", score=4).save()
    assert met(found, kinds.LONG_LIST)["recommended"].answer is True


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


def test_a_paper_for_a_whole_meeting_counts_for_what_is_on_its_agenda() -> None:
    """A paper of a meeting that decides on something else opens nothing, and after going back the papers come out anew."""
    found, other = area(), area(title="Skin")
    meeting = Meeting.objects.create(organisation=organisation(), title="The board", on=timezone.localdate(), quorum=3)
    BoardPaper.objects.create(meeting=meeting, title="The pack", published=timezone.now())
    Motion.objects.create(area=other, meeting=meeting, kind="something else", says="We write a letter.")
    assert [met(one, kinds.DECISION)["meeting"].answer for one in (found, other)] == [False, True]
    step(other, kinds.GO_BACK, kinds.PROPOSAL, why="A court.")
    assert met(other, kinds.DECISION)["meeting"].answer is False


def test_a_ratification_counts_once() -> None:
    """It has brought its version into force already."""
    found = area()
    assert met(found, kinds.IN_FORCE)["ratified"].answer is False
    made = ratified(found)
    assert met(found, kinds.IN_FORCE)["ratified"].answer is True
    step(found, kinds.OPEN, kinds.IN_FORCE, policy=str(made))
    assert met(found, kinds.IN_FORCE)["ratified"].answer is False
    assert met(found, kinds.REVIEW)["started"].answer is True
