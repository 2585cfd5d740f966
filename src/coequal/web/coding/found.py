"""What the addresses of this part name: an involvement, and an extract, a campaign, a frame or a sample of it."""

from typing import TypeVar

from django.db import models, transaction
from django.http import Http404

from coequal.accounts.guard import StaffRequest
from coequal.accounts.trail import record
from coequal.involvement.models import Campaign, Extract, Frame, Involvement, Sample

M = TypeVar("M", bound=models.Model)


def involvement_named(reference: str) -> Involvement:
    """An involvement by its reference. Raises `Http404`."""
    return _first(Involvement, "organisation", reference=reference)


def extract_named(reference: str, extract: str) -> Extract:
    """A piece of what people wrote. Raises `Http404`."""
    return _first(Extract, "involvement__organisation", reference=extract, involvement__reference=reference)


def campaign_named(reference: str, campaign: str) -> Campaign:
    """A campaign, confirmed or not. Raises `Http404`."""
    return _first(Campaign, "involvement__organisation", reference=campaign, involvement__reference=reference)


def frame_named(reference: str, frame: str) -> Frame:
    """A code frame. Raises `Http404`."""
    return _first(Frame, "involvement__organisation", reference=frame, involvement__reference=reference)


def sample_named(reference: str, sample: str) -> Sample:
    """A sample that two people code blind. Raises `Http404`."""
    about = ("frame__involvement__organisation", "first", "second")
    return _first(Sample, *about, reference=sample, frame__involvement__reference=reference)


def was_read(request: StaffRequest, action: str, thing: Involvement | Extract | Campaign | Frame | Sample) -> None:
    """Record that somebody read what people wrote; the text itself stands nowhere in the trail."""
    with transaction.atomic():
        record(request.acting, action, thing, purpose="to analyse what people wrote")


def _first(kind: type[M], *about: str, **named: str) -> M:
    found = kind._default_manager.select_related(*about).filter(**named).first()  # noqa: SLF001  # Django documents it
    if found is None:
        raise Http404
    return found
