"""The two meetings of the invented board: called, their papers out in time, held, and what was decided taken down."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from coequal.accounts.roles import Role
from coequal.programmes.governance import pack, papers
from coequal.programmes.governance.deciding import VOTE, decide
from coequal.programmes.governance.limits import set_limit
from coequal.programmes.governance.meetings import Call, attend, begin, call, close, seat
from coequal.programmes.governance.voting import declare, vote
from coequal.programmes.models import Decision, Meeting, Motion, ServiceArea
from coequal.programmes.models.governing import FOR
from coequal.web.demonstration.decided.cast import held, owner, play, read
from coequal.web.demonstration.decided.of_then import on

Told = Mapping[str, Any]


def limit() -> None:
    """Up to where the committee decides in place of the board."""
    said = read("exampleshire-meetings.yaml")["limit"]
    with on(said["since"]):
        set_limit(play(Role.GOVERNANCE), owner(), said["holder"], said["pounds"], since=said["since"], source=said["source"])


def called(said: Told) -> Meeting:
    """A meeting with its seats."""
    chair = play(Role.GOVERNANCE)
    with on(said["called"]):
        made = call(chair, owner(), Call(said["title"], said["meets"], said["quorum"], said["at"], said["place"]))
        for one in read("exampleshire-meetings.yaml")["seats"]:
            seat(chair, made, one["name"], one["post"], votes=one.get("votes", True), chairs=one.get("chairs", False))
    return made


def papers_out(meeting: Meeting, area: ServiceArea, said: Told) -> None:
    """What the board is to read, its own paper and the pack that is made from the record, published."""
    acting, known = play(Role.GOVERNANCE), held()
    with on(said["papers"]):
        papers.add(acting, meeting, said["paper"]["title"], said["paper"]["text"], area)
        pack.keep(acting, meeting, known.policies, known.library)
        papers.publish(acting, meeting)


@contextmanager
def sitting(meeting: Meeting, said: Told) -> Iterator[None]:
    """The meeting on its day, with those who came."""
    acting = play(Role.GOVERNANCE)
    with on(said["meets"]):
        begin(acting, meeting)
        for one in meeting.attendances.all():
            attend(acting, one, there=one.name not in said["away"])
        yield
        close(acting, meeting)


def decided(motion: Motion, said: Told) -> Decision:
    """Interests, votes and the decision on a motion; where no votes are told, all were for it."""
    acting, seats = play(Role.GOVERNANCE), {one.name: one for one in motion.meeting.attendances.filter(votes=True, there=True)}
    for name, says, follows in said.get("interests", ()):
        declare(acting, seats[name], motion, says, follows)
    for name, (how, dissent) in said.get("votes", dict.fromkeys(seats, (FOR, ""))).items():
        vote(acting, seats[name], motion, how, dissent)
    return decide(acting, motion, VOTE, said["reasons"], conditions=said.get("conditions", ()), on=said["meets"])
