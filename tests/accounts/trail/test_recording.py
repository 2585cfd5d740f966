"""The trail in the database: what is recorded, what is refused, and what verifying it finds."""

import json
import subprocess
import sys
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from coequal.accounts.acting import THE_SYSTEM, Acting, Post
from coequal.accounts.models import Entry, Head
from coequal.accounts.roles import Role
from coequal.accounts.trail import Thing, record
from coequal.accounts.trail import verifying as trail
from coequal.accounts.trail.triggers import lacking, put_on, take_off
from coequal.accounts.trail.walk import Seal
from coequal.accounts.trail.written import NOTHING, Written
from coequal.errors import CoequalError
from tests.web.signing import OWN, organisation

ADA = Acting("ada@exampleshire.example", (Post(Role.ANALYST, OWN),), acts_as=Post(Role.ANALYST, OWN))
ANALYSIS = Thing("analysis", "A-7F3K-2QX9")


@pytest.fixture
def open_to_change(request: pytest.FixtureRequest) -> Iterator[None]:
    """A database in which the trail can be altered behind its back; it is closed again at the end."""
    request.getfixturevalue("db")
    take_off(connection)
    yield
    put_on(connection)


def recorded(count: int = 5) -> None:
    """Some entries."""
    for number in range(count):
        record(ADA, "ran an analysis", ANALYSIS, detail={"people": number})


def alter(statement: str) -> None:
    """Change the database as somebody with its password can."""
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.django_db
def test_an_entry_says_who_did_what_in_which_role_and_why() -> None:
    """With a number, a time in UTC, and the digest of the one before."""
    first = record(ADA, "ran an analysis", ANALYSIS, detail={"people": 400, "kept": True, "of": ["a", None]}, purpose="for\nboard")
    second = record(THE_SYSTEM, "stopped an analysis", ANALYSIS)
    entry = Entry.objects.get(pk=1)
    assert entry == first
    assert (entry.who, entry.role, entry.organisation) == ("ada@exampleshire.example", "analyst", OWN)
    assert (entry.action, entry.kind, entry.reference) == ("ran an analysis", "analysis", "A-7F3K-2QX9")
    assert entry.purpose == "for board"
    assert json.loads(entry.detail) == {"people": 400, "kept": True, "of": ["a", None]}
    assert str(entry) == f"Entry 1: {entry.at}, ada@exampleshire.example ran an analysis (analysis A-7F3K-2QX9)"
    assert entry.moment.utcoffset().total_seconds() == 0
    assert (entry.previous, second.previous) == (NOTHING, entry.digest)
    assert (second.who, second.role, second.organisation) == ("the system", "", "")
    assert str(Head.objects.get()) == f"2:{second.digest}"


@pytest.mark.django_db
def test_a_model_is_named_by_its_kind_and_its_reference() -> None:
    """And what the system does to a thing belongs to the organisation of that thing."""
    thing = organisation()
    thing.reference, thing.organisation = "O-1", thing
    entry = record(THE_SYSTEM, "made an organisation", thing)
    assert (entry.kind, entry.reference, entry.organisation) == ("organisation", "O-1", OWN)

    class Plan:
        reference = "P-1"

    assert record(THE_SYSTEM, "made a plan", Plan()).kind == "plan"
    assert str(record(THE_SYSTEM, "began", Thing("", "")).written()).endswith("the system began")


@pytest.mark.django_db(transaction=True)
def test_nothing_is_recorded_outside_of_a_transaction() -> None:
    """Or it could be kept without the change, or the change without it."""
    with pytest.raises(CoequalError, match="within the transaction"):
        record(ADA, "ran an analysis", ANALYSIS)
    with transaction.atomic():
        recorded(2)
    with transaction.atomic():
        recorded(1)
        transaction.set_rollback(True)
    assert [entry.number for entry in Entry.objects.all()] == [1, 2]
    assert trail.verify().whole


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"action": "x" * 201}, "keeps 200 letters of action, and this has 201"),
        ({"detail": {"age": 39.5}}, "write float as a text"),
        ({"detail": {"of": [{"on": 1j}]}}, "write complex as a text"),
        ({"detail": {"text": "x" * 4000}}, "keeps 4000 letters of detail"),
    ],
)
def test_what_an_entry_cannot_hold_is_refused(given: dict[str, object], said: str) -> None:
    """Rather than cut."""
    with pytest.raises(CoequalError, match=said):
        record(ADA, **{"action": "ran", "thing": ANALYSIS, **given})
    assert not Entry.objects.exists()


