"""The trail as information governance reads it: its own organisation's, filtered, handed out and verified."""

import csv
import re
from io import StringIO
from urllib.parse import parse_qsl

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from coequal.accounts.acting import Acting, Post
from coequal.accounts.models import Entry
from coequal.accounts.roles import Role
from coequal.accounts.trail import Thing, record
from coequal.accounts.trail.files import Handed, verify_lines
from coequal.accounts.trail.triggers import put_on, take_off
from coequal.web.staff import trail
from coequal.web.staff.entries import newest, seen_by, wanted
from tests.web.signing import OTHER, OWN, person, signed_in
from tests.web.staff.codes import text

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader() -> Client:
    """Somebody of information governance."""
    return signed_in(Role.INFORMATION_GOVERNANCE, email="ig@exampleshire.example")


def did(
    action: str,
    at: str = OWN,
    reference: str = "D-7F3K-2QX9",
    who: str = "pat@exampleshire.example",
    kind: str = "draft",
    **more: object,
) -> None:
    """Somebody did something for an organisation."""
    post = Post(Role.ANALYST, at)
    record(Acting(who, (post,), acts_as=post), action, Thing(kind, reference), **more)


def shown(client: Client, query: str = "") -> list[str]:
    """The actions on the page, in their order."""
    page = client.post("/staff/trail", dict(parse_qsl(query[1:]))) if query else client.get("/staff/trail")
    rows = page.content.decode().partition("<tbody")[2].partition("</tbody>")[0].split("</tr>")[:-1]
    return [row.rpartition("<div>")[2].split("</div>")[0].split("<br>")[0].split("</td>")[0] for row in rows]


def test_entries_are_shown_the_newest_first(reader: Client) -> None:
    """With who, when, in which role, and why; that somebody looked is recorded."""
    did("began a draft", purpose="the board", detail={"lines": 4, "of": ["a", "b"]})
    did("saved a draft")
    person()
    page = text(reader.get("/staff/trail"))
    assert "2 entries, the newest first" in page
    assert "Who Pat pat@exampleshire.example analyst, Exampleshire (an invented organisation) What began a draft draft" in page
    assert "draft D-7F3K-2QX9 For: the board lines: 4 of: a, b" in page
    assert shown(reader) == ["looked at the trail", "saved a draft", "began a draft"]
    assert Entry.objects.order_by("-number").first().role == "information governance"


def test_nothing_of_another_organisation_is_shown(reader: Client) -> None:
    """But what one's own people did for none, or for several, such as signing in."""
    did("began a draft", at=OTHER)
    person(Role.ANALYST)
    record(Acting("pat@exampleshire.example", ()), "signed in", Thing("account", "pat@exampleshire.example"))
    record(Acting("x@sampleton.example", ()), "signed in", Thing("account", "x@sampleton.example"))
    record(Acting("somebody", ()), "gave a wrong password", Thing("account", "pat@exampleshire.example"))
    assert shown(reader) == ["gave a wrong password", "signed in"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?who=PAT", ["saved a draft", "began a draft"]),
        ("?what=began", ["began a draft"]),
        ("?thing=d-0000", ["saved a draft"]),
        ("?what=danced", []),
        ("?since[day]=1&since[month]=1&since[year]=2020", ["saved a draft", "began a draft"]),
        ("?until[day]=1&until[month]=1&until[year]=2020", []),
        ("?before=2", ["began a draft"]),
        ("?before=two", ["saved a draft", "began a draft"]),
    ],
)
def test_entries_are_filtered(reader: Client, query: str, found: list[str]) -> None:
    """By who, what, thing and days."""
    did("began a draft")
    did("saved a draft", reference="D-0000-0000")
    assert shown(reader, query) == found


