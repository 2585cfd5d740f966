"""The papers of a panel hold the case, and nothing that says who it is about."""

import re
import zlib
from contextlib import suppress
from io import BytesIO
from zipfile import ZipFile

import pytest

from coequal.accounts.permission import NotAllowed
from coequal.documents.model import Document, Notice
from coequal.documents.pdf import pdf
from coequal.documents.word import word
from coequal.referrals.deciding import panels, views
from coequal.referrals.deciding.pack import pack
from coequal.referrals.models import Attachment, EqualityAnswers, Identity, Item, Viewing
from coequal.referrals.models.deciding import LEAVES
from coequal.referrals.models.requests import CLEAN
from coequal.referrals.moves import states as at
from coequal.referrals.requesting.form import for_deciders
from tests.referrals import making
from tests.referrals.approving import building
from tests.referrals.deciding.sitting import RULES, member, officer, sitting

pytestmark = pytest.mark.django_db
FACTS = {
    "patient BMI": {"value": "31", "date": "2026-10-02"},
    "patient date of birth": "1990-03-04",
    "AMH": {"not known": "pending"},
    "partner date of birth": {"not known": "declined"},
}


def of_policy(**values: object) -> Item:
    """A request about a policy, before a panel that sits."""
    policy = building.bound().policy
    given = {"policy": policy.id, "version": policy.version, "digest": policy.digest, **values}
    return sitting(making.request(at.FOR_PANEL, **given))


def packed() -> Document:
    """The papers of a panel with one request."""
    item = of_policy()
    questions = [one for section in for_deciders(RULES) for one in section.questions]
    making.kept(sent_facts=FACTS, sent_statements={one.id: f"Says {one.id}" for one in questions})
    for number, (nameless, scanned) in enumerate([(True, CLEAN), (False, CLEAN), (True, "not scanned")]):
        content = {"name": "wilhelmina.pdf", "content": b"x", "kind": "application/pdf", "size": 1, "digest": str(number)}
        Attachment.objects.create(
            request=item.request, names_nobody=nameless, scanned=scanned, added_by=item.request.made_by, **content
        )
    return pack(member("one-1"), item.panel, lambda _request: building.bound())


def streams(made: bytes) -> list[bytes]:
    """The streams of a PDF as they were before they were packed; those that are no text among them."""
    found = []
    for one in re.findall(rb"stream\r?\n(.*?)endstream", made, re.DOTALL):
        with suppress(zlib.error):
            found.append(zlib.decompress(one))
    assert found
    return found


def test_the_papers_hold_the_case() -> None:
    """Facts with the age in place of the day of birth, what the clinician says, questions, and files by number."""
    text = str(packed())
    for says in (
        "36 years old on the day of referral",
        "'31 kg/m²', '2 October 2026'",
        "not known: pending",
        "Says request.condition",
        "No other patient asked for the same",
        "File 1",
    ):
        assert says in text, says
    assert all(one.says in text for one in RULES.questions or ())
    assert "File 2" not in text
    assert {one.part for one in Viewing.objects.all()} == {"case"}


def test_the_papers_name_nobody() -> None:
    """Neither in their text nor in the bytes of the files that are made of them."""
    found = packed()
    who = Identity.objects.get()
    known = {
        who.name,
        *who.name.split(),
        who.nhs_number,
        "999 000 0018",
        who.date_of_birth,
        "4 March 1990",
        who.address,
        "wilhelmina",
    }
    known |= {str(one) for one in EqualityAnswers.objects.get().answers.values()}
    text = re.sub(r"Exampleshire", "", str(found))
    written = [pdf(found), word(found)]
    packed_file = ZipFile(BytesIO(written[1]))
    opened = [*map(packed_file.read, packed_file.namelist()), *streams(written[0])]
    for one in known - {"Example"}:
        assert one not in text, one
        for made in (*written, *opened):
            assert one.encode() not in made, one