@pytest.mark.django_db
def test_signs_that_steer_and_halves_of_characters_are_kept_nowhere() -> None:
    """PostgreSQL would refuse them, and a terminal obey them."""
    entry = record(ADA, "ran \x00\x1b[31man analysis\ud800", ANALYSIS, detail={"said": "\x00\ud800"})
    assert Entry.objects.get(pk=entry.pk).action == "ran [31man analysis"
    assert trail.verify().whole


@pytest.mark.django_db
def test_entries_cannot_be_changed_by_the_software() -> None:
    """Neither one by one nor many at once."""
    recorded(2)
    entry = Entry.objects.first()
    for change in (
        entry.save,
        entry.delete,
        lambda: Entry.objects.update(who="eve@example.org"),
        lambda: Entry.objects.all().delete(),
        lambda: Entry.objects.filter(pk=1).bulk_update([entry], ["who"]),
    ):
        with pytest.raises(CoequalError, match="only ever added to"):
            change()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE accounts_entry SET who = 'eve@example.org' WHERE number = 1",
        "DELETE FROM accounts_entry WHERE number = 2",
        "DELETE FROM accounts_entry",
        "UPDATE accounts_head SET number = 1",
        "UPDATE accounts_head SET number = 4",
        "DELETE FROM accounts_head",
    ],
)
def test_entries_cannot_be_changed_in_the_database(statement: str) -> None:
    """It refuses, whoever asks."""
    recorded(2)
    with pytest.raises(DatabaseError, match="only ever added to"), transaction.atomic():
        alter(statement)
    assert trail.verify().whole


@pytest.mark.django_db
def test_a_trail_to_which_nothing_was_added_is_whole() -> None:
    """It has no head yet."""
    assert trail.verify().whole
    assert str(trail.head()) == f"0:{NOTHING}"


@pytest.mark.usefixtures("open_to_change")
def test_a_database_that_no_longer_refuses_is_named() -> None:
    """Even where nothing was changed."""
    recorded()
    (fault,) = trail.verify().faults
    assert fault.kind == "unguarded"
    assert str(fault).startswith("The database no longer refuses to change the trail: it lacks entry_stays_as_it_is")
    put_on(connection)
    assert lacking(connection) == []
    assert trail.verify().whole


@pytest.mark.parametrize(
    ("statement", "kind", "number"),
    [
        ("UPDATE accounts_entry SET who = 'eve@example.org' WHERE number = 3", "altered", 3),
        ("UPDATE accounts_entry SET at = 'yesterday' WHERE number = 3", "altered", 3),
        ("DELETE FROM accounts_entry WHERE number = 2", "missing", 2),
        ("DELETE FROM accounts_entry WHERE number > 3", "cut off at the end", 4),
        ("DELETE FROM accounts_head", "put in", 5),
        ("UPDATE accounts_head SET number = 4", "put in", 5),
        ("UPDATE accounts_head SET digest = 'x'", "altered", 5),
        (
            "INSERT INTO accounts_entry SELECT 9, at, who, role, organisation, purpose, action, kind, reference, detail, previous, digest FROM accounts_entry WHERE number = 2",
            "put in",
            9,
        ),
    ],
)
@pytest.mark.usefixtures("open_to_change")
def test_what_was_changed_behind_its_back_is_named(statement: str, kind: str, number: int) -> None:
    """Once the database lets itself be changed."""
    recorded()
    alter(statement)
    put_on(connection)
    assert (kind, number) in [(fault.kind, fault.number) for fault in trail.verify().faults]


