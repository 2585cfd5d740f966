"""Drafts as files, so that a folder under version control can hold them: written out, and taken back as revisions."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from django.db import transaction

from coequal.accounts.acting import Acting
from coequal.accounts.guard import require
from coequal.accounts.permissions import EDIT_DRAFT, SEE_DRAFTS
from coequal.accounts.trail import record
from coequal.drafting.models import Draft, Revision
from coequal.drafting.saving import SAME, Saved, Typed, head_of, save
from coequal.errors import CoequalError, Place
from coequal.facts.strict_yaml import decode, read_file
from coequal.policies.load import digest

Entry = dict[str, Any]  # of the index: the file, the revision and its digest, and where the draft stood
INDEX: Final = "drafts.json"  # of a folder: which revision each file was written from
_LONGEST_NAME: Final = 100  # signs of a folder's name; file systems take 255 bytes
_NAME: Final = re.compile(r"(?P<reference>D-[A-Z0-9]{4}-[A-Z0-9]{4})-r(?P<number>[0-9]{1,6})\b")


def file_name(draft: Draft, revision: Revision, form: str = "md") -> str:
    """The name of a draft as a file, which says from which revision it is."""
    return f"{draft.reference}-r{revision.number}.{form}"


def exported(acting: Acting, draft: Draft, form: str) -> Revision:
    """The head of a draft, which is recorded as written out."""
    head = head_of(draft)
    acting = acting.acting_as(require(acting, SEE_DRAFTS, draft))  # in the post of the draft's own organisation
    with transaction.atomic():
        record(acting, "exported a draft", draft, detail={"revision": head.number, "digest": head.digest, "form": form})
    return head


def written_from(draft: Draft, text: str, name: str = "") -> Revision | None:
    """The revision from which a file was written: whose text it still has, or that its name tells; None where neither does."""
    clean = Typed(text, 0).clean
    same = Revision.objects.filter(draft=draft, digest=digest(clean)).order_by("-number").first()
    named = _NAME.search(name)
    if same is None and named and named["reference"] == draft.reference:
        return Revision.objects.filter(draft=draft, number=int(named["number"])).first()
    return same


def take_back(acting: Acting, draft: Draft, text: str, on: int, note: str) -> Saved:
    """A file's text as a revision on the one that it was written from; nothing new where it is the same.

    Raises `NotAllowed` where the draft cannot be changed now.
    """
    return save(acting.acting_as(require(acting, EDIT_DRAFT, draft)), draft, Typed(text, on, note))


@dataclass(frozen=True, slots=True)
class Written:
    """A draft and the file that holds it."""

    draft: Draft
    path: Path


def export_all(acting: Acting, drafts: Iterable[Draft], folder: Path) -> list[Written]:
    """Each draft's head as a file below its policy's name, and an index of what each was written from.

    Raises `CoequalError` where a file would lie elsewhere.
    """
    index: dict[str, Entry] = {}
    found = []
    for draft in drafts:
        head = exported(acting, draft, "file")
        path = _within(folder, f"{_folder_of(draft)}/{draft.reference}.md")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(head.text, encoding="utf-8", newline="\n")
        index[draft.reference] = {
            "file": path.relative_to(folder).as_posix(),
            "revision": head.number,
            "digest": head.digest,
            "state": draft.state,
        }
        found.append(Written(draft, path))
    _write_index(folder, index)
    return found


def import_all(acting: Acting, folder: Path, note: str) -> Iterator[tuple[Written, Saved]]:
    """Each file that was changed, taken back. Raises `CoequalError` for a folder that was not written by `export_all`."""
    index = _index(folder)
    for reference, entry in index.items():
        draft = Draft.objects.select_related("organisation", "head").filter(reference=reference).first()
        if draft is None:
            raise CoequalError(f"There is no draft {reference} here.", Place(str(folder / INDEX)))
        path = _within(folder, entry["file"])
        text = decode(read_file(path), str(path))
        if digest(text) == entry["digest"]:
            continue
        saved = take_back(acting, draft, text, entry["revision"], note)
        if saved.how != SAME:
            index[reference] = {**entry, "revision": saved.revision.number, "digest": saved.revision.digest}
        yield Written(draft, path), saved
    _write_index(folder, index)


def _folder_of(draft: Draft) -> str:
    """Below which names a draft's file lies: the parts of its policy's id, as far as a folder can be called so."""
    return "/".join(re.sub(r"[^A-Za-z0-9-]", "-", part)[:_LONGEST_NAME] for part in draft.policy.split("/"))


def _within(folder: Path, name: str) -> Path:
    """A file of the folder. Raises `CoequalError` where the name leads out of it, or over a link that could."""
    path = folder / name
    steps = [path, *path.parents][: len(Path(name).parts)]
    if not path.resolve().is_relative_to(folder.resolve()) or any(step.is_symlink() for step in steps):
        raise CoequalError(
            f"“{name}” lies outside this folder, or is a link. Put the file itself there.", Place(str(folder / INDEX))
        )
    return path


def _index(folder: Path) -> dict[str, Entry]:
    path = folder / INDEX
    try:
        found: dict[str, Entry] = json.loads(decode(read_file(path), str(path)))
        assert all(isinstance(entry["file"], str) and isinstance(entry["revision"], int) for entry in found.values())
        assert all("digest" in entry for entry in found.values())
    except (ValueError, AttributeError, KeyError, TypeError, AssertionError):
        raise CoequalError("This is no index of drafts. “coequal site drafts export” writes one.", Place(str(path))) from None
    return found


def _write_index(folder: Path, index: dict[str, Entry]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / INDEX).write_text(json.dumps(index, indent=2) + "\n", encoding="utf-8")
