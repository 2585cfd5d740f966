"""Coequal's own entries, filled in: whoever runs it adopts them, puts right what differs, and answers for them."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import yaml
from django.db import transaction

from coequal.accounts.acting import Acting
from coequal.accounts.models import Organisation
from coequal.accounts.trail import record
from coequal.assurance.models import DataUse, ImpactDraft
from coequal.assurance.register.entering import enter
from coequal.assurance.screening.rule import NO, YES, questions
from coequal.assurance.screening.screening import screen
from coequal.errors import CoequalError

_FILE: Final = Path(__file__).with_name("own.yaml")


@lru_cache(maxsize=1)
def shipped() -> Mapping[str, Mapping[str, Any]]:
    """The entries by their names: what the register says, which questions are answered with yes, and a draft where needed."""
    found: dict[str, Mapping[str, Any]] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return found


def own_entries(organisation: Organisation) -> Iterator[tuple[str, str]]:
    """Those that an organisation has not adopted: the name and the title of each."""
    adopted = set(organisation.data_uses.exclude(shipped="").values_list("shipped", flat=True))
    yield from ((name, one["entry"]["title"]) for name, one in shipped().items() if name not in adopted)


def adopt(acting: Acting, organisation: Organisation, name: str) -> DataUse:
    """Take an entry over, with its screening and the draft of its assessment. Raises `CoequalError` where it is adopted already."""
    with transaction.atomic():
        Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)  # so that what is pressed twice adopts one
        if name not in dict(own_entries(organisation)):
            raise CoequalError("This entry is adopted already, or there is none of this name.")
        one = shipped()[name]
        made = enter(acting, organisation, one["entry"], shipped=name)
        screen(acting, made, {asked: YES if asked in one["yes"] else NO for asked in questions()})
        if draft := one.get("draft"):
            ImpactDraft.objects.create(use=made, texts=draft["texts"], risks=draft["risks"], mark=1)
            record(acting, "began an assessment with the draft that comes with coequal", made)
    return made
