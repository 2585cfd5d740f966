"""Whose requests somebody deals with."""

from coequal.accounts.acting import Acting
from coequal.accounts.models import Organisation
from coequal.accounts.permissions import SEE_REQUESTS


def commissioners(acting: Acting) -> list[Organisation]:
    """The organisations for which somebody sees requests, by code.

    They are read before their requests are asked for: only by their rows, and not by their codes, an index leads to the requests.
    """
    return list(Organisation.objects.filter(code__in=acting.organisations_as(SEE_REQUESTS)).order_by("code"))
