"""`coequal diff`: what two versions of a policy say differently."""

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from typing import Any

from coequal.cli.text import heading, paragraph
from coequal.cli.usual import EXAMPLE
from coequal.eligibility.assessor import find, is_path
from coequal.policies.binding import Chosen, span
from coequal.policies.difference import CHANGED, Change, Changed, Difference, difference
from coequal.policies.library import Library
from coequal.policies.model import Policy
from coequal.policies.wording import ADDED, Reworded

_ONE_LINE = 80  # what is longer stands below one another
_NO_PROOF = "This is about what the texts say. “coequal compare” shows who gains or loses."


def arguments(command: ArgumentParser) -> None:
    """What the command takes."""
    for name in ("old", "new"):
        said = f"the {name} one: an id such as {EXAMPLE}@2022-07, without @version the one that binds today, or a file"
        command.add_argument(name, metavar=name.upper(), help=said)
    command.add_argument("--json", action="store_true", help="print JSON for other software")


def run(options: Namespace) -> int:
    """Print the difference."""
    library = Library(options.library)
    names = (options.old, options.new)
    old, new = (find(library, name, lambda _policy: None, or_latest=True) for name in names)
    found = difference(old.policy, new.policy, library.area)
    if options.json:
        print(json.dumps(_plain(found), indent=2, ensure_ascii=False))
    else:
        print("\n".join([*_head(names, (old, new)), *_body(found)]))
    return 0


def _head(names: Sequence[str], chosen: Sequence[Chosen]) -> Iterator[str]:
    """Both policies; where a version was not named, how it was chosen."""
    for label, name, one in zip(("Old", "New"), names, chosen, strict=True):
        yield paragraph(f"{label}: {one.policy.id}@{one.policy.version} {span(one.policy)}", "     ", "")
        if "@" not in name and not is_path(name):
            yield from (paragraph(said, "     ") for said in one.assumptions)


def _body(found: Difference) -> Iterator[str]:
    if not found:
        yield "\n" + _same(found.old, found.new)
        return
    if found.about:
        yield heading("About the policy")
        for change in found.about:
            yield from _change(change, "  ")
    for title, parts in (("What is funded", found.treatments), ("Criteria", found.criteria)):
        if parts:
            yield heading(title)
            for part in parts:
                yield from _part(part)
    if found.wording:
        yield heading("Wording")
        for section in found.wording:
            yield from _section(section)
    yield "\n" + paragraph(_NO_PROOF)


def _same(old: Policy, new: Policy) -> str:
    """What there is to say of two policies between which no difference was found."""
    if old.digest == new.digest:
        return "These two say the same."
    examples = [[block.text for block in policy.file.blocks("example")] for policy in (old, new)]
    differing = [
        ("the area", old.id != new.id),
        ("the version", old.version != new.version),
        ("example people", examples[0] != examples[1]),
    ]
    named = [what for what, differs in differing if differs] or ["the layout"]
    return f"Nothing differs but {' and '.join(named)}."


def _change(change: Change, indent: str) -> Iterator[str]:
    """Old and new side by side where both are short, else below one another."""
    old, new = (said or "nothing" for said in (change.old, change.new))
    if len(change.what + old + new) <= _ONE_LINE and "\n" not in old + new:
        yield paragraph(f"{change.what}: {old} -> {new}", f"{indent}  ", indent)
        return
    yield f"{indent}{change.what}:"
    for sign, said in (("- ", change.old), ("+ ", change.new)):
        yield from _lines(said or "nothing", f"{indent}  {sign}")


def _lines(text: str, lead: str) -> Iterator[str]:
    """A text of one line or several, each of them wrapped."""
    first, *rest = text.split("\n")
    under = " " * len(lead)
    yield paragraph(first, under, lead)
    for line in rest:
        plain = line.lstrip()
        indent = under + " " * (len(line) - len(plain))
        yield paragraph(plain, f"{indent}  ", indent)


def _part(part: Changed) -> Iterator[str]:
    """A treatment or a criterion, and what is other about it; of one that is new or gone, all that it says or said."""
    yield paragraph(f"{part.title}: {part.how}", "    ", "  ")
    for change in part.changes:
        if part.how == CHANGED:
            yield from _change(change, "    ")
        else:
            said = change.new if part.how == ADDED else change.old
            yield from _lines(f"{change.what}: {said}", "    ")


def _section(section: Reworded) -> Iterator[str]:
    yield paragraph(" > ".join(section.path) or "At the top", "    ", "  ")
    for how, sentence in section.sentences:
        yield paragraph(sentence, "      ", "    + " if how == ADDED else "    - ")


def _plain(found: Difference) -> dict[str, Any]:
    return {
        "old": _named(found.old),
        "new": _named(found.new),
        "about": list(map(_plain_change, found.about)),
        "treatments": list(map(_plain_part, found.treatments)),
        "criteria": list(map(_plain_part, found.criteria)),
        "wording": [
            {"section": list(one.path), "sentences": [{"how": how, "text": text} for how, text in one.sentences]}
            for one in found.wording
        ],
    }


def _named(policy: Policy) -> dict[str, str]:
    return {"policy": policy.id, "version": policy.version, "digest": policy.digest}


def _plain_change(change: Change) -> dict[str, str | None]:
    return {"what": change.what, "old": change.old, "new": change.new}


def _plain_part(part: Changed) -> dict[str, Any]:
    return {"id": part.id, "title": part.title, "how": part.how, "changes": list(map(_plain_change, part.changes))}
