"""Whatever somebody types about a request, and others read who do not know whose it is, is searched as it is kept.

`TYPED` names every such text: reasons, conditions, answers, interests, appeals, and what is said with a step. A row in
which one of them may say who the patient is is not kept, whoever wrote it and by whichever way. What is made here from the record
is not searched, for a date or a word of ours may be somebody's name too. The answers of the case itself are searched when it
is sent, where a clinician can say of a stretch that it names nobody (`identifiers`).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Final

from django.db.models import Model
from django.db.models.signals import pre_save

from coequal.referrals import models
from coequal.referrals.moves.table import GRANT_AT_ONCE, SUBMIT_PRIOR
from coequal.referrals.requesting.identifiers import require_names_nobody

_MADE_HERE: Final = (SUBMIT_PRIOR.name, GRANT_AT_ONCE.name)  # steps whose words are not typed


@dataclass(frozen=True, slots=True)
class Texts:
    """The columns of a table that hold what was typed, and the way from a row to its request."""

    columns: tuple[str, ...]
    request: str = "request"


TYPED: Final[Mapping[type[Model], Texts]] = {
    models.Step: Texts(("says",)),
    models.PanelDecision: Texts(("answers", "reasons", "conditions", "wants", "amounts")),
    models.MemberView: Texts(("answers",), "item.request"),
    models.PanelInterest: Texts(("says",), "item.request"),
    models.Appeal: Texts(("says", "found", "reasons"), "decision.request"),
    models.Approval: Texts(("why_withdrawn",)),
    models.Urgency: Texts(("why",)),
}


def texts_in(value: Any) -> Iterator[str]:
    """The texts in a value, also in lists and under names; of amounts, which are numbers by name, the names."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for name, held in value.items():
            yield from (name,) if type(held) is int else texts_in(held)
    elif isinstance(value, list | tuple):
        for held in value:
            yield from texts_in(held)


def watch() -> None:
    """From now on every row of `TYPED` is searched before it is kept."""
    for model in TYPED:
        pre_save.connect(_search, sender=model, dispatch_uid="coequal.referrals.nameless")


def _search(sender: type[Model], instance: Model, update_fields: frozenset[str] | None = None, **_told: object) -> None:
    if isinstance(instance, models.Step) and instance.kind in _MADE_HERE:
        return
    typed = TYPED[sender]
    columns = [one for one in typed.columns if update_fields is None or one in update_fields]
    said = [text for one in columns for text in texts_in(getattr(instance, one))]
    require_names_nobody(attrgetter(typed.request)(instance), *said)
