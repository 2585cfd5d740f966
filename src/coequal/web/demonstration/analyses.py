"""Analyses about invented areas: a comparison that is published, and an options appraisal that an analyst could publish."""

from pathlib import Path
from typing import Final

from coequal.accounts.acting import Acting
from coequal.accounts.models import Person
from coequal.accounts.roles import Role
from coequal.analyses.keeping import Wanted, begin
from coequal.analyses.models import Analysis
from coequal.analyses.models.analysis import DONE
from coequal.analyses.publishing import publish
from coequal.analyses.running import work
from coequal.analyses.runs.run import COMPARISON, OPTIONS
from coequal.web.demonstration.once import Example, in_place_of, make_once
from coequal.web.demonstration.staff import EXAMPLESHIRE, address, organisation
from coequal.web.shelf import shelf

PEOPLE: Final = 2_000
_OWN: Final = "exampleshire/assisted-conception"
_NEIGHBOURS: Final = "sampleton/assisted-conception"
_TITLE: Final = "Exampleshire beside Sampleton (two invented areas)"
_OPTIONS: Final = Path(__file__).parent / "texts" / "options.yaml"
_SUMMARY: Final = (
    "This is an example. Exampleshire and Sampleton are invented, and so is everybody who is counted here. "
    "It shows how two policies can be set beside one another: who could have treatment under one and not under the other."
)


def analyses() -> str:
    """The invented analyses, worked out. Those that are there stay as they are."""
    if not {_OWN, _NEIGHBOURS} <= set(shelf().policies):
        return "Invented analyses: none, because this library has no invented areas."
    made = _comparison() + _appraisal()
    return f"Invented analyses: {made} made, {2 - made} kept."


def _comparison() -> bool:
    today = shelf().today().isoformat()
    people = {"synthetic": PEOPLE, "seed": 1}
    asked = {"a": {"policy": _OWN}, "b": {"policy": _NEIGHBOURS}, "people": people, "today": today}
    question = "Who could have IVF in Sampleton and not in Exampleshire, both of which are invented?"
    found = _worked_out("a comparison", Wanted(COMPARISON, _TITLE, question, asked))
    if found is not None and found.state == DONE:
        publish(_analyst(), found, _SUMMARY)
    return found is not None


def _appraisal() -> bool:
    asked = {"text": _OPTIONS.read_text(encoding="utf-8"), "drafts": {}, "today": shelf().today().isoformat()}
    question = "What would other limits mean for couples in Exampleshire, which is invented?"
    return _worked_out("an options appraisal", Wanted(OPTIONS, "", question, asked)) is not None


def _worked_out(name: str, wanted: Wanted) -> Analysis | None:
    """An analysis that is asked for and worked out now; None where it was asked for before."""
    owner, made = organisation(EXAMPLESHIRE), list[Analysis]()
    if not make_once(Example(name, owner), lambda: made.append(begin(_analyst(), owner, wanted))):
        return None
    work(made[0].reference)
    return Analysis.objects.select_related("organisation").get(pk=made[0].pk)


def _analyst() -> Acting:
    person = Person.objects.get(email=address(Role.ANALYST, "exampleshire"))
    return in_place_of(person, Role.ANALYST, organisation(EXAMPLESHIRE))
