"""What is counted of wrong passwords: how many, for whom by a keyed digest; nothing that was typed, and of no computer."""

from collections.abc import Mapping
from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from django.http import HttpRequest, QueryDict
from django.utils.crypto import salted_hmac


def digest_of_name(name: str) -> str:
    """What stands for an address, or for what was typed in place of one, which may be a password."""
    return salted_hmac("coequal.web.staff.attempts", name.strip().casefold(), algorithm="sha256").hexdigest()


def username(_request: HttpRequest, credentials: Mapping[str, Any] | None) -> str:
    """By what attempts are counted."""
    return digest_of_name(str((credentials or {}).get("username") or ""))


def no_address(_request: HttpRequest) -> str:
    """What stands for every computer: its address is not kept."""
    return "::"


class Attempts(AxesDatabaseHandler):  # type: ignore[misc]  # axes has no types
    """Attempts in the database, without what a request tells of a browser, and without what was typed."""

    def user_login_failed(self, sender: Any, credentials: dict[str, Any], request: Any = None, **told: Any) -> None:
        """Count a wrong password, and nothing else."""
        asked, sent = request.GET, request.POST
        request.axes_user_agent = request.axes_http_accept = request.axes_path_info = ""
        request.GET = request.POST = QueryDict()
        try:
            super().user_login_failed(sender, credentials, request, **told)
        finally:
            request.GET, request.POST = asked, sent
