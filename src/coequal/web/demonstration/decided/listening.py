"""The small invented involvement before anything was proposed: two evenings and a visit, with a report."""

from datetime import datetime, time

from coequal.accounts.roles import Role
from coequal.involvement.conduct.answering_gates import Answer, answer
from coequal.involvement.models import Audience, Event, Involvement
from coequal.involvement.models.involvements import HERE
from coequal.involvement.reporting.passages import write
from coequal.web.demonstration.decided.cast import owner, play, read
from coequal.web.demonstration.heard.published import published_on
from coequal.web.demonstration.heard.voices import read as read_of_involvements


def listened() -> Involvement:
    """The involvement, which is over and reported."""
    said, officer = read("exampleshire.yaml")["listening"], play(Role.INVOLVEMENT_OFFICER)
    announced, reported = (datetime.combine(said[key], time(9), HERE) for key in ("announced", "reported"))
    areas = read_of_involvements("told.yaml")["areas"]
    made = Involvement.objects.create(
        organisation=owner(), made_by=officer.person, announced=announced, areas=areas, **said["about"]
    )
    for one in said["audiences"]:
        Audience.objects.create(involvement=made, **one)
    for one in said["events"]:
        Event.objects.create(involvement=made, stands="held", **one)
    for gate, (choice, evidence, day) in said["gates"].items():
        answer(officer, made, gate, Answer(choice, evidence, day))
    for place, text in said["passages"].items():
        write(officer, made, place, text, 0)
    published_on(officer, made, reported)
    return made
