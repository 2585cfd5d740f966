"""A draft as a file, and a file that comes back."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from coequal.accounts.roles import Role
from coequal.drafting import asking
from coequal.drafting.saving import Typed, save
from tests.lint.building import changed
from tests.web.signing import signed_in
from tests.web.studio.drafting import TEXT, draft_of, manager

pytestmark = pytest.mark.django_db
OLDER = changed(TEXT, ("in [19 .. 30]", "in [19 .. 32]"))
OTHER = changed(TEXT, ("These rules are made up.", "These rules are invented."))


def test_a_draft_is_taken_along_as_a_file() -> None:
    """Whose name says from which revision it is."""
    draft = draft_of()
    answer = signed_in(Role.POLICY_MANAGER).get(f"/studio/{draft.reference}/draft.md")
    assert answer.content.decode() == TEXT
    assert answer["Content-Disposition"] == f'attachment; filename="{draft.reference}-r1.md"'


@pytest.mark.parametrize(("form", "begins"), [("pdf", b"%PDF"), ("docx", b"PK")])
def test_a_draft_becomes_a_document(form: str, begins: bytes) -> None:
    """Which says at its top that it is a draft."""
    draft = draft_of()
    assert signed_in(Role.POLICY_MANAGER).get(f"/studio/{draft.reference}/draft.{form}").content.startswith(begins)


def test_what_cannot_be_read_becomes_no_document(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor does what takes too long."""
    client = signed_in(Role.POLICY_MANAGER)
    unreadable = client.get(f"/studio/{draft_of('nothing').reference}/draft.pdf")
    assert (unreadable.status_code, "(line 1)" in unreadable.content.decode()) == (400, True)
    service = TEXT.replace("treatments\nivf:", "treatments\nno:\n  cycle: 1\nivf:")
    assert client.get(f"/studio/{draft_of(service).reference}/draft.pdf").status_code == 400
    monkeypatch.setattr(asking, "THOROUGH", 0.0001)
    assert client.get(f"/studio/{draft_of().reference}/draft.docx").status_code == 503


def test_a_file_that_was_changed_elsewhere_comes_back_on_its_revision() -> None:
    """And is merged with what others saved meanwhile."""
    draft = draft_of()
    save(manager("sam@exampleshire.example"), draft, Typed(OLDER, 1))
    client = signed_in(Role.POLICY_MANAGER)
    address = f"/studio/{draft.reference}/bring-back"
    assert 'type="file"' in client.get(address).content.decode()
    asked = client.post(address, {"file": SimpleUploadedFile("policy.md", OTHER.encode())})
    assert "Say from which revision this file was exported." in asked.content.decode()
    answer = client.post(address, {"file": SimpleUploadedFile(f"{draft.reference}-r1.md", OTHER.encode()), "note": "From git"})
    assert answer["Location"] == f"/studio/{draft.reference}/edit?merged=4"
    assert [one.note for one in draft.revisions.all()][2] == "From git"
    named = client.post(address, {"file": SimpleUploadedFile("x.md", (TEXT + "\n").encode()), "on": "1"})
    assert named.status_code == 303
    assert client.post(address, {"file": SimpleUploadedFile("x.md", b"x"), "on": "99"}).status_code == 400
    assert "Choose a file." in client.post(address, {"on": "1"}).content.decode()
