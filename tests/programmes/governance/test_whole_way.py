"""From an accepted text to a version in force, by what officers do and nothing else."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from coequal.accounts.trail.model import Entry
from coequal.errors import CoequalError
from coequal.policies.library import Library
from coequal.programmes.adoption.ratifying import Dates, ratify
from coequal.programmes.adoption.shelf import adopted
from coequal.programmes.governance import meetings, papers
from coequal.programmes.governance.deciding import VOTE, decide
from coequal.programmes.governance.meetings import Call, call
from coequal.programmes.governance.motions import Put, put
from coequal.programmes.governance.pack import keep
from coequal.programmes.governance.voting import declare, vote
from coequal.programmes.models import Update
from coequal.programmes.models.governing import ADOPT, AGAINST, DOES_NOT_VOTE, FOR
from coequal.programmes.stages import kinds
from coequal.programmes.stages.moves import move
from coequal.programmes.stages.standing import standing_of
from tests.lint.building import POLICY, library_folder
from tests.programmes import making
from tests.programmes.governance.recorded import recorded
from tests.programmes.making import governance
from tests.web.signing import organisation

pytestmark = pytest.mark.django_db


def test_a_text_comes_into_force_by_a_meeting_and_no_other_way(tmp_path: Path) -> None:
    """Each step is in the trail, and what everybody is told says what was decided and from when it holds."""
    library = Library(library_folder(tmp_path, policies=[POLICY]))
    versions = {"here/fertility": tuple(library.versions("here/fertility"))}
    officer, other, today = governance(), governance("second@exampleshire.example"), timezone.localdate()
    area = recorded(kinds.GOVERNANCE)
    area.programme.commissioners.create(code="BBB", since=today)
    text = making.proposed(area)
    meeting = call(officer, organisation(), Call("The board", today, 2))
    seats = [meetings.seat(officer, meeting, f"Member {number}", "member", chairs=number == 0) for number in range(4)]
    put_to_it = put(officer, meeting, area, Put(ADOPT, "We adopt the policy.", text, wanted_from=today))
    papers.add(officer, meeting, "The proposal", "Read **this**.", area)
    keep(officer, meeting, versions, library)
    papers.publish(officer, meeting)
    meetings.allow_short_notice(officer, meeting, "The old policy ends.")
    move(officer, area, kinds.COMPLETE, kinds.GOVERNANCE)
    move(officer, area, kinds.OPEN, kinds.DECISION)
    meetings.begin(officer, meeting)
    for one in seats:
        meetings.attend(officer, one, there=True)
    declare(officer, seats[3], put_to_it, "I own a clinic.", DOES_NOT_VOTE)
    for one, how in zip(seats, (FOR, FOR, AGAINST), strict=False):
        vote(officer, one, put_to_it, how)
    made = decide(officer, put_to_it, VOTE, "It treats people alike.", conditions=["It is reviewed in two years."])
    meetings.close(officer, meeting)
    with pytest.raises(CoequalError, match="by ratifying the decision"):
        move(officer, area, kinds.OPEN, kinds.IN_FORCE)
    ratify(other, made, Dates(today, today + timedelta(700), supersedes=("here/fertility@2024",)), library)
    assert standing_of(area).state == "in force"
    assert [one.version for one in adopted(versions, library, today)["here/fertility"] if not one.ends] == ["2027"]
    told = [one.says for one in Update.objects.filter(area=area)]
    assert any("We adopt the policy. This was carried." in one for one in told)
    assert "is in force from" in told[-1]
    assert {"called a meeting", "took down a vote", "took down a decision", "ratified a decision"} <= {
        one.action for one in Entry.objects.all()
    }
