"""When stages are meant to open and to end, and what outside events a service area waits for."""

from datetime import date

from django.utils import timezone

from coequal.accounts.acting import Acting
from coequal.accounts.permissions import CHANGE_AREA
from coequal.accounts.trail import record
from coequal.errors import CoequalError
from coequal.programmes.models import ExpectedDay, OutsideEvent, Plan, ServiceArea
from coequal.programmes.once import refuse_second
from coequal.programmes.stages.moves import locked_area
from coequal.programmes.stages.table import BY_KEY


def plan(
    acting: Acting,
    area: ServiceArea,
    stage: str,
    *,
    opens: date | None,
    ends: date | None,
    why: str = "",
    source: str = "",
    seen: int | None = None,
) -> Plan:
    """When a stage is meant to open and to end. Whoever moves days says why. `seen` is the plan that somebody had, else 0.

    Raises `CoequalError` for a stage that there is not, days out of order, days that are moved without a reason, and where somebody
    was faster.
    """
    with locked_area(acting, area, CHANGE_AREA) as found:
        if stage not in BY_KEY:
            raise CoequalError(f"There is no stage called {stage}. Choose one of: {', '.join(BY_KEY)}.")
        if opens and ends and ends < opens:
            raise CoequalError("The last day must not be before the first.")
        before = planned(found).get(stage)
        if seen is not None and seen != (before.pk if before else 0):
            raise CoequalError("Somebody else planned this stage meanwhile. Look at their days, and send yours if they are right.")
        if before is not None and (before.opens, before.ends) == (opens, ends):
            raise CoequalError("These days are planned already.")
        if before is not None and not why.strip():
            raise CoequalError("Say why the days are moved. Everybody can read the reason.")
        made = Plan(area=found, stage=stage, opens=opens, ends=ends, why=why.strip(), source=source, by=acting.person)
        made.save()
        detail = {"stage": stage, "opens": str(opens or ""), "ends": str(ends or "")}
        record(acting, "planned a stage of a service area", found, detail=detail)
    return made


def planned(area: ServiceArea) -> dict[str, Plan]:
    """The plan that stands of each stage, by its key."""
    return {one.stage: one for one in area.plans.all()}  # the later takes the place


def wait_for(acting: Acting, area: ServiceArea, what: str) -> OutsideEvent:
    """Something outside that a service area waits for. Raises `CoequalError` where it is not said what, and a second time."""
    with locked_area(acting, area, CHANGE_AREA) as found:
        if not what.strip():
            raise CoequalError("Say what is waited for.")
        refuse_second(found.outsideevents.filter(what=what.strip(), happened=None), "What is waited for")
        made = OutsideEvent.objects.create(area=found, what=what.strip())
        record(acting, "said what a service area waits for", found, detail={"what": made.what})
    return made


def expect(
    acting: Acting,
    event: OutsideEvent,
    printed: str,
    *,
    between: tuple[date | None, date | None] = (None, None),
    stated: date | None = None,
    source: str = "",
    url: str = "",
) -> ExpectedDay:
    """When an outside event is expected, in the words of a source, and `between` which days that is.

    What was expected before stays, so that everybody sees how it slid. Raises `CoequalError` without words, for days out of order,
    and of an event that has happened.
    """
    with locked_area(acting, event.area, CHANGE_AREA) as found:
        kept = OutsideEvent.objects.get(pk=event.pk)
        if kept.happened is not None:
            raise CoequalError("This has happened already.")
        if not printed.strip():
            raise CoequalError("Say when it is expected, in the words of the source.")
        first, last = between
        if first and last and last < first:
            raise CoequalError("The last day must not be before the first.")
        told = {"printed": printed.strip(), "not_before": first, "not_after": last, "stated": stated, "source": source, "url": url}
        latest = kept.expected.order_by("-pk").values("pk")[:1]
        refuse_second(kept.expected.filter(pk__in=latest, **told), "What is expected")
        made = ExpectedDay(event=kept, **told)
        made.save()
        record(acting, "said when an outside event is expected", found, detail={"what": kept.what, "expected": made.printed})
    return made


def happened(acting: Acting, event: OutsideEvent, on: date, came_to: str) -> None:
    """That an outside event happened, and what follows from it.

    Raises `CoequalError` for a day in the future, without what it came to, and a second time.
    """
    with locked_area(acting, event.area, CHANGE_AREA) as found:
        kept = OutsideEvent.objects.get(pk=event.pk)
        if kept.happened is not None:
            raise CoequalError("It is recorded already that this happened.")
        if on > timezone.localdate():
            raise CoequalError("The day must not be in the future.")
        if not came_to.strip():
            raise CoequalError("Say what it came to, and what follows from it here.")
        kept.happened, kept.came_to = on, came_to.strip()
        kept.save(update_fields=["happened", "came_to"])
        record(acting, "said that an outside event happened", found, detail={"what": kept.what, "on": str(on)})