def test_only_those_read_them_who_may_read_the_cases() -> None:
    """An officer and whoever has a seat; no other panel member."""
    item = sitting()
    pack(officer(), item.panel, lambda _request: None)
    with pytest.raises(NotAllowed):
        pack(member("nobody"), item.panel, lambda _request: None)
    assert item.panel.organisation.code == making.OWN


def test_whoever_leaves_for_one_request_reads_the_others() -> None:
    """In its place stands why it is not there, and that it was not opened is on record; the others read it."""
    item = sitting()
    kept = panels.list_item(officer(), item.panel, making.request(at.FOR_PANEL))
    for one, says in ((item, "The scar of the first."), (kept, "The scar of the second.")):
        making.kept(one.request, sent_statements={"different": says})
    views.declare(member("one-1"), item, "The clinician is my brother.", LEAVES)
    text = str(pack(member("one-1"), item.panel, lambda _request: None))
    assert "The scar of the second." in text
    assert "The scar of the first." not in text
    assert f"You declared an interest in {item.reference} and leave for it" in text
    assert list(Viewing.objects.filter(person=member("one-1").person).values_list("request", flat=True)) == [kept.request_id]
    assert "The scar of the first." in str(pack(member("one-0"), item.panel, lambda _request: None))
    views.declare(member("one-1"), kept, "And my sister.", LEAVES)
    assert "The scar" not in str(pack(member("one-1"), item.panel, lambda _request: None))


def test_what_cannot_wait_or_comes_again_says_so() -> None:
    """Before its case."""
    item = sitting(making.request(at.FOR_PANEL, urgent=True))
    Item.objects.update(round=2)
    text = str(pack(officer(), item.panel, lambda _request: None))
    assert f"The clinician says that {item.reference} cannot wait." in text
    assert "This is round 2. Other people decided on it before." in text


def under(changes: dict[str, object]) -> Document:
    """The papers of a panel with one request of an example person under a policy."""
    item, policy = of_policy(unmet=["body-mass-index"]), building.bound()
    known = {**policy.written(building.case()), "patient date of birth": "1990-03-04", **changes}
    making.kept(sent_facts=known, sent_statements={})
    return pack(member("one-1"), item.panel, lambda _request: policy)


def test_under_a_policy_the_papers_cite_what_is_not_met() -> None:
    """With the clause, and still without the day of birth."""
    text = str(under({"patient BMI": {"value": "34", "date": "2026-10-02"}}))
    assert "Criteria that are not met" in text
    assert "The clinician says that it is not met." in text
    assert "ody mass index" in text
    assert "36 years old on the day of referral" in text
    assert not re.search(r"1990|4 March", text)


def test_facts_that_cannot_be_read_are_said_to_be() -> None:
    """And are not printed."""
    text = str(under({"patient BMI": {"value": "heavy", "date": "2026-10-02"}}))
    assert "could not be read" in text
    assert "The clinician says so." in text
    assert "heavy" not in text


def test_a_concern_for_safety_stops_what_is_printed() -> None:
    """People are told whom to contact, and nothing of what was disclosed."""
    concern = next(
        name for name, one in building.bound().policy.vocabulary.dictionary.facts.items() if one.sensitivity == "safeguarding"
    )
    found = under({concern: "true"})
    assert any(isinstance(one, Notice) and one.title == "People talk first" for one in found.blocks)
    assert concern not in str(found)
    assert "Criteria that are not met" not in str(found)


def test_under_a_policy_whose_text_is_not_here_no_fact_is_printed() -> None:
    """Because nobody could say what of it is about somebody's safety."""
    item = sitting(making.request(at.FOR_PANEL, policy="elsewhere/assisted-conception", version="2019-01"))
    making.kept(sent_facts=FACTS)
    text = str(pack(member("one-1"), item.panel, lambda _request: None))
    assert "is not here, so no fact is shown" in text
    assert "patient BMI" not in text
