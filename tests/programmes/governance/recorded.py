"""A service area with all that a board reads of it: for tests and for measuring."""

import json
from datetime import date
from typing import Any

from django.utils import timezone

from coequal.documents.kept import kept
from coequal.documents.model import Document, Heading, Paragraph, document
from coequal.involvement.models import Consideration, Frame, PublishedReport
from coequal.involvement.models.involvements import REPORTED
from coequal.programmes.models import (
    CaseForChange,
    Evidence,
    Hurdle,
    Impact,
    Judgement,
    Move,
    Option,
    Override,
    Round,
    Scorecard,
    ServiceArea,
    Topic,
    Update,
)
from coequal.programmes.models.options import MEETS, SHORTLIST
from coequal.programmes.options.standing import MATTERS
from coequal.programmes.stages import kinds
from tests.involvement.making import involvement
from tests.involvement.writing import asked, frame
from tests.programmes import making

CASE = document("Why it may change", "Access differs.", [Heading("Who is treated differently"), Paragraph("A couple of 36.")])
HEARD = document("Summary of findings", "What people said.", [Heading("Themes"), Paragraph("People wait too long.")])
DOMAINS = [
    {"key": key, "title": title, "weight": "2", "scores": [{"score": 0, "means": "none"}, {"score": 4, "means": "much"}]}
    for key, title in (("benefit", "How much it helps"), ("evidence", "How sure we are"))
]


def recorded(stage: str = kinds.DECISION, **values: Any) -> ServiceArea:
    """A service area of which everything is recorded: why, what was heard, evidence, options, and what was let pass."""
    made = making.area(stage=stage, **{"title": "Fertility", "service": "fertility", "policies": ["here/fertility"], **values})
    case(made, CASE)
    heard(made, HEARD)
    scored(made)
    for number in range(2):
        option(made, f"Option {number + 1}")
    moved = Move.objects.filter(area=made).last()
    Override(move=moved, gate="appraised", missing="No options appraisal is attached.", why="There was no time.").save()
    return made


def case(of: ServiceArea, whole: Document) -> CaseForChange:
    """A case for change that everybody can read."""
    told = Update(programme=of.programme, area=of, says="The case for change is published.", on=timezone.localdate())
    told.save()
    number = of.caseforchanges.count() + 1
    made = CaseForChange(
        area=of, number=number, on=timezone.localdate(), kept=json.dumps(kept(whole)), digest="sha256:1", update=told
    )
    made.save()
    return made


def heard(of: ServiceArea, summary: Document) -> Frame:
    """An involvement that is over, with its report, and with what was made of one of its two themes."""
    one = involvement(REPORTED)
    of.involvements.add(one)
    written = json.dumps(kept(summary))
    PublishedReport(involvement=one, number=1, full=written, summary=written, easy_read=written, digest="sha256:2").save()
    themes = frame(asked(one))
    Consideration.objects.create(
        involvement=one,
        frame=themes,
        theme="waiting",
        considered="All of it.",
        considered_by="The clinical group",
        considered_on=date(2026, 9, 1),
        answer="The wait is shorter now.",
        outcome="changed",
        published=timezone.now(),
    )
    return themes


def scored(of: ServiceArea) -> Round:
    """A round with a topic, of which a recommendation is recorded."""
    card = Scorecard(organisation=of.organisation, title="Ours", version=Scorecard.objects.count() + 1, domains=DOMAINS)
    card.save()
    made = Round.objects.create(area=of, scorecard=card, title="First round")
    topic = Topic.objects.create(
        round=made, title="IVF", recommendation="Fund two cycles.", reasons="It works.", recommended=timezone.localdate()
    )
    Evidence.objects.create(topic=topic, reference="A made-up review", kind="systematic review", quality="high", effect="It helps.")
    return made


def option(of: ServiceArea, title: str) -> Option:
    """An option on the shortlist, judged, with its impacts."""
    hurdle, _made = Hurdle.objects.get_or_create(area=of, title="It is lawful", defaults={"means": "A lawyer says so."})
    made = Option.objects.create(area=of, title=title, about="What it is.", place=SHORTLIST, why="It is fair.", digest="sha256:3")
    Judgement(option=made, hurdle=hurdle, answer=MEETS, why="It is.").save()
    for kind, matters in MATTERS.items():
        for matter in matters:
            Impact(option=made, kind=kind, matter=matter, effect="none", says="No effect.").save()
    return made