def said(*arguments: str) -> str:
    """What the command says."""
    out = StringIO()
    call_command("trail", *arguments, stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_the_command_says_that_the_trail_is_whole() -> None:
    """In a sentence, or as JSON."""
    recorded()
    assert said() == "The trail is whole: 5 entries, each of which follows from the one before.\n"
    assert json.loads(said("--json")) == {"whole": True, "entries": 6, "count": 0, "faults": []}
    assert [entry.action for entry in Entry.objects.filter(who="the system")] == ["verified the trail"] * 2


@pytest.mark.usefixtures("open_to_change")
def test_a_trail_that_takes_no_entry_is_verified_all_the_same() -> None:
    """And it is said that this could not be recorded."""
    recorded()
    alter("DELETE FROM accounts_head")
    put_on(connection)
    told = StringIO()
    with pytest.raises(SystemExit):
        call_command("trail", stdout=StringIO(), stderr=told)
    assert "could not be recorded" in told.getvalue()


@pytest.mark.usefixtures("open_to_change")
def test_the_command_names_what_is_wrong_and_ends_with_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Some of it by name, the rest by their number."""
    recorded()
    alter("UPDATE accounts_entry SET who = 'eve@example.org' WHERE number in (2, 4)")
    put_on(connection)
    out = StringIO()
    with pytest.raises(SystemExit, match="1"):
        call_command("trail", stdout=out)
    first, second, third = out.getvalue().splitlines()
    assert first == "The trail is not whole: 2 faults."
    assert second.startswith("Entry 2 was altered. It says now: 20")
    assert second.endswith("Z, eve@example.org ran an analysis (analysis A-7F3K-2QX9).")
    assert third.startswith("Entry 4 was altered.")
    monkeypatch.setattr(trail, "MOST_FAULTS", 1)
    out = StringIO()
    with pytest.raises(SystemExit):
        call_command("trail", "--json", stdout=out)
    told = json.loads(out.getvalue())
    assert (told["whole"], told["count"], len(told["faults"])) == (False, 2, 1)
    assert (told["faults"][0]["kind"], told["faults"][0]["number"]) == ("altered", 2)
    out = StringIO()
    with pytest.raises(SystemExit):
        call_command("trail", stdout=out)
    assert out.getvalue().endswith("1 more fault not named here.\n")


@pytest.mark.django_db
def test_a_seal_proves_that_nothing_before_it_changed() -> None:
    """It is printed, kept elsewhere, and held against the trail later."""
    recorded(3)
    seal = said("--seal").strip()
    assert json.loads(said("--seal", "--json")) == {"number": 3, "digest": Entry.objects.get(pk=3).digest}
    recorded(2)
    assert said("--since-seal", seal).endswith("Nothing up to entry 3 has changed since it was sealed.\n")
    with pytest.raises(SystemExit):
        said("--since-seal", f"3:{'0' * 64}")
    with pytest.raises(SystemExit):
        said("--since-seal", f"9:{'0' * 64}")
    with pytest.raises(CommandError, match="A seal is a number"):
        said("--since-seal", "three")


@pytest.mark.django_db
def test_the_trail_is_handed_out_as_lines_of_json(tmp_path: Path) -> None:
    """From which anybody can compute every digest again."""
    recorded(3)
    file = tmp_path / "trail.jsonl"
    assert said("--export", str(file)) == f"3 entries written to {file}.\n"
    assert Entry.objects.get(pk=4).action == "took the trail as a file"
    rows = [Written(**json.loads(line)) for line in file.read_text().splitlines()]
    assert [row.computed() for row in rows] == [row.digest for row in rows] == [entry.digest for entry in Entry.objects.all()[:3]]
    with pytest.raises(CommandError, match="cannot be written"):
        said("--export", str(tmp_path))


@pytest.mark.django_db
def test_lines_that_were_handed_out_are_verified_apart_from_the_trail(tmp_path: Path) -> None:
    """Also a part of them; one that was altered, put elsewhere or taken out of what was sealed is named."""
    recorded(4)
    file = tmp_path / "trail.jsonl"
    said("--export", str(file))
    lines, seal = file.read_text().splitlines(), f"4:{Entry.objects.get(pk=4).digest}"
    assert (
        said("--file", str(file), "--since-seal", seal)
        == "4 entries, each as the trail here has it. Entry 4 is as it was sealed.\n"
    )
    file.write_text("\n".join([lines[0], lines[2], lines[3]]))
    assert said("--file", str(file)).endswith("Entries of others are left out in 1 place.\n")
    file.write_text("\n".join(lines[:2]))
    others = "Entry 4, which was sealed, is not in this file: the seal says nothing of it.\n"
    assert said("--file", str(file), "--since-seal", seal).endswith(others)
    for wrong, says in (
        ([lines[0].replace("ran", "hid"), *lines[1:]], "Entry 1 was altered: its digest is not its own."),
        ([lines[1], lines[0]], "Entry 1 stands after entry 2."),
        (["no entry", *lines], "Line 1 is no entry of a trail."),
        ([lines[0], forged(lines[1])], "Entry 2 does not follow from entry 1."),
        ([lines[0], forged(lines[3])], "Entry 4 is not here as it was sealed."),
    ):
        file.write_text("\n".join(wrong))
        out = StringIO()
        with pytest.raises(SystemExit, match="1"):
            call_command("trail", "--file", str(file), "--since-seal", seal, stdout=out)
        assert says in out.getvalue()
    with pytest.raises(SystemExit):
        said("--file", str(file), "--since-seal", seal, "--json")
    with pytest.raises(CommandError, match="cannot be read"):
        said("--file", str(tmp_path / "none"))


@pytest.mark.django_db
def test_a_forged_file_that_fits_itself_is_known_by_the_trail_alone(tmp_path: Path) -> None:
    """Digests have no key: an entry that was altered, with a gap and a digest that fit, is seen where the trail is at hand."""
    recorded(4)
    file = tmp_path / "trail.jsonl"
    said("--export", str(file))
    lines = file.read_text().splitlines()
    for wrong, says in (
        (forged(lines[3], action="rested"), "Entry 4 is not what the trail here has under its number."),
        (forged(lines[3], number=400), "Entry 400 is not in the trail here."),
        (forged(lines[3], number=2**70), f"Entry {2**70} is not in the trail here."),
    ):
        file.write_text("\n".join([lines[0], wrong]))
        alone = "A file of 2 entries, consistent in itself; not proven against the trail. Entries of others"
        assert said("--file", str(file), "--alone").startswith(alone)
        out = StringIO()
        with pytest.raises(SystemExit, match="1"):
            call_command("trail", "--file", str(file), stdout=out)
        assert out.getvalue() == f"The file is not whole: 1 fault.\n{says}\n"


def forged(line: str, **other: Any) -> str:
    """An entry that somebody wrote anew, with the digest that is then its own."""
    told = json.loads(line) | {"previous": "0" * 64} | other
    one = Written(**told)
    return one._replace(digest=one.computed()).line()


@pytest.mark.django_db
def test_a_long_trail_is_read_in_pieces() -> None:
    """More entries than one piece are verified all the same."""
    recorded(2_005)
    found = trail.verify(Seal(2_001, Entry.objects.get(pk=2_001).digest))
    assert (found.entries, found.whole) == (2_005, True)


@pytest.mark.no_cover
def test_ten_thousand_mixed_actions_of_many_at_once_leave_one_whole_chain(tmp_path: Path) -> None:
    """No gap, no fork, no deadlock from several threads of two processes; and one row altered behind its back is named."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.accounts.trail.busy", str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert (told["entries"], told["whole"]) == (10_000, True)
    assert (told["kind"], told["number"]) == ("altered", 5_000)
