"""What everybody reads of meetings that have still to decide on a service area, and of decisions that are made again."""

import pytest
from django.test import Client
from django.utils import timezone

from coequal.programmes.models import BoardPaper, CallIn
from coequal.programmes.models.governing import RECONSIDERED
from coequal.programmes.stages import kinds
from tests.programmes import making

pytestmark = pytest.mark.django_db


def test_a_meeting_with_papers_is_found_before_it_decides(client: Client) -> None:
    """As soon as a paper on it is published; from the programme too."""
    area, meeting = making.area(stage=kinds.GOVERNANCE), making.meeting()
    here = f"/programmes/{area.programme.reference}"
    paper = BoardPaper.objects.create(meeting=meeting, area=area, title="On it", text="Read.")
    assert meeting.title not in client.get(f"{here}/{area.reference}").content.decode()
    BoardPaper.objects.filter(pk=paper.pk).update(published=timezone.now())
    for page in (here, f"{here}/{area.reference}"):
        said = client.get(page).content.decode()
        assert "A meeting is to decide" in said
        assert f'href="/decisions/meetings/{meeting.reference}"' in said


def test_a_decision_that_is_made_again_says_so(client: Client) -> None:
    """Nobody takes it for the last word because it was carried."""
    area = making.area(stage=kinds.DECISION)
    made = making.decision(area, making.meeting())
    today = timezone.localdate()
    told = {"who": "The committee", "why": "It was not heard.", "since": today, "ended": today, "says": "It is heard now."}
    CallIn.objects.create(decision=made, came_to=RECONSIDERED, **told)
    said = client.get(f"/programmes/{area.programme.reference}/{area.reference}").content.decode()
    assert "after it was called in by The committee" in said
    assert "Nothing comes into force by this decision." in said
