"""Two real involvements in Staffordshire and Stoke-on-Trent: what sources say of them, and that the rest was not found."""

from collections.abc import Mapping
from typing import Any

from coequal.accounts.acting import THE_SYSTEM
from coequal.accounts.models import Organisation
from coequal.accounts.trail import record
from coequal.involvement.models import Event, Involvement, Paper, Pause, Promise, StatedFigure
from coequal.involvement.models.involvements import start_of
from coequal.web.demonstration.heard.voices import read


def board() -> Organisation:
    """The board that holds what its predecessors left. It is real; nobody works for it here."""
    told = read("staffordshire.yaml")
    return Organisation.objects.get_or_create(code=told["code"], defaults={"name": told["name"]})[0]


def names() -> list[str]:
    """By what each of the two is known."""
    return [one["about"]["title"] for one in read("staffordshire.yaml")["involvements"]]


def told_of(owner: Organisation, title: str) -> Involvement:
    """What is known of one of them, with the sources."""
    words = read("staffordshire.yaml")
    one = next(one for one in words["involvements"] if one["about"]["title"] == title)
    made = Involvement.objects.create(
        organisation=owner,
        dates_only=True,
        announced=start_of(one["about"]["opens"]),
        reported=start_of(one["published"]),
        **one["about"],
    )
    if "pause" in one:
        Pause.objects.create(involvement=made, **one["pause"])
    for event in one.get("events", ()):
        Event.objects.create(involvement=made, kind="online event", place="online", stands="held", **event)
    for paper in one.get("papers", ()):
        _, url = words["sources"][paper["source"]]
        Paper.objects.create(involvement=made, title=paper["title"], kind=paper["kind"], url=url, published=made.announced)
    for says, source, stands, how in one["promises"]:
        Promise.objects.create(involvement=made, says=says, source=words["sources"][source][0], stands=stands, how=how)
    for says, number, source in one["figures"]:
        StatedFigure.objects.create(involvement=made, says=says, number=number, **_source(words, source))
    record(THE_SYSTEM, "entered what is known of an involvement of the past", made)
    return made


def _source(words: Mapping[str, Any], key: str) -> dict[str, Any]:
    """Where a figure stands, and the day on which that was read; nothing for one that was not found."""
    source, url = words["sources"][key]
    return {"source": source, "url": url, "seen": words["seen"] if source else None}
