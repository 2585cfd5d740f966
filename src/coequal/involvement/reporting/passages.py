"""What somebody wrote in the places of a report: nothing of it is lost, whoever else writes, and whatever is counted anew."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.db import transaction

from coequal.accounts.acting import Acting
from coequal.accounts.guard import require
from coequal.accounts.permissions import WRITE_REPORT
from coequal.accounts.trail import record
from coequal.drafting.merging import merge
from coequal.errors import CoequalError
from coequal.involvement.models import Involvement, Passage

SAVED: Final = "saved"
SAME: Final = "the same"  # as what stood there already
MERGED: Final = "merged"  # with what somebody else wrote meanwhile
CLASH: Final = "clash"  # both changed the same lines, and whoever sent it has to look at both
LONGEST: Final = 50_000


@dataclass(frozen=True, slots=True)
class Written:
    """What became of a text that was sent, and the passage that stands now; None where there is none."""

    how: str
    passage: Passage | None


def passages(involvement: Involvement) -> dict[str, Passage]:
    """The passage that stands in each place in which somebody has written."""
    return {one.place: one for one in Passage.objects.filter(involvement=involvement).select_related("by").order_by("pk")}


def passage(involvement: Involvement, place: str) -> Passage | None:
    """The passage that stands in a place; None where nobody has written there."""
    return Passage.objects.filter(involvement=involvement, place=place).order_by("-pk").first()


def earlier(involvement: Involvement, place: str) -> list[Passage]:
    """All that was ever written in a place, the latest first."""
    return list(Passage.objects.filter(involvement=involvement, place=place).select_related("by").order_by("-pk"))


def out_of_place(involvement: Involvement, places: Iterable[str]) -> list[Passage]:
    """Passages that no longer have a place, because the question, the theme or the event is gone of which they spoke."""
    known = set(places)
    return [one for place, one in passages(involvement).items() if place not in known and one.text.strip()]


def write(acting: Acting, involvement: Involvement, place: str, text: str, mark: int) -> Written:
    """Put a text in a place. `mark` is the number of the passage on which it was written, 0 where there was none.

    Where somebody else has written there meanwhile, both are brought together; where that cannot be, nothing is changed.
    Raises `NotAllowed`, and `CoequalError` for a text that is too long.
    """
    plain = text.replace("\r\n", "\n").replace("\0", "\N{REPLACEMENT CHARACTER}").strip()
    if len(plain) > LONGEST:
        raise CoequalError(f"This text is too long for one place of a report: it may have at most {LONGEST:,} characters.")
    with transaction.atomic():
        held = Involvement.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=involvement.pk)
        require(acting, WRITE_REPORT, held)
        found = earlier(held, place)
        stands, based = (found[0] if found else None), next((one.text for one in found if one.pk == mark), "")
        if plain == (stands.text if stands else ""):
            return Written(SAME, stands)
        how, both = SAVED, plain
        if stands is not None and stands.pk != mark:
            merged = merge(based, stands.text, plain).text
            if merged is None:
                return Written(CLASH, stands)
            how, both = MERGED, merged.strip()
        made = Passage(involvement=held, place=place, text=both, by=acting.person)
        made.save()
        record(acting, "wrote in the report of findings", held, detail={"place": place, "passage": made.pk})
    return Written(how, made)


def restore(acting: Acting, involvement: Involvement, place: str, number: int, mark: int) -> Written:
    """An earlier text of a place, as what stands there now. Raises `CoequalError` where there is no such text."""
    older = Passage.objects.filter(involvement=involvement, place=place, pk=number).first()
    if older is None:
        raise CoequalError("There is no such earlier text here. Go back to the report and choose another one.")
    return write(acting, involvement, place, older.text, mark)
