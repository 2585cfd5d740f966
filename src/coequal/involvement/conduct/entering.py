"""Entering an involvement in the data register: as a new entry, or under one that covers it already."""

from coequal.accounts.acting import Acting
from coequal.accounts.permissions import CHANGE_INVOLVEMENT
from coequal.accounts.trail import record
from coequal.assurance.models import DataUse
from coequal.assurance.models.register import SURVEY
from coequal.assurance.register.entering import enter
from coequal.errors import CoequalError
from coequal.involvement.conduct.changing import locked
from coequal.involvement.models import Involvement


def enter_involvement(acting: Acting, involvement: Involvement) -> DataUse:
    """A new entry for an involvement, which is still to be screened. Raises `CoequalError` where it has one that runs."""
    with locked(acting, involvement, CHANGE_INVOLVEMENT) as found:
        if found.data_use is not None and not found.data_use.ended:
            raise CoequalError("It stands in the data register already.")
        told = {
            "title": f"Answers to “{found.title}”"[:200],
            "kind": SURVEY,
            "purpose": found.purpose.strip() or "To hear people before something is decided.",
            "people": "Those who answer",
            "begins": found.opens,
        }
        made = enter(acting, found.organisation, told)
        _link(acting, found, made)
    return made


def put_under(acting: Acting, involvement: Involvement, use: DataUse) -> None:
    """Put an involvement under an entry of the same organisation. Raises `CoequalError` for another's, or one that has ended."""
    with locked(acting, involvement, CHANGE_INVOLVEMENT) as found:
        if use.organisation_id != found.organisation_id or use.ended:
            raise CoequalError("Choose an entry of the same organisation that has not ended.")
        _link(acting, found, use)


def _link(acting: Acting, involvement: Involvement, use: DataUse) -> None:
    involvement.data_use = use
    involvement.save(update_fields=["data_use"])
    record(acting, "put an involvement under an entry of the data register", involvement, detail={"entry": use.reference})
