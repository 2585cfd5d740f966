"""The open library of a process."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.checks import run_checks
from django.db import OperationalError
from django.test import Client, TestCase
from django.utils import timezone

from coequal.policies.library import Library
from coequal.programmes.adoption.ratifying import Dates, ratify
from coequal.programmes.adoption.shelf import changed
from coequal.web.checker.binding import binding as chosen_version
from coequal.web.shelf import NotOnTheShelf, Shelf, shelf
from tests.lint.building import POLICY, library_folder
from tests.programmes import making

NORFOLK = "norfolk-and-waveney/assisted-conception"


@pytest.fixture(scope="module")
def shipped() -> Shelf:
    """The shelf with the shipped library."""
    return Shelf(Library())


def test_it_holds_every_version_of_every_policy(shipped: Shelf) -> None:
    """As many as the library has, each under its id, and none twice."""
    library = Library()
    ids = {policy_id: len(library.versions(policy_id)) for policy_id in library.ids()}
    assert {policy_id: len(versions) for policy_id, versions in shipped.policies.items()} == ids


@pytest.mark.parametrize(
    ("policy", "versions"),
    [
        ("south-yorkshire/assisted-conception", ["2023-03", "2025-12"]),
        ("nice/assisted-conception", ["2013-02", "2025-09-draft"]),
        ("staffordshire-and-stoke-on-trent/assisted-conception", ["2023-03", "2024-02"]),
        ("bath-and-north-east-somerset/assisted-conception", ["2017-proposal", "2017"]),
        ("berkshire-and-buckinghamshire/assisted-conception", ["undated"]),
    ],
)
def test_versions_stand_in_order_of_time(shipped: Shelf, policy: str, versions: list[str]) -> None:
    """By their days or, where these are not known, by the date in their name; a proposal stands before what it became."""
    assert [found.version for found in shipped.versions(policy)] == versions


@pytest.mark.parametrize(
    ("policy", "version"),
    [
        ("south-yorkshire/assisted-conception", "2025-12"),  # in force today
        ("staffordshire-and-stoke-on-trent/assisted-conception", "2024-02"),
        ("herts-and-west-essex/assisted-conception", "2023-11"),  # nobody knows since when
        ("bedfordshire/assisted-conception", "2017-08"),  # all are superseded
        ("exampleshire/assisted-conception", "2026-11"),  # a draft, and there is no other
    ],
)
def test_without_a_version_it_is_the_one_in_force(shipped: Shelf, policy: str, version: str) -> None:
    """Or the one that may be; or else the latest."""
    assert shipped.policy(policy).version == version


def test_a_version_can_be_named(shipped: Shelf) -> None:
    """An old version is as easily had as the one in force."""
    assert shipped.policy("south-yorkshire/assisted-conception", "2023-03").version == "2023-03"


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda on: on.policy("luton/assisted-conceptoin"), "Did you mean"),
        (lambda on: on.policy(NORFOLK, "1999"), "Its versions are: 2022-07."),
        (lambda on: on.finder("dentistry"), 'no service "dentistry"'),
    ],
)
def test_what_is_not_there_is_said(shipped: Shelf, ask: object, said: str) -> None:
    """The message says what there is instead."""
    with pytest.raises(NotOnTheShelf, match=said):
        ask(shipped)


def test_a_policy_is_compiled_once(shipped: Shelf) -> None:
    """Rules are the same thing whenever they are asked for."""
    policy = shipped.policy(NORFOLK)
    assert shipped.rules(policy) is shipped.assessor(policy).rules


def test_a_finder_lasts_a_day(shipped: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is made once a day for each service, and yesterday's is not kept."""
    monkeypatch.setattr(shipped, "today", lambda: date(2026, 11, 26))
    first = shipped.finder("assisted-conception")
    assert shipped.finder("assisted-conception") is first
    monkeypatch.setattr(shipped, "today", lambda: date(2026, 11, 27))
    assert shipped.finder("assisted-conception") is not first
    assert len(shipped._finders) == 1


def test_a_process_has_one_shelf(settings: object) -> None:
    """It is of the library that the settings name."""
    shelf.cache_clear()
    settings.LIBRARY_DIR = Library().folder
    assert shelf() is shelf()
    assert shelf().library.folder == Library().folder
    assert list(shelf().services) == sorted(shelf().services)
    shelf.cache_clear()


@pytest.fixture
def small(settings: object, tmp_path: Path) -> Iterator[Library]:
    """A library with one policy of 2024, which is the site's."""
    settings.LIBRARY_DIR = library_folder(tmp_path, policies=[POLICY])
    shelf.cache_clear()
    yield shelf().library
    shelf.cache_clear()


