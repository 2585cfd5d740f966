"""What of a programme everybody can read."""

from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from coequal.programmes.governance.duty import duty
from coequal.programmes.models import BoardPaper, Meeting, Programme, ServiceArea, Update
from coequal.programmes.models.governing import CALLED
from coequal.programmes.models.programmes import ENDED, ON_HOLD, PREPARING, PUBLIC
from coequal.programmes.stages import kinds
from coequal.programmes.telling import public
from tests.involvement.making import involvement
from tests.programmes import making
from tests.web.signing import OWN, organisation

pytestmark = pytest.mark.django_db


def decided(of: Programme) -> ServiceArea:
    """A service area of a programme, with an involvement, an update, and a decision at a meeting with a paper on it."""
    area = making.area(of, kinds.DECISION)
    area.involvements.add(involvement("closed"))
    Update(programme=of, area=area, says="It began.", on=timezone.localdate()).save()
    made = making.decision(area, making.meeting())
    BoardPaper.objects.create(meeting=made.motion.meeting, area=area, title="On it", text="Read.", published=timezone.now())
    return area


@pytest.mark.parametrize("state", [PREPARING, PUBLIC, ON_HOLD, ENDED])
def test_nothing_can_be_read_before_a_programme_is_published_and_all_of_it_after(client: Client, state: str) -> None:
    """On each page, in each list, and in the feed alike: what one leads to, another shows."""
    area = decided(making.programme(state))
    motion = area.motions.get()
    of = f"/programmes/{area.programme.reference}"
    paper = f"/decisions/meetings/{motion.meeting.reference}/papers/{area.board_papers.get().pk}"
    pages = [of, f"{of}/{area.reference}", f"/decisions/{motion.decision.reference}", paper]
    assert {client.get(page).status_code for page in pages} == {404 if state == PREPARING else 200}
    seen = [public.programmes(), public.areas(), public.updates(), public.motions(), public.decisions()]
    assert {found.count() for found in seen} == {0 if state == PREPARING else 1}
    reference = motion.decision.reference
    lists = [f"/decisions/of/{OWN}", f"/decisions/of/{OWN}/involvement/{timezone.localdate().year}"]
    assert [reference in client.get(one).content.decode() for one in lists] == [state != PREPARING] * 2
    assert ("It began." in client.get("/feeds/programmes").content.decode()) is (state != PREPARING)
    (met,) = duty(organisation(), timezone.localdate().year)
    assert (met.decisions == (reference,)) is (state != PREPARING)


def test_what_ended_before_it_was_published_stays_unread(client: Client) -> None:
    """Also what was decided in it."""
    area = decided(making.programme(PREPARING, ended=date(2026, 1, 1)))
    assert area.programme.state == ENDED
    assert client.get(f"/decisions/{area.motions.get().decision.reference}").status_code == 404
    assert client.get(f"/programmes/{area.programme.reference}").status_code == 404


def test_a_commissioner_whose_decisions_are_all_unread_has_no_register(client: Client) -> None:
    """As if there were none."""
    making.decision(making.area(making.programme(PREPARING), kinds.DECISION))
    assert client.get(f"/decisions/of/{OWN}").status_code == 404


def test_a_paper_is_public_with_the_programme_that_it_is_on() -> None:
    """One on none is public once it is published; a meeting that is called is public with its first such paper."""
    meeting = Meeting.objects.create(
        organisation=organisation(), title="The board", on=timezone.localdate(), quorum=1, state=CALLED
    )
    secret = making.area(making.programme(PREPARING))
    values = {"meeting": meeting, "text": "Read.", "published": timezone.now()}
    BoardPaper.objects.create(title="On a secret", area=secret, **values)
    assert not public.is_public(meeting)
    BoardPaper.objects.create(title="The agenda", **values)
    assert public.is_public(meeting)
    assert [one.title for one in public.papers(meeting)] == ["The agenda"]
    Programme.objects.update(published=timezone.now())
    assert [one.title for one in public.papers(meeting)] == ["On a secret", "The agenda"]
