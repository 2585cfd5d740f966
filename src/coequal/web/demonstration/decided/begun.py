"""The programme itself: whose it is, what it is for, its figures, and what everybody was told of it beside its steps."""

from datetime import date

from coequal.involvement.conduct.changing import fingerprint
from coequal.policies.load import digest
from coequal.programmes.case_for_change.document import case_document
from coequal.programmes.case_for_change.publishing import publish as publish_case
from coequal.programmes.case_for_change.publishing import written
from coequal.programmes.conduct import changing, commissioners
from coequal.programmes.conduct.beginning import begin, publish
from coequal.programmes.conduct.planning import plan
from coequal.programmes.models import Programme, ServiceArea
from coequal.web.demonstration.decided.cast import held, owner, play, read
from coequal.web.demonstration.decided.of_then import on
from coequal.web.shelf import shelf


def begun() -> Programme:
    """The programme, which nobody outside can read of yet."""
    said = read("exampleshire.yaml")["programme"]
    with on(said["begun"]):
        made = begin(play(), owner(), said["title"], said["purpose"])
        changing.change(play(), made, fingerprint(made), {"questions": said["questions"]})
        commissioners.join(play(), made, shelf().library.organisations, code=owner().code, since=said["since"])
    return made


def published(programme: Programme) -> None:
    """That everybody can read of it from a day on."""
    with on(read("exampleshire.yaml")["programme"]["published"]):
        publish(play(), programme)


def figures(programme: Programme, area: ServiceArea) -> None:
    """Invented figures of a service area; of one it is said that it was not found."""
    said = read("exampleshire.yaml")
    for what, number, unit, year in said["figures"]:
        source = {"source": said["source"], "seen": said["main"]["case"]} if number else {}
        changing.state_figure(play(), programme, what, area=area, number=number, unit=unit, of=year, **source)


def told(programme: Programme) -> None:
    """What everybody was told of the whole of it, each on its day."""
    for day, says in read("exampleshire.yaml")["updates"]:
        with on(day):
            changing.update(play(), programme, says, on=day)


def planned(area: ServiceArea, *rows: tuple[str, date, date, str, date]) -> None:
    """When stages were meant to open and to end, as was said on a day."""
    for stage, opens, ends, why, when in rows:
        with on(when):
            plan(play(), area, stage, opens=opens, ends=ends, why=why)


def case(area: ServiceArea, day: date) -> None:
    """The case for change, as it could be read from a day on."""
    library = held().shelved
    looked_at = digest(written(case_document(area, day, library)))
    with on(day):
        publish_case(play(), area, day, library, looked_at=looked_at)
