"""The pages of scorecards, rounds and options, each with an example to try it with."""

from django.utils import timezone

from coequal.accounts.models import Organisation, Person
from coequal.analyses.models import Analysis
from coequal.programmes.models import (
    Appraisal,
    Evidence,
    Hurdle,
    Option,
    Round,
    Scorecard,
    Scorer,
    ServiceArea,
    Topic,
)
from coequal.programmes.models.prioritising import MODERATED
from coequal.programmes.stages import kinds
from coequal.web.prioritising.found import Judged, OfArea, OfNoState, ToReproduce
from tests.analyses.asking import options
from tests.programmes.making import area, programme, step
from tests.web.matrix.specimens import Made, Specimen

_UNDER_WAY = ("under way", "on hold")
_SENT = {"before": "", "seen": "0"}
_DOMAINS = [
    {"key": "benefit", "title": "Benefit", "weight": "1", "scores": [{"score": 0, "means": "No"}, {"score": 1, "means": "Yes"}]}
]


def _area_in(state: str, organisation: Organisation, by: Person, stage: str = kinds.PRIORITISATION) -> ServiceArea:
    made = area(programme(organisation=organisation, by=by), stage=stage)
    if state == "on hold":
        step(made, kinds.HOLD)
    return made


def _area(state: str, organisation: Organisation, by: Person) -> Made:
    made = _area_in(state, organisation, by)
    return Made({"reference": made.reference}, made)


def _card(_state: str, organisation: Organisation, _by: Person) -> Made:
    made = Scorecard(organisation=organisation, title="Ours", version=1, domains=_DOMAINS)
    made.save()
    return Made({"number": made.pk}, OfNoState(made))


def _round_in(state: str, organisation: Organisation, by: Person) -> Round:
    """A round of which everybody who works for the organisation is a member."""
    card = Scorecard(organisation=organisation, title="Ours", version=1, domains=_DOMAINS)
    card.save()
    made = Round.objects.create(area=_area_in(state, organisation, by), scorecard=card, title="A round")
    for person in Person.objects.filter(memberships__organisation=organisation).distinct():
        Scorer.objects.create(round=made, person=person, post="member", declared=timezone.now())
    return made


def _named(of: Round, **more: object) -> dict[str, object]:
    return {"reference": of.area.reference, "round": of.reference, **more}


def _round(state: str, organisation: Organisation, by: Person) -> Made:
    made = _round_in(state, organisation, by)
    return Made(_named(made), OfArea(made.area, made))


def _topic(state: str, organisation: Organisation, by: Person) -> Made:
    of = _round_in(state, organisation, by)
    made = Topic.objects.create(round=of, title="Two hearing aids")
    return Made(_named(of, topic=made.pk), OfArea(of.area, made))


def _evidence(state: str, organisation: Organisation, by: Person) -> Made:
    of = _round_in(state, organisation, by)
    topic = Topic.objects.create(round=of, title="Two hearing aids")
    made = Evidence.objects.create(topic=topic, reference="A review", kind="guideline", quality="low", effect="It helps.")
    return Made(_named(of, topic=topic.pk, evidence=made.pk), OfArea(of.area, made))


def _scorer(state: str, organisation: Organisation, by: Person) -> Made:
    of = _round_in(state, organisation, by)
    made = Scorer.objects.create(round=of, person=by, post="chair")
    return Made(_named(of, scorer=made.pk), OfArea(of.area, made))


def _moderated(state: str, organisation: Organisation, by: Person) -> Made:
    made = _topic(state, organisation, by)
    Round.objects.filter(pk=made.thing.thing.round_id).update(state=MODERATED)
    return made


def _options(state: str, organisation: Organisation, by: Person) -> Made:
    made = _area_in(state, organisation, by, kinds.LONG_LIST)
    return Made({"reference": made.reference}, made)


def _option(state: str, organisation: Organisation, by: Person) -> Made:
    of = _area_in(state, organisation, by, kinds.LONG_LIST)
    made = Option.objects.create(area=of, title="As it is", about="Nothing changes.")
    return Made({"reference": of.reference, "option": made.reference}, made)