def ratified(library: Library, starts: int = 0) -> date:
    """The day from which a version of 2027, in place of that of 2024, is in force: so many days from now."""
    day = timezone.localdate() + timedelta(starts)
    dates = Dates(starts=day, review_due=day + timedelta(700), supersedes=("here/fertility@2024",))
    with TestCase.captureOnCommitCallbacks(execute=True):
        ratify(making.governance(), making.decision(), dates, library)
    return day


@pytest.mark.django_db
def test_what_was_ratified_stands_on_the_shelf_from_the_next_request_on(small: Library, client: Client) -> None:
    """In the library, and for whoever asks which policy binds."""
    assert client.get("/policies/here/fertility/2027").status_code == 404
    before = shelf()
    day = ratified(small)
    assert "2027" in client.get("/policies/here/fertility/2027").content.decode()
    assert [one.version for one in shelf().versions("here/fertility")] == ["2024", "2027"]
    assert shelf().policy("here/fertility").version == "2027"
    area = next(iter(small.organisations.areas.values()))
    finder = shelf().finder("fertility")
    assert [finder.in_area(area, on).policy.version for on in (day - timedelta(1), day)] == ["2024", "2027"]
    assert before.policy("here/fertility").version == "2024"


@pytest.mark.django_db
def test_the_checker_goes_by_what_was_ratified(small: Library) -> None:
    """On a day before and on a day after."""
    day = ratified(small, 5)
    chosen = [chosen_version("here/fertility", day + timedelta(days), timezone.localdate()) for days in (-1, 0)]
    assert [one.policy.version for one in chosen] == ["2024", "2027"]


@pytest.mark.django_db
def test_a_request_sees_one_shelf_until_it_ends(small: Library) -> None:
    """What is ratified meanwhile stands on the next one, and the database is asked once."""
    shelf._begin()
    first = shelf()
    ratified(small)
    assert shelf() is first
    shelf._end()
    assert shelf() is not first


@pytest.mark.django_db
def test_while_the_database_cannot_be_asked_the_shelf_is_as_it_was_known(small: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """The library is read without it."""
    ratified(small)
    known = shelf()
    assert len(known.versions("here/fertility")) == 2

    def broken() -> None:
        raise OperationalError

    monkeypatch.setattr("coequal.web.shelf.stamp", broken)
    changed.send(None)
    assert shelf() is known


@pytest.mark.django_db
def test_what_stays_the_same_is_not_compiled_again(settings: object, tmp_path: Path) -> None:
    """The rules of a version that nothing supersedes are the same thing as before."""
    other = POLICY.replace('version: "2024"', 'version: "2025"')
    settings.LIBRARY_DIR = library_folder(tmp_path, policies=[POLICY, other])
    shelf.cache_clear()
    before = shelf()
    rules = {version: before.rules(before.policy("here/fertility", version)) for version in ("2024", "2025")}
    ratified(before.library)
    after = shelf()
    assert after is not before
    assert after.rules(after.policy("here/fertility", "2025")) is rules["2025"]
    assert after.rules(after.policy("here/fertility", "2024")) is not rules["2024"]
    shelf.cache_clear()


@pytest.fixture
def unread(settings: object, tmp_path: Path) -> Iterator[Path]:
    """The folder of a site whose library cannot be read."""
    settings.LIBRARY_DIR = (tmp_path / "nosuch",)
    shelf.cache_clear()
    yield settings.LIBRARY_DIR[0]
    shelf.cache_clear()


def test_a_site_whose_library_cannot_be_read_does_not_start(unread: Path, settings: object) -> None:
    """And says why; a mistake in one policy is found as well."""
    (found,) = (one for one in run_checks() if one.id == "coequal.E001")
    assert f"{unread} is no library" in found.msg
    assert "COEQUAL_LIBRARY" in str(found.hint)
    unread.mkdir()
    settings.LIBRARY_DIR = library_folder(unread, policies=[POLICY.replace("met when", "met if")])
    assert [one.id for one in run_checks() if one.id == "coequal.E001"] == ["coequal.E001"]


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/policies", "/api/v1/policies"])
def test_the_public_reads_no_folder_of_a_site_whose_library_cannot_be_read(
    unread: Path, client: Client, caplog: pytest.LogCaptureFixture, address: str
) -> None:
    """It is told to come back later, and the log has the reason."""
    page = client.get(address)
    assert page.status_code == 503
    assert "nosuch" not in page.content.decode()
    assert f"{unread} is no library" in caplog.text
