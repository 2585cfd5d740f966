"""The texts of the story as drafts: begun from a model, written, handed over, and accepted for decision by governance."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from coequal.accounts.roles import Role
from coequal.drafting.beginning import Adopter, begin, from_version
from coequal.drafting.handing import Handing, accept, hand_over, obstacles, warnings
from coequal.drafting.models import Draft, Handover
from coequal.drafting.saving import Typed, head_of, save
from coequal.policies.model import Policy
from coequal.web.demonstration.decided.cast import owner, play, read
from coequal.web.demonstration.decided.of_then import on
from coequal.web.demonstration.drafts import NO_OWNER, checked, told, version_of


def accepted(name: str, written: date, answered: date, words: str) -> Handover:
    """A text by its name in the story, handed over on a day and accepted on another."""
    said = read("exampleshire.yaml")["wordings"][name]
    old, manager = version_of(said["from"]), play()
    begun = from_version(old, said["policy"], said["version"], Adopter(None, invented=True, today=written))
    text = _put(begun.text, said)
    with on(written):
        draft = begin(manager, owner(), begun)
        save(manager, draft, Typed(text, head_of(draft).number, "As it is proposed"))
        handover = _handed_over(draft, text, said, old)
    with on(answered):
        accept(play(Role.GOVERNANCE), handover, words)
    return handover


def _put(text: str, said: Mapping[str, Any]) -> str:
    """The text of a model as the story has it."""
    for old, new in (read("exampleshire.yaml")["every wording"] | said["instead"]).items():
        assert old in text, old
        text = text.replace(old, new)
    return text


def _handed_over(draft: Draft, text: str, said: Mapping[str, Any], old: Policy) -> Handover:
    found = checked(text)
    stands = obstacles(found, draft, [])
    assert not stands, stands
    reasons = dict.fromkeys(range(len(warnings(found))), NO_OWNER)
    handing = Handing(head_of(draft).number, said["changes"], said["reasons"], wanted_from=said["starts"], accepted=reasons)
    return hand_over(play(), draft, handing, found, told(old, text, "the model from which it began"))