def test_a_day_that_is_none_is_said(reader: Client) -> None:
    """And nothing is shown or handed out: whoever mistypes a day did not ask for everything."""
    did("began a draft")
    given = {"since[day]": "31", "since[month]": "2", "since[year]": "2026", "what": "began"}
    for address in ("/staff/trail", "/staff/trail/trail.csv", "/staff/trail/trail.jsonl"):
        page = reader.post(address, given)
        assert (page.status_code, page["Content-Type"]) == (400, "text/html; charset=utf-8")
        assert "There is no 31 February 2026." in text(page)
        assert "D-7F3K-2QX9" not in text(page).partition("Entries")[2].partition("Nothing is shown")[2]
        assert 'value="began"' in page.content.decode()
    assert Entry.objects.count() == 1


def test_what_somebody_looks_for_stands_in_no_address_and_not_in_the_trail(reader: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """An address of the page asks for a thing by its reference alone; of a filter, the trail has its name and the count."""
    monkeypatch.setattr(trail, "ON_A_PAGE", 1)
    for _ in range(2):
        did("began a draft", purpose="kim@exampleshire.example")
    page = reader.post("/staff/trail", {"who": "pat@", "purpose": "kim@"}).content.decode()
    assert "2 entries, the newest first" in page.replace("1 of ", "")
    assert not [one for one in re.findall(r'(?:href|action)="([^"]*)"', page) if "pat" in one or "kim" in one or "?" in one]
    reader.post("/staff/trail/trail.jsonl", {"who": "pat@"})
    assert [entry.told for entry in Entry.objects.order_by("number")[2:]] == [
        {"entries": 2, "filtered by": ["Who", "Purpose"]},
        {"entries": 2, "filtered by": ["Who"]},
    ]
    assert reader.get("/staff/trail/trail.csv?who=pat@exampleshire.example").status_code == 405
    for query, count in (
        ("who=nobody", 4),
        ("thing=pat@exampleshire.example", 5),
        ("thing=D-7F3K-2QX9", 2),
        ("thing=D-7F3K-2222", 0),
    ):
        reader.get(f"/staff/trail?{query}")
        assert Entry.objects.order_by("-number").first().told["entries"] == count


def test_today_is_a_whole_day(reader: Client) -> None:
    """As it is in London."""
    did("began a draft")
    day = timezone.localdate()
    today = f"[day]={day.day}&{{0}}[month]={day.month}&{{0}}[year]={day.year}"
    both = "&".join(f"{name}{today.format(name)}" for name in ("since", "until"))
    assert shown(reader, f"?{both}") == ["began a draft"]


def test_older_entries_are_on_further_pages(reader: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Which do not move while new entries come."""
    monkeypatch.setattr(trail, "ON_A_PAGE", 2)
    for number in range(5):
        did(f"saved draft {number}")
    first = reader.post("/staff/trail", {"who": "pat"}).content.decode()
    assert '<input type="hidden" name="who" value="pat">' in first
    assert '<input type="hidden" name="before" value="4">' in first
    assert "Older entries" in first
    assert "Newest entries" not in first
    assert "2 of 5 entries, the newest first" in first
    assert shown(reader, "?who=pat&before=4") == ["saved draft 2", "saved draft 1"]
    last = reader.post("/staff/trail", {"who": "pat", "before": "2"}).content.decode()
    assert "Older entries" not in last
    assert "Newest entries" in last


def test_entries_are_taken_as_a_file_that_a_spreadsheet_takes_for_no_formula(reader: Client) -> None:
    """Those that are filtered; taking them is recorded."""
    did("began a draft")
    did("=cmd()", who="@x@exampleshire.example")
    file = reader.post("/staff/trail/trail.csv", {"what": "c"})
    assert file["Content-Type"] == "text/csv; charset=utf-8"
    head, *rows = csv.reader(StringIO(file.content.decode("utf-8-sig")))
    assert head[:3] == ["number", "at", "who"]
    assert [row[2] for row in rows] == ["'@x@exampleshire.example"]
    assert [row[6] for row in rows] == ["'=cmd()"]
    assert shown(reader)[0] == "took the trail as a file"


def test_the_trail_is_verified(reader: Client) -> None:
    """Of all organisations together; the seal can be kept."""
    did("began a draft", at=OTHER)
    page = text(reader.post("/staff/trail/verify"))
    assert "The last entry is this verifying itself" in page
    assert "The trail is whole 1 entry of all organisations together" in page
    assert f"2:{Entry.objects.get(pk=2).digest}" in page
    assert Entry.objects.get(pk=2).detail == '{"faults":0,"whole":true}'


def test_an_alteration_is_named_but_not_what_others_entries_say(reader: Client) -> None:
    """The command of whoever runs the site says the rest."""
    did("began a draft", at=OTHER, who="x@sampleton.example")
    take_off(connection)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE accounts_entry SET action = 'rested'")
    page = text(reader.post("/staff/trail/verify"))
    put_on(connection)
    assert "The trail is not whole 2 faults found." in page
    assert "Altered: entry 1, of 20" in page
    assert "Unguarded" in page
    assert "sampleton" not in page


def test_a_long_trail_is_left_to_the_command(reader: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for it before a page."""
    monkeypatch.setattr(trail, "LONGEST", 0)
    did("began a draft")
    assert "Ask whoever runs the site to verify it" in text(reader.post("/staff/trail/verify"))


def test_the_page_says_when_the_trail_was_verified_last_and_what_was_found(reader: Client) -> None:
    """Also where somebody of another organisation did it, who has no name here."""
    assert "Nobody has verified the trail yet." in text(reader.get("/staff/trail"))
    reader.post("/staff/trail/verify")
    assert re.search(r"Last verified on .* \(UTC\) by ig@exampleshire.example: it was whole", text(reader.get("/staff/trail")))
    signed_in(Role.GOVERNANCE, at=OTHER, email="else@sampleton.example").post("/staff/trail/verify")
    assert "by somebody of another organisation: it was whole" in text(reader.get("/staff/trail"))


def test_a_thing_is_a_link_for_whoever_may_see_it(reader: Client) -> None:
    """Information governance sees involvements, and no drafts."""
    did("began an involvement", kind="involvement", reference="I-7F3K-2QX9")
    did("began a draft", kind="draft", reference="D-7F3K-2QX9")
    page = reader.get("/staff/trail").content.decode()
    assert '<a href="/involvement/desk/I-7F3K-2QX9">I-7F3K-2QX9</a>' in page
    assert "D-7F3K-2QX9" in page
    assert ">D-7F3K-2QX9</a>" not in page


@pytest.mark.parametrize(
    ("query", "found"), [("?kind_of=invol", ["opened it"]), ("?purpose=audit", ["opened it"]), ("?kind_of=x", [])]
)
def test_entries_are_found_by_kind_and_purpose(reader: Client, query: str, found: list[str]) -> None:
    """A purpose stands with every look at what is personal."""
    did("opened it", kind="involvement", purpose="an audit")
    did("began a draft")
    assert shown(reader, query) == found


def test_lines_with_digests_are_verified_by_somebody_else(reader: Client) -> None:
    """Those of one organisation, with the gaps that others leave; an altered one is named."""
    did("began a draft")
    did("began a draft", at=OTHER)
    did("saved a draft")
    file = reader.post("/staff/trail/trail.jsonl")
    assert file["Content-Disposition"] == 'attachment; filename="trail.jsonl"'
    lines = file.content.decode().splitlines()
    assert verify_lines(lines) == Handed(2, 1, (), 0)
    assert shown(reader)[0] == "took the trail as a file"
    altered = verify_lines([lines[0], lines[1].replace("saved", "shred"), "{}", "[1]", '{"number": 1'])
    assert [fault.number for fault in altered.faults] == [3, None, None, None]


def test_the_newest_of_several_organisations_stand_in_one_order() -> None:
    """Also those of their people for none; page by page they are all that somebody may see, each once."""
    person(Role.INFORMATION_GOVERNANCE, email="ig@exampleshire.example")
    for number in range(12):
        did(
            f"did {number}",
            (OWN, OTHER, "")[number % 3],
            who="ig@exampleshire.example" if number % 2 else "pat@exampleshire.example",
        )
    codes, found, before = frozenset((OWN, OTHER)), [], None
    while page := newest(codes, {"what": "did"}, before, 3):
        found += page
        before = page[-1].number
    assert found == list(wanted(seen_by(codes), {"what": "did"}))
    assert len(found) == 10
