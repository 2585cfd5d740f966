"""A group that scores: a round of three members, two topics and two domains, as far as a test wants it."""

from typing import Final

from coequal.accounts.acting import Acting
from coequal.accounts.roles import Role
from coequal.programmes.models import Round, ServiceArea, Topic
from coequal.programmes.models.prioritising import MODERATED, PREPARING, RECOMMENDED, SCORING, STATES, TALKING
from coequal.programmes.prioritisation import agreeing, rounds, scorecards, scoring
from coequal.programmes.prioritisation.scorecards import Domain
from coequal.programmes.prioritisation.scoring import Given
from coequal.programmes.stages import kinds
from tests.programmes.making import acting, area

DOMAINS: Final = (
    Domain("benefit", "Benefit", "2", {0: "None.", 5: "Some.", 8: "Much.", 10: "It saves life."}),
    Domain("evidence", "Evidence", "1", {0: "None.", 5: "Some.", 10: "Several good trials."}),
)
ROLES: Final = (Role.CLINICIAN, Role.ANALYST, Role.GOVERNANCE)
POSTS: Final = ("General practitioner", "Public health consultant", "Lay member")
ALONE: Final = (  # what each member gives both topics alone: benefit and evidence
    ((8, 10), (5, 5)),
    ((8, 5), (8, 5)),
    ((5, 10), (8, 0)),
)
EVIDENCE: Final = {"reference": "A review of 2019", "kind": "systematic review", "quality": "moderate", "effect": "It helps."}


def member(number: int) -> Acting:
    """One of the members, who act in their role."""
    return acting(ROLES[number], email=f"member{number}@exampleshire.example")


def given(benefit: int, evidence: int, why: str = "") -> dict[str, Given]:
    """A score in each of the two domains."""
    return {"benefit": Given(benefit, why), "evidence": Given(evidence, why)}


def round_of(state: str = PREPARING, at: ServiceArea | None = None, title: str = "Hearing aids, first round") -> Round:
    """A round that is in a state, by the same steps that people take."""
    lead = acting()
    of = at or area(stage=kinds.PRIORITISATION)
    card = scorecards.make(lead, of.organisation, "Our scorecard", DOMAINS, "An invented scorecard, for tests.")
    made = rounds.begin(lead, of, card, title)
    for treated in ("Hearing aids for mild loss", "Hearing aids for moderate loss"):
        topic = rounds.add_topic(lead, made, treated, "Adults with hearing loss", "No hearing aid")
        rounds.add_evidence(lead, topic, EVIDENCE)
    for number, post in enumerate(POSTS):
        who = member(number)
        assert who.person is not None
        rounds.name_scorer(lead, made, who.person, post)
    for reached, go_on in zip(STATES, (_start, _score, _moderate, _recommend), strict=False):
        if reached == state:
            break
        go_on(lead, made)
        made.refresh_from_db()
    assert made.state == state, made.state
    return made


def topics(of: Round) -> list[Topic]:
    """Its topics."""
    return list(of.topics.all())


def _start(lead: Acting, of: Round) -> None:
    rounds.start(lead, of)
    assert Round.objects.get(pk=of.pk).state == SCORING


def _score(lead: Acting, of: Round) -> None:
    for number, scores in enumerate(ALONE):
        scoring.declare(member(number), of, "")
        for topic, (benefit, evidence) in zip(topics(of), scores, strict=True):
            scoring.score(member(number), topic, given(benefit, evidence))
    scoring.open_talk(lead, of)
    assert Round.objects.get(pk=of.pk).state == TALKING


def _moderate(lead: Acting, of: Round) -> None:
    for topic, (benefit, evidence) in zip(topics(of), ((8, 10), (5, 5)), strict=True):
        agreeing.moderate(lead, topic, given(benefit, evidence))
    assert Round.objects.get(pk=of.pk).state == MODERATED


def _recommend(lead: Acting, of: Round) -> None:
    for topic in topics(of):
        agreeing.recommend(lead, topic, "Fund it.", "It helps, and the evidence is good.")
    assert Round.objects.get(pk=of.pk).state == RECOMMENDED
