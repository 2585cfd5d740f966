"""Views of analyses, each with an example."""

import json
from typing import Final

from coequal.accounts.models import Organisation, Person
from coequal.analyses.models import Analysis, Publication, Result
from coequal.analyses.models.analysis import DONE, STATES
from coequal.analyses.models.publication import STANDS
from coequal.analyses.publishing import ToPublish
from coequal.documents.kept import kept
from coequal.documents.model import Paragraph, Table, document
from coequal.web.analyses.downloads import Asked
from tests.analyses.asking import comparison
from tests.web.matrix.specimens import Made, Specimen

_DOCUMENT: Final = document("Two policies", "", [Paragraph("What differs."), Table("Figures", ("What", "Which"), (("One", "1"),))])


def analysis(state: str, organisation: Organisation, by: Person) -> Analysis:
    """An analysis in a state, with what came out of it."""
    made = Analysis.objects.create(
        organisation=organisation,
        made_by=by,
        kind="comparison",
        title="Two policies",
        question="Whom?",
        asked=comparison(people=None),
        state=state,
        synthetic=True,
        digest="sha256:one",
        figures_digest="sha256:two",
    )
    Result(analysis=made, inputs="{}", figures="{}", written=json.dumps(kept(_DOCUMENT))).save()
    return made


def _of_analysis(state: str, organisation: Organisation, by: Person) -> Made:
    made = analysis(state, organisation, by)
    return Made({"reference": made.reference}, made)


def _file(state: str, organisation: Organisation, by: Person) -> Made:
    made = analysis(state, organisation, by)
    return Made({"reference": made.reference, "file": "figures.json"}, Asked(made, "figures.json"))


def _published(state: str, organisation: Organisation, by: Person) -> Made:
    made = analysis(DONE, organisation, by)
    publication = Publication.objects.create(analysis=made, state=state, summary="In short.", made_by=by)
    return Made({"reference": made.reference}, publication)


def _to_publish(state: str, organisation: Organisation, by: Person) -> Made:
    if state in STANDS:
        made = _published(state, organisation, by)
        return Made(made.parts, ToPublish(made.thing.analysis))
    found = analysis(state, organisation, by)
    return Made({"reference": found.reference}, ToPublish(found))


SPECIMENS: Final[dict[str, Specimen]] = {
    "analyses:list": Specimen(),
    "analyses:new": Specimen(),
    "analyses:compare": Specimen(lambda *_given: Made({"service": "assisted-conception"}), post={}),
    "analyses:lottery": Specimen(lambda *_given: Made({"service": "assisted-conception"}), post={}),
    "analyses:options": Specimen(post={}),
    "analyses:build": Specimen(post={}),
    "analyses:analysis": Specimen(_of_analysis, STATES),
    "analyses:progress": Specimen(_of_analysis, STATES),
    "analyses:stop": Specimen(_of_analysis, STATES, post={}, get=False),
    "analyses:again": Specimen(_of_analysis, STATES, post={}, get=False),
    "analyses:note": Specimen(_of_analysis, STATES, post={"text": "A note."}, get=False),
    "analyses:beside": Specimen(_of_analysis, STATES),
    "analyses:publish": Specimen(_to_publish, (*STATES, *STANDS), post={"summary": "In short.", "sure": "yes"}),
    "analyses:answer": Specimen(_published, STANDS, post={"answer": "agree"}),
    "analyses:withdraw": Specimen(_published, STANDS, post={"reason": "It was wrong."}),
    "analyses:file": Specimen(_file, (DONE,)),
}
