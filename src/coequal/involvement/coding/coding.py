"""Putting extracts under themes: who did it, when and in which manner. What is taken back stays on record."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from coequal.accounts.acting import Acting
from coequal.accounts.guard import require
from coequal.accounts.models import Person
from coequal.accounts.permissions import CODE
from coequal.accounts.trail import record
from coequal.errors import CoequalError
from coequal.involvement.coding.frames import now, themes
from coequal.involvement.free_text.gathering import standing
from coequal.involvement.models import Coding, Extract, Frame, Sample
from coequal.involvement.models.coding import ACCEPTED, CHOSEN, UNSEEN


def to_code(frame: Frame) -> QuerySet[Extract]:
    """The extracts that a frame is for: those that say something."""
    return standing(frame.involvement).filter(question__in=frame.questions, says_nothing=False)


def uncoded(frame: Frame) -> QuerySet[Extract]:
    """Those that are under no theme yet."""
    return to_code(frame).exclude(pk__in=standing_codings(frame).values("extract"))


def open_samples(frame: Frame, person: Person | None) -> QuerySet[Sample]:
    """The samples that somebody codes blind and that are not closed: of their texts they see nothing that others did."""
    return Sample.objects.filter(Q(first=person) | Q(second=person), frame=frame, closed=None)


def blind_texts(frame: Frame, person: Person | None) -> QuerySet[Extract]:
    """The texts of those samples: what others put them under is kept from whoever codes them blind."""
    return Extract.objects.filter(samples__in=open_samples(frame, person)).distinct()


def free(frame: Frame, person: Person | None) -> QuerySet[Extract]:
    """Those that somebody can take: under no theme yet, and in no sample that they code blind."""
    return uncoded(frame).exclude(pk__in=blind_texts(frame, person))


def standing_codings(frame: Frame) -> QuerySet[Coding]:
    """What is under which theme now."""
    return Coding.objects.filter(frame=frame, taken_back=None)


def codes(frame: Frame, *, seen: bool = False) -> Mapping[int, frozenset[str]]:
    """For each extract that is coded its themes as they are now; where `seen`, only by those who had read the text."""
    today, found = now(frame), dict[int, set[str]]()
    rows = standing_codings(frame).exclude(manner=UNSEEN) if seen else standing_codings(frame)
    for extract, key in rows.values_list("extract", "theme"):
        found.setdefault(extract, set()).add(today[key])
    return {extract: frozenset(keys) for extract, keys in found.items()}


def code(acting: Acting, frame: Frame, extract: Extract, chosen: Sequence[str], suggested: Collection[str] = ()) -> None:
    """Put an extract under themes, and under no others. Those that were `suggested` are accepted, the others chosen.

    Raises `CoequalError` where none is chosen: a frame has “Other” for what fits nowhere.
    """
    with transaction.atomic():
        locked = Frame.objects.select_for_update().get(pk=frame.pk)
        require(acting, CODE, locked)
        _check(locked, [extract.pk], chosen)
        if open_samples(locked, acting.person).filter(extracts=extract).exists():
            raise CoequalError("You code this text blind, in a sample. Code it there. It can be coded here once that is closed.")
        if not chosen:
            raise CoequalError("Choose at least one theme. “Other” is for what fits under none.")
        moment, today, wanted = timezone.now(), now(locked), set(chosen)
        for row in standing_codings(locked).filter(extract=extract):
            if row.theme in wanted and row.theme == today[row.theme] and row.manner != UNSEEN:
                wanted.discard(row.theme)
            else:
                _take_back([row], acting, moment)
        number = locked.version.number
        for key in sorted(wanted):
            manner = ACCEPTED if key in suggested else CHOSEN
            Coding.objects.create(frame=locked, extract=extract, theme=key, manner=manner, under=number, by=acting.person)
        record(
            acting, "put what somebody wrote under themes", extract, detail={"frame": locked.reference, "themes": [*sorted(chosen)]}
        )


def accept_unseen(acting: Acting, frame: Frame, suggested: Mapping[int, Sequence[str]]) -> int:
    """Put many extracts under the themes suggested for them, without having read each; how many there were.

    Those that somebody has coded meanwhile are left as they are.
    """
    with transaction.atomic():
        locked = Frame.objects.select_for_update().get(pk=frame.pk)
        require(acting, CODE, locked)
        still = set(free(locked, acting.person).filter(pk__in=suggested).values_list("pk", flat=True))
        _check(locked, (), {key for keys in suggested.values() for key in keys})
        number = locked.version.number
        made = Coding.objects.bulk_create(
            Coding(frame=locked, extract_id=extract, theme=key, manner=UNSEEN, under=number, by=acting.person)
            for extract, keys in suggested.items()
            if extract in still
            for key in keys
        )
        record(acting, "accepted suggestions without reading each text", locked, detail={"texts": len(still), "codings": len(made)})
    return len(still)


def last_coded(acting: Acting, frame: Frame) -> Extract | None:
    """The extract that somebody coded last, by reading it."""
    rows = standing_codings(frame).filter(by=acting.person).exclude(manner=UNSEEN)
    last = rows.select_related("extract").order_by("-at", "-pk").first()
    return last.extract if last else None


def undo(acting: Acting, frame: Frame) -> Extract | None:
    """Take back what somebody coded last, and nothing that others did; which extract that is. None where there is nothing."""
    with transaction.atomic():
        locked = Frame.objects.select_for_update().get(pk=frame.pk)
        require(acting, CODE, locked)
        extract = last_coded(acting, locked)
        if extract is not None:
            _take_back(standing_codings(locked).filter(extract=extract, by=acting.person), acting, timezone.now())
            record(acting, "took back what they had coded", extract, detail={"frame": locked.reference})
    return extract


def _take_back(rows: Iterable[Coding], acting: Acting, moment: datetime) -> None:
    for row in rows:
        row.taken_back, row.taken_back_by = moment, acting.person
        row.save(update_fields=["taken_back", "taken_back_by"])


def _check(frame: Frame, extracts: Collection[int], chosen: Collection[str]) -> None:
    """Refuse what is not of this frame."""
    if to_code(frame).filter(pk__in=extracts).count() != len(extracts):
        raise CoequalError("This text is not one that the code frame is for. Go back to the list, and take the next one.")
    if not set(chosen) <= {theme.key for theme in themes(frame)}:
        raise CoequalError("The code frame has been changed, and a theme that you chose is no longer in it. Choose again.")
