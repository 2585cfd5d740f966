"""Options that are put forward, the hurdles that each has to meet, and which come onto the shortlist, with the reasons."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Final

from django.utils import timezone

from coequal.accounts.acting import Acting
from coequal.accounts.permissions import CHANGE_OPTIONS
from coequal.accounts.trail import record
from coequal.analyses.surroundings import around
from coequal.drafting.models import Draft
from coequal.drafting.saving import head_of
from coequal.errors import CoequalError
from coequal.policies.binding import choose
from coequal.programmes.models import Hurdle, Impact, Judgement, Option, Placing, ServiceArea
from coequal.programmes.models.options import DROPPED, JUDGED, PLACES, SHORTLIST
from coequal.programmes.once import refuse_second
from coequal.programmes.options.standing import failed, judgements_of
from coequal.programmes.stages import kinds
from coequal.programmes.stages.moves import locked_area
from coequal.programmes.stages.opened import require_open
from coequal.programmes.stages.standing import standing_of
from coequal.programmes.telling.updates import announce

STAGES: Final = (kinds.LONG_LIST, kinds.SHORTLIST, kinds.CONSULTATION, kinds.PROPOSAL)
_ASKED: Final = (kinds.CONSULTATION, kinds.PROPOSAL)  # while people read the options, and answer
_DRAFT: Final = re.compile(r"D-[0-9A-Z]{4}-[0-9A-Z]{4}")


@contextmanager
def locked(acting: Acting, area: ServiceArea) -> Iterator[ServiceArea]:
    """A service area whose options can be changed, which nobody else changes meanwhile. Raises `CoequalError` in other stages."""
    with locked_area(acting, area, CHANGE_OPTIONS) as found:
        require_open(found, *STAGES)
        yield found


def tell_asked(acting: Acting, area: ServiceArea, says: str) -> None:
    """Tell everybody what changed in the options, once people are asked about them; until then nobody is asked to read them."""
    if standing_of(area).stage in _ASKED:
        announce(acting, area.programme, f"The options have changed. {says}", area=area)


def put_forward(
    acting: Acting,
    area: ServiceArea,
    title: str,
    about: str,
    *,
    origin: str = "",
    policy: str = "",
    changes_nothing: bool = False,
) -> Option:
    """An option on the long list. `policy` is `area/service@version`, or the reference of a draft, whose text of today is meant.

    Raises `CoequalError` where there is no such text, and where another option has the title or leaves everything as it is, too.
    """
    if not (title.strip() and about.strip()):
        raise CoequalError("Give the option a title, and say in a few plain sentences what it means.")
    with locked(acting, area) as found:
        list(Draft.objects.select_for_update(of=("self",)).filter(reference=policy))  # so that it is not disposed of meanwhile
        if changes_nothing and found.options.filter(changes_nothing=True).exists():
            raise CoequalError("There is an option already that leaves the policies as they are. One of them is enough.")
        refuse_second(found.options.filter(title__iexact=title.strip()), f"An option called “{title.strip()}”")
        made = Option.objects.create(
            area=found,
            title=title.strip(),
            about=about.strip(),
            origin=origin.strip(),
            policy=policy,
            digest=digest_of(found, policy) if policy else "",
            changes_nothing=changes_nothing,
        )
        tell_asked(acting, found, f"“{made.title}” was put forward.")
        record(acting, "put an option forward", made, detail={"area": found.reference, "policy": policy})
    return made


def digest_of(area: ServiceArea, policy: str) -> str:
    """The digest of the text that is meant, as it is today. Raises `CoequalError` where there is none."""
    if _DRAFT.fullmatch(policy):
        draft = Draft.objects.filter(reference=policy, organisation=area.organisation).first()
        if draft is None:
            raise CoequalError(f"Your organisation has no draft {policy}. Look its reference up among the drafts.")
        return head_of(draft).digest
    if "@" not in policy:
        raise CoequalError(f"Say which version is meant: {policy}@ and the version, or the reference of a draft.")
    today = timezone.localdate()

    def day_of(_policy: object) -> date:
        return today

    return choose(around(area.organisation.code).library, policy, day_of, today).policy.digest


def drafts_meant() -> set[str]:
    """The references of drafts that options mean, dropped ones too: why each was dropped can be read, so its text stays."""
    return {policy for policy in Option.objects.values_list("policy", flat=True) if _DRAFT.fullmatch(policy)}


def set_hurdle(acting: Acting, area: ServiceArea, title: str, means: str) -> Hurdle:
    """A hurdle, and how it is told whether an option meets it; every option is then to be judged by it.

    Raises `CoequalError` where another hurdle has the title.
    """
    if not (title.strip() and means.strip()):
        raise CoequalError("Give the hurdle a title, and say how it is told whether an option meets it.")
    with locked(acting, area) as found:
        refuse_second(found.hurdles.filter(title__iexact=title.strip()), f"A hurdle called “{title.strip()}”")
        made = Hurdle.objects.create(area=found, title=title.strip(), means=means.strip())
        tell_asked(acting, found, f"There is another hurdle, by which every option is judged: {made.title}.")
        record(acting, "set a hurdle for options", found, detail={"hurdle": made.title})
    return made


def judge(acting: Acting, option: Option, hurdle: Hurdle, answer: str, why: str, *, seen: int | None = None) -> Judgement:
    """Whether an option meets a hurdle, and why; the latest stands. Not known is an answer too.

    `seen` is the key of the judgement that somebody had before them, 0 where there was none. Raises `CoequalError` where somebody
    else was faster.
    """
    if answer not in JUDGED:
        raise CoequalError(f"“{answer}” is no answer here. Choose one of: {', '.join(JUDGED)}.")
    if not why.strip():
        raise CoequalError("Say why. Everybody can read the reason.")
    with locked(acting, option.area) as found:
        if hurdle.area_id != option.area_id:
            raise CoequalError("This hurdle belongs to another service area. Choose one of the option’s own.")
        check_latest(option.judgements.filter(hurdle=hurdle).last(), seen)
        made = Judgement(option=option, hurdle=hurdle, answer=answer, why=why.strip(), by=acting.person)
        made.save()
        tell_asked(acting, found, f"“{option.title}” was judged anew. {hurdle.title}: {answer}. {made.why}")
        record(acting, "judged an option by a hurdle", option, detail={"hurdle": hurdle.title, "answer": answer})
    return made


def check_latest(stands: Judgement | Impact | None, seen: int | None) -> None:
    """Nothing, where what stands is what somebody had before them. Raises `CoequalError` where somebody else was faster."""
    if seen is not None and seen != (stands.pk if stands else 0):
        raise CoequalError(
            "Somebody else wrote this anew after you opened the page. Look at what they wrote first, then write yours."
        )


def shorten(acting: Acting, option: Option, place: str, why: str, *, seen: str) -> None:
    """Where an option goes, and why: onto the shortlist, out, or back to the long list. `seen` is where somebody saw it.

    Raises `CoequalError` where somebody else was faster, and for a shortlist without all judgements or against one of them.
    """
    if place not in PLACES:
        raise CoequalError(f"“{place}” is no place for an option. Choose one of: {', '.join(PLACES)}.")
    if not why.strip():
        raise CoequalError("Say why. Everybody can read the reason.")
    with locked(acting, option.area) as found:
        kept = Option.objects.select_for_update().get(pk=option.pk)
        if kept.place != seen:
            raise CoequalError(
                f"Somebody else put this option on another place meanwhile: {kept.place}. Look at their reason first."
            )
        if place == SHORTLIST:
            _check_hurdles(kept)
        before, said = kept.place, kept.why
        kept.place, kept.why, kept.placed_by, kept.placed = place, why.strip(), acting.person, timezone.now()
        kept.save(update_fields=["place", "why", "placed_by", "placed"])
        Placing(option=kept, place=place, why=kept.why, by=acting.person).save()
        tell_asked(acting, found, f"“{kept.title}”: {kept.place}. {kept.why}")
        action = "dropped an option" if place == DROPPED else f"put an option on the {place}"
        record(acting, action, kept, detail={"before": before, "why before": said[:1000], "why": kept.why[:1000]})


def _check_hurdles(option: Option) -> None:
    """Nothing, where an option may come onto the shortlist. The one that changes nothing may stay to be compared with."""
    judged = judgements_of(option)
    without = [hurdle.title for hurdle, one in judged.items() if one is None]
    if not judged or without:
        said = f": {'; '.join(without)}" if without else ", because none is set"
        raise CoequalError(f"Before an option comes onto the shortlist it is judged by each hurdle. This one was not{said}.")
    if fails := failed(option):
        raise CoequalError(f"This option does not meet: {'; '.join(fails)}. Drop it, or judge it anew and say why.")
