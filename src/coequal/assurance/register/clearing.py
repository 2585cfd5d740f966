"""Whether personal data may be used: what every part of coequal asks that is about to begin or to bring data in."""

from django.utils import timezone

from coequal.assurance.models import DataUse
from coequal.assurance.models.register import ENDED, RETURNED, SUBMITTED, TO_ASSESS, TO_SCREEN
from coequal.errors import CoequalError
from coequal.facts.dates import say_date

_TO_DO = {
    TO_SCREEN: "Answer every question of its screening that matters",
    TO_ASSESS: "Write its assessment, and submit it",
    SUBMITTED: "Wait until its assessment is approved and signed off",
    RETURNED: "Change its assessment, and submit it again",
    ENDED: "Its entry has ended: make a new one",
}
_ANEW = "Its entry was changed after it was screened or assessed: screen it anew"


def in_the_way(use: DataUse | None) -> str:
    """What is to be done in the data register before personal data are used; nothing where they may be used now."""
    if use is None:
        return "Enter it in the data register, and screen it."
    if use.may_begin:
        return ""
    to_do = _ANEW if use.is_outdated and not use.ended else _TO_DO[use.state]
    return f"{lapsed(use)} {to_do} (data register, {use.reference}).".lstrip()


def lapsed(use: DataUse) -> str:
    """That it was let pass and is so no more, by whose word and since when; nothing where it is let pass, or never was."""
    last, today = use.letting_pass.last(), timezone.localdate()
    if last is None or use.passing(today):
        return ""
    if last.withdrawn:
        return f"{last.named} let it pass, which was withdrawn on {say_date(last.withdrawn)}."
    return f"{last.named} let it pass until {say_date(last.until)}, and that day is over."


def require_cleared(use: DataUse | None) -> None:
    """Nothing, where personal data may be used now. Raises `CoequalError` with what to do otherwise."""
    if lacking := in_the_way(use):
        raise CoequalError(f"Personal data must not be used here yet. {lacking}")
