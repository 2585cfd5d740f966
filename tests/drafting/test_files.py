"""Drafts as files that a folder under version control can hold."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from coequal.accounts.permission import NotAllowed
from coequal.accounts.roles import Role
from coequal.accounts.trail.model import Entry
from coequal.drafting.files import INDEX, export_all, exported, file_name, import_all, take_back, written_from
from coequal.drafting.models import ACCEPTED, Draft
from coequal.drafting.saving import Typed, head_of, save
from coequal.errors import CoequalError
from tests.web.signing import OTHER, person
from tests.web.studio.drafting import draft_of, manager

pytestmark = pytest.mark.django_db
TEXT = "one\ntwo\nthree"
PAT = "pat@exampleshire.example"


def run(*words: str) -> str:
    """What the command prints."""
    out = StringIO()
    call_command("drafts", *words, "--by", PAT, stdout=out)
    return out.getvalue()


def newest(draft: Draft) -> str:
    """The head's text."""
    return head_of(Draft.objects.select_related("head").get(pk=draft.pk)).text


def test_the_name_of_a_file_says_from_which_revision_it_is() -> None:
    """And writing it out is recorded."""
    draft = draft_of(TEXT)
    head = exported(manager(), draft, "md")
    assert file_name(draft, head) == f"{draft.reference}-r1.md"
    assert Entry.objects.latest("number").action == "exported a draft"


def test_a_file_that_comes_back_is_known_by_its_text_or_its_name() -> None:
    """By neither, where it was changed and has another name, or that of another draft."""
    draft, other = draft_of(TEXT), draft_of(TEXT)
    save(manager(), draft, Typed("newer", 1))
    assert written_from(draft, TEXT.replace("\n", "\r\n"), "x.md") == draft.revisions.get(number=1)
    assert written_from(draft, "changed", f"{draft.reference}-r2 (1).md") == draft.revisions.get(number=2)
    assert written_from(draft, "changed", f"{draft.reference}-r9.md") is None
    assert written_from(draft, "changed", f"{other.reference}-r1.md") is None
    assert written_from(draft, "changed") is None


def test_a_file_is_taken_back_by_whoever_may_edit_the_draft() -> None:
    """As a revision on the one that it was written from."""
    draft = draft_of(TEXT)
    save(manager(), draft, Typed("one\ntwo\n3", 1))
    assert take_back(manager(), draft, "1\ntwo\nthree", 1, "git").head.text == "1\ntwo\n3"
    Draft.objects.filter(pk=draft.pk).update(state=ACCEPTED)
    draft.refresh_from_db()
    with pytest.raises(NotAllowed):
        take_back(manager(), draft, "x", 1, "git")


def test_a_folder_holds_every_draft_and_brings_changes_back(tmp_path: Path) -> None:
    """Also where others have saved meanwhile; what was not changed is left alone, and what was taken back is not taken twice."""
    draft, still = draft_of(TEXT), draft_of("still")
    draft_of("theirs", at=OTHER, by=manager("x@sampleton.example", OTHER))
    assert run("export", str(tmp_path)).count("\n") == 2
    path = tmp_path / "here" / "fertility" / f"{draft.reference}.md"
    assert path.read_text(encoding="utf-8") == TEXT
    assert json.loads((tmp_path / INDEX).read_text())[draft.reference]["revision"] == 1
    save(manager("sam@exampleshire.example"), draft, Typed("one\ntwo\n3", 1))
    path.write_text("1\ntwo\nthree", encoding="utf-8")
    assert run("import", str(tmp_path), "--note", "From git") == f"{draft.reference}: merged, revision 3\n"
    assert newest(draft) == "1\ntwo\n3"
    assert draft.revisions.get(number=3).note == "From git"
    assert run("import", str(tmp_path)) == ""
    assert newest(still) == "still"


def test_a_file_that_already_is_the_head_makes_no_revision(tmp_path: Path) -> None:
    """Somebody has brought the same in by hand."""
    draft = draft_of(TEXT)
    ((written),) = export_all(manager(), [draft], tmp_path)
    written.path.write_text("new", encoding="utf-8")
    save(manager(), draft, Typed("new", 1))
    ((_, saved),) = import_all(manager(), tmp_path, "git")
    assert (saved.how, draft.revisions.count()) == ("the same", 2)


def test_no_file_outside_the_folder_is_read(tmp_path: Path) -> None:
    """Whatever the index names, and wherever a link leads."""
    draft, folder, secret = draft_of(TEXT), tmp_path / "drafts", tmp_path / "secret"
    ((written),) = export_all(manager(), [draft], folder)
    secret.write_text("a key", encoding="utf-8")
    (folder / "link.md").symlink_to(secret)
    (folder / "inside.md").symlink_to(written.path)
    for name in ("../secret", str(secret), "link.md", "inside.md", "here/../../secret"):
        entry = {"file": name, "revision": 1, "digest": ""}
        (folder / INDEX).write_text(json.dumps({draft.reference: entry}))
        with pytest.raises(CoequalError, match="lies outside this folder, or is a link"):
            list(import_all(manager(), folder, "git"))
    assert draft.revisions.count() == 1


def test_a_draft_whose_policy_has_a_name_that_no_folder_can_have_is_written_out_too(tmp_path: Path) -> None:
    """Under as much of it as there can be."""
    draft = draft_of(TEXT)
    Draft.objects.filter(pk=draft.pk).update(policy=f"../{'a' * 190}")
    draft.refresh_from_db()
    ((written),) = export_all(manager(), [draft], tmp_path)
    assert written.path == tmp_path / "--" / ("a" * 100) / f"{draft.reference}.md"


def test_writing_out_is_recorded_for_the_organisation_of_each_draft(tmp_path: Path) -> None:
    """Whoever works for two has a post in each."""
    draft_of(TEXT)
    manager(at=OTHER)
    draft_of(TEXT, at=OTHER, by=manager("x@sampleton.example", OTHER))
    run("export", str(tmp_path))
    found = Entry.objects.filter(action="exported a draft").values_list("organisation", flat=True)
    assert sorted(found) == ["EXA1", "SAM1"]


@pytest.mark.parametrize("index", ["nonsense", "[]", '{"D": {"file": "x"}}', '{"D": 7}', '{"D": {"file": "x", "revision": 1}}'])
def test_a_folder_that_was_not_written_out_is_refused(tmp_path: Path, index: str) -> None:
    """With the way to write one."""
    (tmp_path / INDEX).write_text(index)
    with pytest.raises(CoequalError, match="This is no index of drafts"):
        list(import_all(manager(), tmp_path, "git"))


def test_a_draft_of_another_site_and_somebody_unknown_are_told(tmp_path: Path) -> None:
    """Nothing is taken then."""
    (tmp_path / INDEX).write_text('{"D-2222-2222": {"file": "x.md", "revision": 1, "digest": ""}}')
    with pytest.raises(CoequalError, match="There is no draft D-2222-2222 here"):
        list(import_all(manager(), tmp_path, "git"))
    with pytest.raises(CoequalError, match="Nobody with the address"):
        call_command("drafts", "export", str(tmp_path), "--by", "nobody@exampleshire.example")
    person(Role.ANALYST, email="ana@exampleshire.example")
    with pytest.raises(CoequalError, match="has no role in which drafts are edited"):
        call_command("drafts", "export", str(tmp_path), "--by", "ana@exampleshire.example")
