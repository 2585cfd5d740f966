"""How a round of scoring begins: its topics, the evidence on them, and the members who are to score."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

from coequal.accounts.acting import Acting
from coequal.accounts.models import Person
from coequal.accounts.permission import Permission
from coequal.accounts.permissions import RUN_ROUND
from coequal.accounts.trail import record
from coequal.errors import CoequalError
from coequal.programmes.models import Evidence, Round, Scorecard, Scorer, ServiceArea, Topic
from coequal.programmes.models.prioritising import GIVEN_UP, MODERATED, PREPARING, SCORING, TALKING
from coequal.programmes.once import refuse_second
from coequal.programmes.stages import kinds
from coequal.programmes.stages.moves import locked_area
from coequal.programmes.stages.opened import require_open

KINDS: Final = ("systematic review", "randomised trial", "cohort", "case series", "guideline", "opinion", "none found")
QUALITIES: Final = ("high", "moderate", "low", "very low", "not known")
FEWEST: Final = 2  # members who score: one alone is no group


def begin(acting: Acting, area: ServiceArea, scorecard: Scorecard, title: str) -> Round:
    """A round that is being prepared. Raises `CoequalError` while the stage is not open, and for a title that another one has."""
    with locked_area(acting, area, RUN_ROUND) as found:
        require_open(found, kinds.PRIORITISATION)
        if scorecard.organisation != found.organisation:
            raise CoequalError("This scorecard is another organisation’s. Make one of your own, which may say the same.")
        if not title.strip():
            raise CoequalError("Give the round a title, by which people know it.")
        same = found.rounds.filter(title__iexact=title.strip()).exclude(state=GIVEN_UP)
        refuse_second(same, f"A round called “{title.strip()}”")
        made = Round.objects.create(area=found, scorecard=scorecard, title=title.strip(), made_by=acting.person)
        record(acting, "began a round of scoring", made, detail={"scorecard": str(scorecard)})
    return made


@contextmanager
def locked(acting: Acting, of: Round, permission: Permission, *states: str) -> Iterator[Round]:
    """A round as it stands now, which nobody else can change meanwhile. Raises `CoequalError` in other states than some."""
    with locked_area(acting, of.area, permission) as area:
        found = Round.objects.select_for_update().get(pk=of.pk)
        found.area = area
        require_open(area, kinds.PRIORITISATION)
        if found.state not in states:
            raise CoequalError(f"This round is {found.state} now. This is possible only while it is {' or '.join(states)}.")
        yield found


def add_topic(acting: Acting, of: Round, title: str, people: str = "", compared: str = "") -> Topic:
    """A topic that is to be scored: for whom, and compared with what. Raises `CoequalError` once members score."""
    with locked(acting, of, RUN_ROUND, PREPARING) as found:
        if not title.strip():
            raise CoequalError("Give the topic a title: the treatment that is scored.")
        told = {"title": title.strip(), "people": people, "compared": compared}
        refuse_second(found.topics.filter(**told), f"The topic “{title.strip()}”")
        made = Topic.objects.create(round=found, **told)
        record(acting, "added a topic to a round of scoring", found, detail={"topic": made.title})
    return made


def add_evidence(acting: Acting, topic: Topic, values: Mapping[str, Any]) -> Evidence:
    """Evidence on a topic. Raises `CoequalError` for a kind or a quality that is none, and once members score."""
    with locked(acting, topic.round, RUN_ROUND, PREPARING) as found:
        made = Evidence(topic=topic, **values)
        for value, known, what in ((made.kind, KINDS, "kind"), (made.quality, QUALITIES, "quality")):
            if value not in known:
                raise CoequalError(f"“{value}” is no {what} of evidence. Choose one of: {', '.join(known)}.")
        if not (made.reference.strip() and made.effect.strip()):
            raise CoequalError("Say where the evidence stands, and in your own words which effect it found.")
        refuse_second(topic.evidence.filter(**values), "This evidence")
        made.save()
        record(acting, "added evidence to a round of scoring", found, detail={"topic": topic.title, "evidence": made.reference})
    return made


def take_out(acting: Acting, row: Topic | Evidence | Scorer) -> None:
    """A topic with its evidence, a piece of evidence or a member is out. Raises `CoequalError` once members score."""
    of = row.topic.round if isinstance(row, Evidence) else row.round
    with locked(acting, of, RUN_ROUND, PREPARING) as found:
        if not type(row).objects.filter(pk=row.pk).exists():
            raise CoequalError("Somebody else took this out meanwhile. Open the page again.")
        if isinstance(row, Topic):
            row.evidence.all().delete()
        row.delete()
        kind = row._meta.verbose_name  # noqa: SLF001  # Django documents it
        record(acting, f"took out of a round of scoring: {kind}", found, detail={"what": str(row)[:200]})


def name_scorer(acting: Acting, of: Round, person: Person, post: str) -> Scorer:
    """A member who is to score, as what they sit there. Raises `CoequalError` for whoever has no role, or is named already."""
    with locked(acting, of, RUN_ROUND, PREPARING) as found:
        if not person.memberships.filter(organisation=found.organisation, accepted__isnull=False).exists():
            raise CoequalError(f"{person} has no role for {found.organisation}. Ask an administrator to give them one first.")
        if found.scorers.filter(person=person).exists():
            raise CoequalError(f"{person} is named in this round already.")
        if not post.strip():
            raise CoequalError("Say as what they sit in the group: this is what everybody reads, in place of the name.")
        made = Scorer.objects.create(round=found, person=person, post=post.strip())
        record(acting, "named a member of a round of scoring", found, detail={"member": person.email, "as": made.post})
    return made


def start(acting: Acting, of: Round) -> None:
    """Members score from now on, each alone. Raises `CoequalError` where something that they need is not there."""
    with locked(acting, of, RUN_ROUND, PREPARING) as found:
        topics = list(found.topics.prefetch_related("evidence"))
        if not topics:
            raise CoequalError("There is nothing to score yet. Add a topic first.")
        bare = [topic.title for topic in topics if not topic.evidence.all()]
        if bare:
            said = "Add what was found. Where you looked and found nothing, add that, as “none found”."
            raise CoequalError(f"There is no evidence yet on: {'; '.join(bare)}. {said}")
        require_enough(found)
        found.state = SCORING
        found.save(update_fields=["state"])
        record(acting, "started a round of scoring", found, detail={"topics": len(topics), "members": found.scorers.count()})


def give_up(acting: Acting, of: Round, why: str) -> None:
    """The round ends without a recommendation, such as where too few members are left. What was scored is shown to nobody."""
    with locked(acting, of, RUN_ROUND, PREPARING, SCORING, TALKING, MODERATED) as found:
        if not why.strip():
            raise CoequalError("Say why the round is given up. Everybody can read it.")
        before, found.state, found.why_given_up = found.state, GIVEN_UP, why.strip()
        found.save(update_fields=["state", "why_given_up"])
        record(acting, "gave a round of scoring up", found, detail={"before": before})


def members_of(of: Round) -> list[Scorer]:
    """The members who score: all that did not leave."""
    return list(of.scorers.filter(leaves=False).select_related("person"))


def require_enough(of: Round) -> None:
    """Nothing, where enough members score. Raises `CoequalError` where they are too few to be a group."""
    if len(members_of(of)) < FEWEST:
        said = f"At least {FEWEST} members have to score, and fewer are there to do so."
        raise CoequalError(f"{said} Name others before scoring starts, or give this round up and begin another.")