def _judged(state: str, organisation: Organisation, by: Person) -> Made:
    made = _option(state, organisation, by)
    hurdle = Hurdle.objects.create(area=made.thing.area, title="It is lawful", means="A lawyer says so.")
    return Made({**made.parts, "hurdle": hurdle.pk}, Judged(made.thing, hurdle))


def _appraisal_of(organisation: Organisation, by: Person, state: str) -> Appraisal:
    of = _area_in("under way", organisation, by, kinds.LONG_LIST)
    analysis = Analysis.objects.create(
        organisation=organisation, kind="options appraisal", title="A", question="Q", asked=options(), state=state
    )
    made = Appraisal(area=of, analysis=analysis, digest="a", figures_digest="b", software="0")
    made.save()
    return made


def _appraisal(_state: str, organisation: Organisation, by: Person) -> Made:
    made = _appraisal_of(organisation, by, "running")
    return Made({"reference": made.area.reference, "appraisal": made.pk}, made)


def _again(state: str, organisation: Organisation, by: Person) -> Made:
    made = _appraisal_of(organisation, by, state)
    return Made({"reference": made.area.reference, "appraisal": made.pk}, ToReproduce(made))


SPECIMENS = {
    "prioritising:scorecards": Specimen(),
    "prioritising:make": Specimen(post={"title": ""}),
    "prioritising:scorecard": Specimen(_card),
    "prioritising:rounds": Specimen(_area, _UNDER_WAY),
    "prioritising:begin": Specimen(_area, _UNDER_WAY, post=_SENT),
    "prioritising:round": Specimen(_round, _UNDER_WAY),
    "prioritising:results": Specimen(_round, ("under way",)),
    "prioritising:round-pdf": Specimen(_round, ("under way",), heavy=True),
    "prioritising:round-word": Specimen(_round, ("under way",), heavy=True),
    **{
        f"prioritising:{name}": Specimen(_round, _UNDER_WAY, post=_SENT)
        for name in ("topics", "members", "start", "talk", "give-up")
    },
    "prioritising:topic": Specimen(_topic, _UNDER_WAY, post=_SENT),
    "prioritising:topic-out": Specimen(_topic, _UNDER_WAY, post=_SENT),
    "prioritising:evidence-out": Specimen(_evidence, _UNDER_WAY, post=_SENT),
    "prioritising:member-out": Specimen(_scorer, _UNDER_WAY, post={}, get=False),
    "prioritising:excuse": Specimen(_scorer, _UNDER_WAY, post=_SENT),
    "prioritising:own": Specimen(_round, _UNDER_WAY),
    "prioritising:interests": Specimen(_round, _UNDER_WAY, post=_SENT),
    "prioritising:leave": Specimen(_round, _UNDER_WAY, post=_SENT),
    "prioritising:scores": Specimen(_round, _UNDER_WAY),
    "prioritising:score": Specimen(_topic, _UNDER_WAY, post=_SENT),
    "prioritising:moderate": Specimen(_topic, _UNDER_WAY, post=_SENT),
    "prioritising:recommend": Specimen(_moderated, _UNDER_WAY, post=_SENT),
    "prioritising:options": Specimen(_options, _UNDER_WAY),
    "prioritising:put-forward": Specimen(_options, _UNDER_WAY, post=_SENT),
    "prioritising:hurdle": Specimen(_options, _UNDER_WAY, post=_SENT),
    "prioritising:options-document": Specimen(_options, ("under way",)),
    "prioritising:options-pdf": Specimen(_options, ("under way",), heavy=True),
    "prioritising:options-word": Specimen(_options, ("under way",), heavy=True),
    "prioritising:attach": Specimen(_options, _UNDER_WAY, post=_SENT),
    "prioritising:appraisal": Specimen(_appraisal),
    "prioritising:appraisal-again": Specimen(_again, ("done", "running"), post={}, get=False),
    "prioritising:option": Specimen(_option, _UNDER_WAY),
    "prioritising:judge": Specimen(_judged, _UNDER_WAY, post=_SENT),
    "prioritising:place": Specimen(_option, _UNDER_WAY, post=_SENT),
    "prioritising:impact": Specimen(_option, _UNDER_WAY, post=_SENT),
}
