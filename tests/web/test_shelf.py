"""The open library of a process."""

from datetime import date

import pytest

from coequal.policies.library import Library
from coequal.web.shelf import NotOnTheShelf, Shelf, shelf

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
