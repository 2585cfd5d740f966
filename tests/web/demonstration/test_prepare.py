"""What `coequal site prepare` makes."""

from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from coequal.web.comparing import days, kept, pairs
from coequal.web.comparing.models import Kept
from coequal.web.demonstration import steps
from coequal.web.shelf import Shelf, shelf
from tests.web.comparing.building import NICE, NORFOLK, YORKSHIRE

pytestmark = pytest.mark.django_db


def prepare(people: int = 300) -> str:
    """What the command says."""
    said = StringIO()
    call_command("prepare", people=people, stdout=said)
    return said.getvalue()


def test_it_is_made_once(data: Path) -> None:
    """The second time everything is there and still fits; other people make other results."""
    first = prepare()
    assert "300 couples and single women, made." in first
    assert "Pairs of policies compared: 5 made, 0 kept." in first
    assert "Days of the postcode lottery: 3 made, 0 kept." in first
    assert (data / "people" / "assisted-conception.parquet").is_file()
    assert (data / "secret-key").is_file()
    again = prepare()
    assert "300 couples and single women, kept." in again
    assert "Pairs of policies compared: 0 made, 5 kept." in again
    assert "Days of the postcode lottery: 0 made, 3 kept." in again
    others = prepare(301)
    assert "301 couples and single women, made." in others
    assert "Pairs of policies compared: 5 made, 0 kept." in others


def test_what_is_prepared_is_what_pages_read(data: Path) -> None:  # noqa: ARG001  # it opens the shelf
    """Without anything being made anew."""
    steps.people(300)
    steps.comparisons()
    steps.lotteries()
    a, b = shelf().policy(NORFOLK), shelf().policy(NICE)
    found = kept.read(pairs.KIND, pairs.name_of(a, b), steps.fits((a, b)))
    assert found is not None
    assert found == pairs.pair(a, b)
    assert found["people"]["people"] == 300
    lottery = days.prepared("assisted-conception", days.TODAY)
    assert lottery is not None
    assert (lottery["people"], lottery["published"], lottery["synthetic"]) == (300, True, True)


def test_pairs_are_those_that_people_look_at(data: Path) -> None:  # noqa: ARG001
    """Versions that follow each other, and policies beside NICE's guideline."""
    found = {pairs.name_of(a, b) for a, b in steps.likely_pairs()}
    assert f"{YORKSHIRE}@2023-03 {YORKSHIRE}@2025-12" in found
    assert f"{NORFOLK}@2022-07 {NICE}@2013-02" in found
    assert len(found) == 5


def test_what_was_interrupted_is_gone_on_with(data: Path) -> None:  # noqa: ARG001
    """Only what is lacking is made."""
    steps.people(300)
    steps.comparisons()
    Kept.objects.filter(name__startswith=NORFOLK).delete()
    kept.write(pairs.KIND, "of another library", "one", {})
    assert steps.comparisons() == "Pairs of policies compared: 1 made, 4 kept."
    assert "of another library" not in kept.names(pairs.KIND)


def test_today_is_another_day_tomorrow(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001
    """Its lottery is made again, those of earlier days are not."""
    steps.people(300)
    steps.lotteries()
    monkeypatch.setattr(Shelf, "today", staticmethod(lambda: date(2026, 12, 24)))
    assert steps.lotteries() == "Days of the postcode lottery: 1 made, 2 kept."
    found = days.prepared("assisted-conception", days.TODAY)
    assert found is not None
    assert found["on"] == "2026-12-24"


def test_so_many_people_cannot_be_made(data: Path) -> None:  # noqa: ARG001
    """The message says how many can."""
    with pytest.raises(CommandError, match="People can be made from 1 to 100,000,000 at a time, not 0"):
        prepare(0)
