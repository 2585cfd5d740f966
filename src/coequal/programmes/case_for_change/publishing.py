"""The case for change as everybody can read it: made from the record, kept as it was, and told of."""

import json
from datetime import date

from django.utils import timezone

from coequal.accounts.acting import Acting
from coequal.accounts.permissions import PUBLISH_CASE
from coequal.accounts.trail import record
from coequal.documents.kept import kept, taken_out
from coequal.documents.model import Document
from coequal.errors import CoequalError
from coequal.policies.library import Library
from coequal.policies.load import digest
from coequal.programmes.case_for_change.document import case_document
from coequal.programmes.models import CaseForChange, ServiceArea
from coequal.programmes.stages.moves import locked_area
from coequal.programmes.telling.updates import tell


def written(document: Document) -> str:
    """A document as the text that is kept; its digest tells whether somebody looked at this one."""
    return json.dumps(kept(document), ensure_ascii=False, sort_keys=True)


def publish(acting: Acting, area: ServiceArea, on: date, library: Library, *, looked_at: str) -> CaseForChange:
    """Publish the case for change with the policies of a day; `looked_at` is the digest of the one that somebody looked at.

    Raises `CoequalError` where nobody can read of the programme yet, where it has changed meanwhile, for a day that has not come,
    and for one that everybody can read already.
    """
    if on > timezone.localdate():
        raise CoequalError("The day must not be in the future.")
    text = written(case_document(area, on, library))  # before the lock: proofs take their time
    with locked_area(acting, area, PUBLISH_CASE) as found:
        if found.programme.published is None:
            raise CoequalError("Nobody can read of this programme yet. Publish the programme first.")
        if digest(text) != looked_at:
            raise CoequalError("The case for change is another one by now. Look at it again, and publish it then.")
        last = found.caseforchanges.last()
        if last and last.digest == looked_at:
            raise CoequalError(f"Everybody can read this one already, as edition {last.number}.")
        number = found.caseforchanges.count() + 1
        says = "The case for change can be read." if number == 1 else "There is a new edition of the case for change."
        made = CaseForChange(
            area=found,
            number=number,
            on=on,
            kept=text,
            digest=looked_at,
            update=tell(acting, found.programme, says, area=found),
            by=acting.person,
        )
        made.save()
        record(acting, "published a case for change", found, detail={"edition": number, "digest": looked_at})
    return made


def published(area: ServiceArea) -> Document | None:
    """The case for change that stands, as it was made; None where none was published."""
    latest = area.caseforchanges.last()
    return taken_out(json.loads(latest.kept)) if latest else None
