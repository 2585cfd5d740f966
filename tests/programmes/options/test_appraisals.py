"""Options appraisals, attached as they were on a day, and worked out once more."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from coequal.accounts.permission import NotAllowed
from coequal.accounts.roles import Role
from coequal.accounts.trail.model import Entry
from coequal.analyses.models import Analysis, Publication
from coequal.analyses.models.analysis import Result
from coequal.analyses.models.publication import PUBLISHED, WITHDRAWN
from coequal.analyses.runs.asking import Around
from coequal.comparison.inputs import fingerprint
from coequal.errors import CoequalError
from coequal.policies.library import Library
from coequal.programmes.models import ServiceArea
from coequal.programmes.options import appraisals
from coequal.programmes.options.appraisals import Differs, attach, reproduce, reproduce_later, reproduced
from coequal.programmes.stages import kinds
from tests.analyses.asking import options
from tests.analyses.working import acting as analyst
from tests.analyses.working import asked, done, remember, worked
from tests.programmes.making import acting
from tests.programmes.options.choices import appraised, open_area
from tests.web.signing import organisation

pytestmark = pytest.mark.django_db
OPTIONS = "options appraisal"


@pytest.fixture(autouse=True)
def _remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is asked for twice is worked out once, unless a test undoes that."""
    remember(monkeypatch)


def test_an_appraisal_is_attached_with_its_digests() -> None:
    """Of what went in and of what came out, and with the software of that day."""
    of = open_area()
    made = appraised(of)
    analysis = made.analysis
    assert (made.digest, made.figures_digest, made.software) == (analysis.digest, analysis.figures_digest, "0.1.0")
    assert made.figures_digest == fingerprint(json.loads(analysis.result.figures))
    assert Entry.objects.get(reference=of.reference).told == {
        "appraisal": analysis.reference,
        "digest": made.digest,
        "figures": made.figures_digest,
    }
    with pytest.raises(CoequalError, match="Attach another one beside it"):
        made.save()


def test_only_an_appraisal_of_ones_own_that_is_done_is_attached() -> None:
    """While there are options."""
    of = open_area()
    with pytest.raises(CoequalError, match="another organisation"):
        attach(acting(), of, asked(at="SAM1"))
    with pytest.raises(CoequalError, match="This analysis is a comparison"):
        attach(acting(), of, asked())
    waiting = asked(OPTIONS, options())
    with pytest.raises(CoequalError, match="This analysis is waiting"):
        attach(acting(), of, waiting)
    with pytest.raises(CoequalError, match="Open or go back"):
        attach(acting(), open_area(kinds.LISTENING), waiting)
    with pytest.raises(NotAllowed, match="analyst"):
        attach(acting(Role.CLINICIAN), of, waiting)


def test_real_people_are_shown_only_as_far_as_governance_agreed() -> None:
    """Everybody can read what is attached."""
    of, analysis = open_area(), done(OPTIONS, options())
    Analysis.objects.filter(pk=analysis.pk).update(synthetic=False)
    analysis.refresh_from_db()
    with pytest.raises(CoequalError, match="Ask governance to publish it first"):
        attach(acting(), of, analysis)
    by = acting().person
    assert by is not None
    shown = Publication.objects.create(
        analysis=analysis, state=PUBLISHED, published=timezone.now(), summary="Counted.", made_by=by, reason=""
    )
    attach(acting(), of, analysis)
    shown.state = WITHDRAWN
    shown.save()
    assert not appraisals.readable(analysis)


def test_an_appraisal_is_the_same_to_the_last_digit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Worked out once more from nothing but its record."""
    made = appraised(open_area())
    monkeypatch.undo()
    found = reproduce(made)
    assert (found.identical, found.figures, found.inputs, found.unlike_attached) == (True, (), (), False)
    assert str(found) == "Every figure is the same, to the last digit."


def another_library(folder: Path, monkeypatch: pytest.MonkeyPatch, was: str, now: str) -> None:
    """From now on a library in which a policy of the appraisal says something else."""
    shutil.copytree(Library().folder, folder / "library")
    policy = folder / "library" / "policies" / "south-staffordshire" / "assisted-conception" / "2013-04.md"
    text = policy.read_text(encoding="utf-8")
    assert text.count(was) == 1
    policy.write_text(text.replace(was, now), encoding="utf-8")
    monkeypatch.setattr(appraisals, "around", lambda _code: Around(Library(folder / "library")))


def test_a_later_change_of_a_policy_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the figures that are others now, and that it is the text of that policy which is not the one of then."""
    made = appraised(open_area())
    monkeypatch.undo()
    another_library(
        tmp_path, monkeypatch, "met when: patient age at treatment in [23 .. 40)\n", "met when: patient age at treatment < 30\n"
    )
    found = reproduce(made)
    assert (found.identical, found.unlike_attached) == (False, False)
    assert any("people" in one.where for one in found.figures)
    assert [one.where for one in found.inputs] == ["policies, 1, digest", "policies, 3, digest"]


