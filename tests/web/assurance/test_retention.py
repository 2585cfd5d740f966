"""The pages of records: a period, a hold, a review, and the disposal by somebody else, with a last look at each end."""

import pytest
from django.test import Client

from coequal.accounts.posts import Member, deactivate
from coequal.accounts.roles import Role
from coequal.assurance.models import DisposalCertificate, RetentionHold, RetentionReview, RetentionRule
from coequal.drafting.models import Draft
from tests.assurance.making import acting
from tests.assurance.retention.making import FIRST, SECOND, found_to_go, old_draft, with_period
from tests.web.signing import organisation, person, signed_in

pytestmark = pytest.mark.django_db
RECORDS = "/records"
PERIOD = {"kind_of": "drafts", "months": "24", "source": "Our schedule, line 4"}
HOLD = {"kind_of": "drafts", "records": "", "reason": "inquiry", "why": "An inquiry asked for them.", "until_0": ""}


def keeper(email: str = FIRST) -> Client:
    """Somebody of information governance in the browser."""
    return signed_in(Role.INFORMATION_GOVERNANCE, email=email)


def says(client: Client, address: str) -> str:
    """What a page says."""
    return client.get(address).content.decode()


def test_without_a_period_the_page_says_that_nothing_is_ever_due() -> None:
    """And that a period was not found."""
    old_draft()
    page = says(keeper(), RECORDS)
    assert "Nothing waits for a review." in page
    assert "Not found" in page
    assert page.count("Reviewed by hand") == 7


def test_a_period_is_set_with_its_source() -> None:
    """What was typed stays where something is missing."""
    client = keeper()
    wrong = client.post(f"{RECORDS}/EXA1/period", {**PERIOD, "months": "0"})
    assert "Enter a number of months from 1 to 1200." in wrong.content.decode()
    assert "Our schedule, line 4" in wrong.content.decode()
    assert client.post(f"{RECORDS}/EXA1/period", PERIOD).status_code == 303
    assert RetentionRule.objects.get().months == 24
    assert "2 years" in says(client, RECORDS)


def test_what_is_due_is_reviewed_by_one_and_disposed_of_by_another() -> None:
    """Both see it on their start page; the certificate is there to be read and taken away."""
    with_period()
    draft, first, second = old_draft(), keeper(), keeper(SECOND)
    assert "Drafts of policies that were never adopted: 1 record kept long enough" in says(first, "/staff")
    due = f"{RECORDS}/EXA1/due/drafts"
    assert f"{draft.reference}, since" in says(first, due)
    assert first.post(due, {"records": [draft.reference], "found": "dispose of them"}).status_code == 303
    found = RetentionReview.objects.get()
    gone = f"{RECORDS}/reviews/{found.reference}"
    assert "somebody else has to dispose of them" in says(first, gone)
    assert "1 review of records: what was found to go waits for you" in says(second, "/staff")
    assert "Look at it once more" in says(second, gone)
    assert second.post(gone, {"sure": "change"})["Location"] == f"{RECORDS}?of=EXA1"
    assert Draft.objects.exists()
    made = second.post(gone, {"sure": "yes"})
    certificate = DisposalCertificate.objects.get()
    assert made["Location"] == f"{RECORDS}/certificates/{certificate.reference}"
    page = says(first, made["Location"])
    assert draft.reference in page
    assert certificate.digest in page
    for ending, begins in (("pdf", b"%PDF"), ("docx", b"PK")):
        assert first.get(f"{made['Location']}.{ending}").content.startswith(begins)
    assert certificate.reference in says(first, RECORDS)
    assert "disposed of already" in second.post(gone, {"sure": "yes"}).content.decode()


def test_what_stays_needs_a_reason_and_a_day() -> None:
    """And the form says so beside what was chosen."""
    with_period()
    draft = old_draft()
    wrong = keeper().post(f"{RECORDS}/EXA1/due/drafts", {"records": [draft.reference], "found": "keep them longer"})
    assert "Say why they stay, and on which later day" in wrong.content.decode()
    assert not RetentionReview.objects.exists()


def test_a_hold_shows_what_it_holds_before_it_is_kept() -> None:
    """Each reference with what it stands for, and that an empty box holds all; what stands for nothing is refused beside it."""
    draft, client, address = old_draft(), keeper(), f"{RECORDS}/EXA1/hold"
    look = client.post(address, {**HOLD, "records": draft.reference.lower()}).content.decode()
    assert draft.title in look
    assert "Only what stands here is held." in look
    assert "everything of this kind is held" in client.post(address, HOLD).content.decode()
    wrong = client.post(address, {**HOLD, "records": "D-7F3K-2QX9"}).content.decode()
    assert "has no record D-7F3K-2QX9" in wrong
    assert HOLD["why"] in wrong
    assert not RetentionHold.objects.exists()
    assert client.post(address, {**HOLD, "records": draft.reference.lower(), "sure": "yes"}).status_code == 303
    assert RetentionHold.objects.get().records == [draft.reference]


def test_who_left_can_be_found_for_a_hold_of_their_account() -> None:
    """By the reference that stands beside their name, and nowhere in an address."""
    client, who = keeper(), Member(person(Role.ANALYST, email="lee.ver@exampleshire.example"), organisation())
    deactivate(acting(Role.ADMINISTRATOR), who)
    assert who.reference in says(client, RECORDS)
    told = {**HOLD, "kind_of": "accounts", "records": who.reference}
    assert "lee.ver@exampleshire.example" in client.post(f"{RECORDS}/EXA1/hold", told).content.decode()


def test_a_review_that_cannot_be_carried_out_waits_for_nobody() -> None:
    """Neither on the start page nor among the records."""
    with_period()
    draft, second = old_draft(), keeper(SECOND)
    found = found_to_go(draft.reference)
    assert "what was found to go waits for you" in says(second, "/staff")
    keeper().post(f"{RECORDS}/EXA1/hold", {**HOLD, "sure": "yes"})
    assert "what was found to go waits for you" not in says(second, "/staff")
    assert found.reference not in says(second, RECORDS)


def test_a_hold_is_put_and_ended_after_a_last_look() -> None:
    """Sent twice it is there once; what is held waits for nobody."""
    with_period()
    draft, client = old_draft(), keeper()
    found = found_to_go(draft.reference)
    for _ in range(2):
        assert client.post(f"{RECORDS}/EXA1/hold", {**HOLD, "sure": "yes"}).status_code == 303
    hold = RetentionHold.objects.get()
    assert hold.why in says(client, RECORDS)
    second, gone = keeper(SECOND), f"{RECORDS}/reviews/{found.reference}"
    assert f"held by {hold.reference}" in says(second, gone)
    second.post(gone, {"sure": "yes"})
    assert Draft.objects.exists()
    end = f"{RECORDS}/holds/{hold.reference}/end"
    look = client.post(end, {"why": "It has reported."}).content.decode()
    assert "Look at it once more" in look
    assert RetentionHold.objects.get().ended is None
    assert client.post(end, {"why": "It has reported.", "sure": "yes"}).status_code == 303
    assert RetentionHold.objects.get().ended
    assert "Look at it once more" in says(second, gone)


@pytest.mark.parametrize("address", ["EXA1/due/letters", "EXA1/due/backups", "EXA1/due/funding-requests", "NONE/hold"])
def test_what_there_is_not_is_not_found(address: str) -> None:
    """Kinds that are reviewed by hand have no page; those of requests have their own."""
    assert keeper().get(f"{RECORDS}/{address}").status_code == 404
