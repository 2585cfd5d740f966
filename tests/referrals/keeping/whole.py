"""A request with something in every table that keeps anything sealed."""

from datetime import date

from django.utils import timezone

from coequal.referrals import models
from coequal.referrals.models import Request
from coequal.referrals.models.deciding import BY_PANEL, CLINICIAN, DECLINED, STAYS
from coequal.referrals.models.keeping import HOLD
from tests.web.signing import person

SAID = "She was told of it in confidence."


def whole(request: Request) -> Request:
    """The same request, of which everything is there."""
    by, today = person(email="maker@exampleshire.example"), timezone.localdate()
    models.Consent(request=request, given=True, by="Wilhelmina Example", to=SAID, on=today, how="in person", written_by=by).save()
    models.Disclosure(request=request, says={"fact": SAID, "disclosed": True}, by=by).save()
    models.Attachment.objects.create(
        request=request, name="wilhelmina.pdf", kind="application/pdf", size=4, digest="0" * 64, content=b"%PDF", added_by=by
    )
    models.Urgency(request=request, is_urgent=False, why=SAID, by=by).save()
    models.Step(request=request, kind="refused", came_to=request.state, by=by, at=timezone.now(), says=SAID).save()
    models.Viewing(request=request, person=by, role="x", part="who", purpose="to try it", broke_glass=True, why=SAID).save()
    given = models.Approval.objects.create(
        request=request, from_day=today, expires=today, decided_by=by, reasons=SAID, conditions=SAID, why_withdrawn=SAID
    )
    models.Use(approval=given, of="cycles", count=1, on=today, by=by).save()
    models.KeepingReview(request=request, found=HOLD, why=SAID, by=by).save()
    panel = models.Panel.objects.create(
        organisation=request.organisation, made_by=by, on=date(2026, 11, 26), quorum=1, lay_chair=False
    )
    item = models.Item.objects.create(panel=panel, request=request, listed_by=by)
    seat = models.Seat.objects.create(panel=panel, person=by, post="Member")
    models.PanelInterest(item=item, seat=seat, says=SAID, follows=STAYS).save()
    models.MemberView(item=item, seat=seat, answers={"different": {"answer": "no", "why": SAID}}, leans=DECLINED).save()
    decision = models.PanelDecision(request=request, item=item, by_way_of=BY_PANEL, outcome=DECLINED, reasons=SAID, by=by)
    decision.save()
    models.Letter.objects.create(request=request, decision=decision, to=CLINICIAN, text=SAID)
    models.Appeal.objects.create(decision=decision, grounds=["process"], says=SAID, lodged_by=by, lodged_on=today)
    return request
