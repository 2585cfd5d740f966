"""Invented analyses, worked out as the worker would."""

from pathlib import Path

import pytest

from coequal.accounts.models import Entry
from coequal.analyses.models import Analysis, Publication
from coequal.web.demonstration import analyses as demonstration
from coequal.web.demonstration.analyses import analyses
from coequal.web.demonstration.staff import staff
from coequal.web.environment import keep_secret

pytestmark = pytest.mark.django_db


@pytest.fixture
def staffed(data: Path) -> Path:
    """An installation with invented staff."""
    keep_secret(data)
    staff()
    return data


@pytest.mark.usefixtures("invented_areas", "staffed")
def test_they_are_worked_out_and_marked_invented() -> None:
    """The comparison is published; the appraisal waits for an analyst to do so. Nobody real is in either."""
    assert analyses() == "Invented analyses: 2 made, 0 kept."
    assert analyses() == "Invented analyses: 0 made, 2 kept."
    appraisal, comparison = Analysis.objects.all()
    assert Publication.objects.get().analysis == comparison
    for analysis in (appraisal, comparison):
        assert (analysis.state, analysis.error, analysis.synthetic) == ("done", "", True)
        assert analysis.title.endswith(("(an invented area)", "(two invented areas)"))
        assert "invented" in analysis.question
        assert "nobody's policies" in analysis.result.written
    assert "invented" in Publication.objects.get().summary
    assert set(Entry.objects.values_list("who", flat=True)) == {"the system"}


@pytest.mark.usefixtures("invented_areas", "staffed")
def test_one_that_another_worker_took_is_left_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not published before it is done."""
    monkeypatch.setattr(demonstration, "work", lambda _reference: None)
    assert analyses() == "Invented analyses: 2 made, 0 kept."
    assert {one.state for one in Analysis.objects.all()} == {"waiting"}
    assert not Publication.objects.exists()


@pytest.mark.usefixtures("staffed")
def test_a_library_without_the_invented_areas_has_none() -> None:
    """Which is said."""
    assert analyses() == "Invented analyses: none, because this library has no invented areas."
    assert not Analysis.objects.exists()
