"""Reports of mistakes: what is kept, what is not, and what comes back."""

import re
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import OperationalError
from django.test import Client

from coequal.web.library.models import MistakeReport
from tests.web.library.reading import links, text

POLICY = "/policies/norfolk-and-waveney/assisted-conception/2022-07"
REPORT = {"clause": "body-mass-index", "text": "The source says 35.", "where": "https://example.org/page"}


@pytest.fixture(autouse=True)
def no_limit(settings: object) -> None:
    """Each test begins with nothing counted."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}


def test_the_form_asks_for_nothing_personal(client: Client) -> None:
    """It says so, and names the body to write to where the policy itself is wrong."""
    page = client.get(f"{POLICY}/mistake")
    said = text(page)
    assert "Give no personal details." in said
    assert "Write to NHS Norfolk and Suffolk ICB , which answers for it today. This policy names no address for that" in said
    assert "Clause 4: Body mass index" in said
    assert set(re.findall(r'name="(\w+)"', page.content.decode())) - {"viewport"} <= {
        "csrfmiddlewaretoken",
        "clause",
        "text",
        "where",
        "theme",
    }


@pytest.mark.django_db
def test_a_report_is_kept_without_who_sent_it(client: Client) -> None:
    """The policy, version, clause, what was written, and when; the answer is a number to quote."""
    page = client.post(f"{POLICY}/mistake", REPORT, follow=True)
    report = MistakeReport.objects.get()
    assert (report.policy, report.version) == ("norfolk-and-waveney/assisted-conception", "2022-07")
    assert (report.clause, report.text, report.where) == tuple(REPORT.values())
    assert {field.name for field in MistakeReport._meta.fields} == {
        *("id", "reference", "policy", "version", "clause", "text", "where", "reported")
    }
    assert re.fullmatch(r"M-[2-9B-DF-HJKMNP-TV-Z]{4}-[2-9B-DF-HJKMNP-TV-Z]{4}", report.reference)
    assert f"Its number is {report.reference}" in text(page)
    assert "35" not in text(page).replace(report.reference, "")
    assert page.redirect_chain == [(f"{POLICY}/mistake/{report.reference}", 302)]
    assert str(report) == f"{report.reference}: norfolk-and-waveney/assisted-conception@2022-07"


@pytest.mark.django_db
def test_the_policy_as_a_whole_may_be_wrong(client: Client) -> None:
    """And where the right wording can be seen need not be known."""
    client.post(f"{POLICY}/mistake", {"clause": "whole", "text": "It is another policy."})
    report = MistakeReport.objects.get()
    assert (report.clause, report.where) == ("", "")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"text": "  "}, "Say what is wrong."),
        ({"text": "x" * 2001}, "Say what is wrong in 2,000 characters or fewer."),
        ({"clause": ""}, "Choose the part that is wrong, or the policy as a whole."),
        ({"clause": "made-up"}, "Choose a part from the list."),
        ({"where": "x" * 501}, "Say where in 500 characters or fewer."),
        ({"text": "I am jo@example.org"}, "Take out e-mail addresses, telephone numbers and NHS numbers."),
        ({"text": "My number is 943 476 5919."}, "Take out e-mail addresses, telephone numbers and NHS numbers."),
        ({"text": "Ring 01632 960123"}, "Take out e-mail addresses, telephone numbers and NHS numbers."),
    ],
)
def test_what_cannot_be_used_is_said_and_nothing_is_lost(client: Client, changes: dict[str, str], said: str) -> None:
    """The page comes again with what was typed; nothing reaches the database."""
    page = client.post(f"{POLICY}/mistake", {**REPORT, **changes})
    assert said in text(page)
    assert "Error: Report a mistake" in page.content.decode()
    assert changes.get("where", REPORT["where"]) in page.content.decode()


def test_what_cannot_be_kept_just_now_is_not_lost(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the database is locked or gone, the page says so and holds what was typed."""

    def locked(**_values: str) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(MistakeReport.objects, "create", locked)
    page = client.post(f"{POLICY}/mistake", REPORT)
    assert page.status_code == 503
    shown = page.content.decode()
    assert "Your report could not be kept just now. Wait a minute, then send it again." in shown
    assert "The source says 35." in shown
    assert "locked" not in shown


def test_what_is_typed_is_shown_as_text(client: Client) -> None:
    """And not obeyed."""
    page = client.post(f"{POLICY}/mistake", {**REPORT, "clause": "", "text": "</textarea><script>alert(1)</script>"})
    assert "<script>alert" not in page.content.decode()


def test_a_form_from_elsewhere_is_refused() -> None:
    """Without the token of the page nothing is kept."""
    page = Client(enforce_csrf_checks=True).post(f"{POLICY}/mistake", REPORT)
    assert page.status_code == 403
    assert "This form can no longer be sent" in page.content.decode()


@pytest.mark.django_db
def test_too_many_reports_are_refused(client: Client, settings: object) -> None:
    """Reading the form costs nothing."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "mistakes"}}
    statuses = [client.post(f"{POLICY}/mistake", REPORT).status_code for _ in range(21)]
    assert statuses == [302] * 20 + [429]
    assert client.get(f"{POLICY}/mistake").status_code == 200


@pytest.mark.django_db
def test_a_number_that_was_never_given_is_not_found(client: Client) -> None:
    """Nor one that was given for another policy."""
    assert client.get(f"{POLICY}/mistake/M-2222-2222").status_code == 404
    client.post(f"{POLICY}/mistake", REPORT)
    reference = MistakeReport.objects.get().reference
    assert client.get(f"/policies/luton/assisted-conception/2016-06/mistake/{reference}").status_code == 404


def test_where_nobody_is_known_to_answer_no_body_is_named(client: Client) -> None:
    """Rather than guessed."""
    page = client.get("/policies/nice/assisted-conception/2013-02/mistake")
    assert "we do not know which body answers for it today" in text(page)
    assert "/policies/nice/assisted-conception/2013-02" not in links(page)


def listed(**options: str) -> str:
    """What the command prints."""
    out = StringIO()
    call_command("mistakes", stdout=out, **options)
    return out.getvalue()


@pytest.mark.django_db
def test_reports_are_listed_the_newest_first() -> None:
    """All, or those about one policy; signs that steer a terminal are gone."""
    assert listed() == "Nobody has reported a mistake.\n"
    first = MistakeReport.objects.create(policy="a/b", version="1", clause="age", text="Old\x1b[31m\nred", where="page 3")
    second = MistakeReport.objects.create(policy="c/d", version="2", clause="", text="New")
    day = first.reported.date().isoformat()
    newest = f"{second.reference}  {day}  c/d@2\n    New\n"
    oldest = f"{first.reference}  {day}  a/b@1, age\n    Old[31m red\n    To be seen at: page 3\n"
    assert listed() == newest + oldest
    assert listed(policy="a/b") == oldest
