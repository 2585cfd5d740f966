"""When a concern for somebody's safety was recorded, or taken back, and by whom: for the clinic alone, and with nothing of it.

The facts say only that there is a concern. Whoever has to talk to somebody must know since when, and whom to ask.
"""

from collections.abc import Mapping

from coequal.accounts.acting import Acting
from coequal.facts.dictionary import Dictionary
from coequal.referrals.models import Disclosure, Request
from coequal.referrals.pack.welfare import SAFEGUARDING
from coequal.referrals.seeing.looking import look, post_that_sees
from coequal.referrals.seeing.purposes import CARING
from coequal.referrals.seeing.table import DISCLOSURES

Facts = Mapping[str, object]  # as a request keeps them
_YES = "true"


def keep_disclosed(acting: Acting, request: Request, dictionary: Dictionary, before: Facts, after: Facts) -> None:
    """Keep who, now, recorded a concern that was not there before, or took one back. The facts themselves are kept elsewhere."""
    assert acting.person is not None
    for name, fact in dictionary.facts.items():
        was, now = _is_so(before, name), _is_so(after, name)
        if fact.sensitivity == SAFEGUARDING and was != now:
            Disclosure(request=request, says={"fact": name, "disclosed": now}, by=acting.person).save()


def _is_so(facts: Facts, name: str) -> bool:
    kept = facts.get(name)
    return (kept.get("value") if isinstance(kept, Mapping) else kept) == _YES


def disclosed(acting: Acting, request: Request) -> list[Disclosure]:
    """What was recorded and taken back, the first one first, and that it is opened is on record; nothing for the commissioner."""
    if post_that_sees(acting, request, DISCLOSURES) is None or not request.disclosures.exists():
        return []
    look(acting, request, DISCLOSURES, CARING)
    return list(request.disclosures.select_related("by"))
