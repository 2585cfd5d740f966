"""Results that are kept."""

import itertools
from pathlib import Path

import pytest

from coequal.comparison.inputs import software, words
from coequal.policies.library import Library
from coequal.web.comparing import kept, pairs
from coequal.web.comparing.affected import Affected, people_affected
from coequal.web.comparing.fitting import fits
from coequal.web.comparing.models import Kept
from coequal.web.comparing.people import digest_of_people, opened, path_of_people
from coequal.web.shelf import shelf
from tests.web.comparing.building import HEARING, NICE, NORFOLK, YORKSHIRE

SERVICE = "assisted-conception"


@pytest.mark.django_db
def test_a_result_is_read_as_long_as_it_fits() -> None:
    """What was made from something else is not there; a newer one takes its place."""
    kept.write("pair", "a b", "one", {"said": ["x", 1]})
    assert kept.read("pair", "a b", "one") == {"said": ["x", 1]}
    assert kept.read("pair", "a b", "two") is None
    kept.write("pair", "a b", "two", {"said": []})
    assert kept.read("pair", "a b", "two") == {"said": []}
    assert kept.names("pair") == {"a b": "two"}
    assert str(Kept.objects.get()) == "pair: a b"


@pytest.mark.django_db
def test_what_nobody_asks_for_any_more_is_taken_out() -> None:
    """Of its kind alone."""
    for kind, name in (("pair", "old"), ("pair", "new"), ("lottery", "old")):
        kept.write(kind, name, "one", {})
    kept.forget_others("pair", {"new"})
    assert (kept.names("pair"), kept.names("lottery")) == ({"new": "one"}, {"old": "one"})


@pytest.mark.django_db
@pytest.mark.usefixtures("small")
def test_a_pair_that_was_kept_is_not_compared_again() -> None:
    """And one that no longer fits is."""
    a, b = shelf().policy(NORFOLK), shelf().policy(NICE)
    kept.write(pairs.KIND, pairs.name_of(a, b), fits((a, b)), {"kept": True})
    assert pairs.pair(a, b) == {"kept": True}
    kept.write(pairs.KIND, pairs.name_of(a, b), "another", {"kept": True})
    assert pairs.pair(a, b)["a"]["name"] == "Norfolk and Waveney"
    assert pairs.pair(a, b) is pairs.pair(a, b)


@pytest.mark.django_db
@pytest.mark.usefixtures("small")
def test_a_process_remembers_the_pairs_that_it_made_last(monkeypatch: pytest.MonkeyPatch) -> None:
    """So many and no more: here two."""
    monkeypatch.setattr(pairs, "_MOST", 2)
    versions = [shelf().policy(NORFOLK), shelf().policy(NICE), shelf().policy(YORKSHIRE)]
    for a, b in itertools.pairwise([*versions, versions[0]]):
        pairs.pair(a, b)
    assert [pairs.ready(a, b) is not None for a, b in itertools.pairwise([*versions, versions[0]])] == [False, True, True]


@pytest.mark.usefixtures("small")
def test_a_digest_tells_what_a_result_was_made_from() -> None:
    """Other policies, another order, another day: another digest."""
    a, b = shelf().policy(NORFOLK), shelf().policy(NICE)
    found = [fits((a, b)), fits((b, a)), fits((a,)), fits((a, b), "today"), software(), words(*shelf().library.folders)]
    assert len(set(found)) == len(found)
    assert words(*shelf().library.folders) != words(*Library().folders)
    assert {len(digest) for digest in found} == {64}


@pytest.mark.usefixtures("with_people")
def test_people_are_opened_where_they_are_made_up() -> None:
    """And their digest says from what."""
    found = opened(SERVICE)
    assert found is not None
    assert found.synthetic
    assert '"seed": 1' in digest_of_people(SERVICE)
    assert (opened("hearing-aids-adults"), digest_of_people("hearing-aids-adults")) == (None, "")


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("content", [b"", b"PAR1 and no more of it"])
def test_a_damaged_file_of_people_is_none(content: bytes) -> None:
    """It is not read, and breaks nothing."""
    path = path_of_people(SERVICE)
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    assert (opened(SERVICE), digest_of_people(SERVICE)) == (None, "")


@pytest.mark.usefixtures("small")
def test_people_who_are_not_made_up_are_not_counted() -> None:
    """Nobody's records become a page by being put into the folder."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    path = path_of_people(SERVICE)
    path.parent.mkdir(exist_ok=True)
    pq.write_table(pa.table({"patient_bmi": [24.0]}), path)
    assert (opened(SERVICE), digest_of_people(SERVICE)) == (None, "")


@pytest.mark.django_db
@pytest.mark.usefixtures("with_people")
def test_whom_a_change_reaches() -> None:
    """Counts as they may be published; who fares better, who worse, and of whom it cannot be told."""
    old, new = shelf().policy(NICE, "2013-02"), shelf().policy(NICE, "2025-09-draft")
    found = people_affected(old, new)
    assert found is not None
    back = people_affected(new, old)
    assert back is not None
    assert (found.people, found.as_seen) == (400, True)
    assert (found.gain, found.lose, found.untold) == (back.lose, back.gain, back.untold)
    assert found.says.startswith("As far as both versions have been seen, of 400 made-up couples and single women, ")


@pytest.mark.django_db
@pytest.mark.usefixtures("with_people")
def test_of_a_version_of_which_nothing_was_seen_nothing_can_be_told() -> None:
    """Nobody is said to be unaffected for want of anything that was seen."""
    found = people_affected(shelf().policy(YORKSHIRE, "2023-03"), shelf().policy(YORKSHIRE, "2025-12"))
    assert found is not None
    assert (found.gain, found.lose, found.untold, found.as_seen) == (0, 0, 400, False)
    assert found.says == (
        "For none of the 400 made-up couples and single women can it be told who gains or loses, "
        "because we have seen no rules of either version."
    )
    beside_whole = people_affected(shelf().policy(YORKSHIRE, "2023-03"), shelf().policy(NORFOLK))
    assert beside_whole is not None
    assert beside_whole.says.endswith("because we have seen no rules of the earlier version.")


@pytest.mark.django_db
@pytest.mark.usefixtures("small")
def test_nobody_is_affected_where_nobody_was_made_up() -> None:
    """Nor where two policies are for different services."""
    assert people_affected(shelf().policy(YORKSHIRE, "2023-03"), shelf().policy(YORKSHIRE)) is None
    assert people_affected(shelf().policy(NORFOLK), shelf().policy(HEARING)) is None


def test_what_is_said_of_whom_a_change_reaches() -> None:
    """No share of nobody, and nothing of a number that is hidden."""
    assert Affected(1000, 250, 0, "*", as_seen=False).says == (
        "Of 1,000 made-up couples and single women, 250 (25.0 %) would fare better under the new version, and none worse. "
        "For a number that is not shown (a small count is part of it) it cannot be told."
    )


def test_the_library_is_not_that_of_the_user(library: Path) -> None:
    """The small library stands by itself."""
    assert len(list(Library(library).policies())) == 7