def test_a_change_that_alters_no_figure_is_told_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Such as one of the words around the rules."""
    made = appraised(open_area())
    monkeypatch.undo()
    another_library(tmp_path, monkeypatch, "No lowest value was found.", "We found no lowest value.")
    found = reproduce(made)
    assert (found.identical, found.figures) == (True, ())
    assert str(found) == (
        "Every figure is the same, to the last digit. What went in is not the same: policies, 1, digest; policies, 3, digest."
    )


def test_a_later_change_of_what_was_asked_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """The parameters are kept with the figures, so whoever changes them in the database shows."""
    made = appraised(open_area())
    changed = {**made.analysis.asked, "text": made.analysis.asked["text"].replace('"draws": 60', '"draws": 61')}
    Analysis.objects.filter(pk=made.analysis.pk).update(asked=changed)
    monkeypatch.undo()
    found = reproduce(type(made).objects.get(pk=made.pk))
    assert not found.identical
    assert [one.where for one in found.inputs] == ["options"]
    assert Differs("draws", "60", "61") in found.figures


def other_result(of: ServiceArea, change: Any) -> Any:
    """An attached appraisal whose kept figures were other ones, which is also what was attached."""
    analysis = done(OPTIONS, options())
    figures, inputs = json.loads(analysis.result.figures), json.loads(analysis.result.inputs)
    change(figures, inputs)
    text = json.dumps(figures, indent=2, ensure_ascii=False)
    Result.objects.filter(pk=analysis.pk).update(figures=text, inputs=json.dumps(inputs, indent=2))
    Analysis.objects.filter(pk=analysis.pk).update(digest=fingerprint(inputs), figures_digest=fingerprint(figures))
    analysis.refresh_from_db()
    return attach(acting(), of, Analysis.objects.get(pk=analysis.pk))


def test_which_figures_differ_is_said_and_what_went_in_otherwise() -> None:
    """As where the software is another one now."""

    def change(figures: dict[str, Any], inputs: dict[str, Any]) -> None:
        figures["draws"] = 61
        figures["years"] = figures["years"][:-1]
        inputs["software"] = "another"

    found = reproduce(other_result(open_area(), change))
    assert (found.identical, found.unlike_attached) == (False, False)
    assert found.figures == (Differs("years, 3", "–", "2026"), Differs("draws", "61", "60")) or found.figures == (
        Differs("draws", "61", "60"),
        Differs("years, 3", "–", "2026"),
    )
    assert [one.where for one in found.inputs] == ["software"]
    assert "draws: 61 then, 60 now" in str(found)
    assert str(found).endswith("What went in is not the same: software.")


def test_figures_alone_may_differ() -> None:
    """Then nothing is said of what went in; a number that was a whole one is not the same as one with a fraction."""

    def change(figures: dict[str, Any], _inputs: dict[str, Any]) -> None:
        figures["draws"] = 60.0

    found = reproduce(other_result(open_area(), change))
    assert str(found) == "Some figures are not the same. draws: 60.0 then, 60 now."


def test_somebody_changed_what_is_kept() -> None:
    """That shows, and is said first."""
    made = appraised(open_area())
    figures = json.loads(made.analysis.result.figures)
    figures["draws"] = 9
    Result.objects.filter(pk=made.analysis.pk).update(figures=json.dumps(figures))
    made.analysis.refresh_from_db()
    made = type(made).objects.get(pk=made.pk)
    found = reproduce(made)
    assert (found.identical, found.unlike_attached) == (False, True)
    assert "Somebody has changed it" in str(found)


def test_it_is_worked_out_again_in_the_queue_for_pages() -> None:
    """Nothing is known until that is done; whoever may run analyses asks for it."""
    made = appraised(open_area())
    with pytest.raises(NotAllowed):
        reproduce_later(acting(Role.CLINICIAN), made)
    again = reproduce_later(analyst(), made)
    assert again.again_of == made.analysis
    assert reproduced(made) is None
    worked()
    found = reproduced(made)
    assert found is not None
    assert (found.identical, found.software) == (True, "0.1.0")
    assert organisation() == again.organisation
