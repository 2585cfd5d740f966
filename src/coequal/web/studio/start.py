"""What of drafts stands on somebody's start page: what waits for governance, and what came back to whoever handed it over."""

from collections.abc import Iterator

from django.urls import reverse

from coequal.accounts.acting import Acting
from coequal.accounts.permissions import ANSWER_HANDOVER, EDIT_DRAFT
from coequal.drafting.handing import has_written
from coequal.drafting.models import DRAFT, HANDED_OVER, RETURNED, Draft, Handover
from coequal.web.staff.start import Line, on_start
from coequal.web.studio.listing import named


@on_start
def drafts_waiting(acting: Acting) -> Iterator[Line]:
    """Hand-overs that one may answer, drafts that were returned, and those that one began and that go on."""
    waiting = Handover.objects.filter(state=HANDED_OVER, draft__organisation__code__in=acting.organisations_as(ANSWER_HANDOVER))
    for handover in waiting.select_related("draft__organisation", "draft__head", "made_by"):
        if acting.may(ANSWER_HANDOVER, handover) and not has_written(acting.person, handover):
            words = f"“{handover.draft.title}” waits for your answer: {named(handover.draft)}"
            yield Line(words, _address("handover", handover.reference))
    open_here = Draft.objects.filter(organisation__code__in=acting.organisations_as(EDIT_DRAFT)).select_related("head")
    for draft in open_here.filter(state=RETURNED):
        yield Line(f"“{draft.title}” was returned by governance: {named(draft)}", _address("draft", draft.reference))
    for draft in open_here.filter(state=DRAFT, made_by=acting.person):
        yield Line(f"Your draft “{draft.title}” is in progress: {named(draft)}", _address("draft", draft.reference))


def _address(view: str, reference: str) -> str:
    return reverse(f"studio:{view}", kwargs={"reference": reference})
