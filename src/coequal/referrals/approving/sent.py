"""What was last sent of a request, by which an officer's answer knows whether it rests on what they read."""

from collections.abc import Iterator, Mapping

from coequal.errors import CoequalError
from coequal.facts.dictionary import Dictionary
from coequal.referrals.models import ClinicalCase, Request
from coequal.referrals.moves.table import SUBMIT_PRIOR


class SentAgain(CoequalError):
    """A request that was sent again since an officer read it. `changes` name what is said otherwise now than the time before."""

    def __init__(self, changes: tuple[str, ...]) -> None:
        """Say what changed, and nothing of what it says."""
        told = f"What changed: {'; '.join(changes)}." if changes else "Its facts are the same as before."
        super().__init__(f"This was returned and sent again since you read it, so nothing was answered now. {told} Read it anew.")
        self.changes = changes


def mark_of_sent(request: Request) -> str:
    """A mark of what was last sent: another one each time that it is sent; nothing before."""
    last = request.steps.filter(kind=SUBMIT_PRIOR.name).order_by("-pk").values_list("pk", flat=True).first()
    return str(last or "")


def changed(clinical: ClinicalCase, dictionary: Dictionary) -> tuple[str, ...]:
    """What is said otherwise in what was last sent than the time before, as noun phrases; nothing of what was sent once."""
    if not clinical.sent_before:
        return ()
    return tuple(dictionary.facts[name].says for name in _differing(clinical.sent_before, clinical.sent_facts, dictionary))


def _differing(before: Mapping[str, object], now: Mapping[str, object], dictionary: Dictionary) -> Iterator[str]:
    return (name for name in dictionary.facts if before.get(name) != now.get(name))
