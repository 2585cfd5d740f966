"""What staff send by the site, and software by its key, is watched: whatever they change, the trail says so, of them and of a thing.

The matrix sends something to every page of staff, and tests of many parts send more: nobody has to remember to test it of a new one.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

import pytest
from django.db import connection
from django.db.models.signals import post_save
from django.http import HttpRequest, HttpResponseBase
from django.test.client import ClientHandler

from coequal.accounts.models import Entry

NO_RECORD: Final = {
    "accounts_entry": "the trail itself",
    "accounts_head": "the trail itself",
    "django_session": "that somebody is there says nothing of what they did",
    "drafting_presence": "who has a draft open is shown to whoever else does, and is forgotten after minutes",
    "referrals_request_writers": "who saves a part as it was counts as a writer, by whom it is never decided; it changes nothing else",
}
NO_RECORD_BY_KEY: Final = {
    "accounts_apikey": "the day on which a key was last used stands on the page of keys, also where it was refused"
}
_CHANGES: Final = re.compile(r'\s*(?:INSERT(?: OR IGNORE)? INTO|UPDATE|DELETE FROM) "?(\w+)"?', re.IGNORECASE)
_MARKS: Final = re.compile(r'\s*(SAVEPOINT|ROLLBACK TO SAVEPOINT) "?(\w+)"?', re.IGNORECASE)


@dataclass
class Watch:
    """What was changed and recorded, in order; what was undone is not there any more."""

    seen: list[tuple[str, Any]] = field(default_factory=list)

    def statement(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
    ) -> Any:  # as Django calls it
        """Run a statement, and note which table it changed, if it changed any row.

        SQLite counts the rows of an INSERT … RETURNING only once they are read, so that one always counts.
        """
        found = execute(sql, params, many, context)
        if mark := _MARKS.match(sql):
            self._mark(mark[1].upper(), mark[2])
        elif (change := _CHANGES.match(sql)) and ("RETURNING" in sql or context["cursor"].rowcount != 0):
            self.seen.append(("change", change[1]))
        return found

    def _mark(self, what: str, name: str) -> None:
        if what == "SAVEPOINT":
            self.seen.append(("savepoint", name))
        elif ("savepoint", name) in self.seen:
            del self.seen[self.seen.index(("savepoint", name)) :]

    def entry(self, instance: Entry, **_told: Any) -> None:
        """Note what the trail was told."""
        self.seen.append(("entry", instance))

    def found(self, what: str) -> list[Any]:
        """All of one kind."""
        return [one for kind, one in self.seen if kind == what]


def unrecorded(watch: Watch, request: HttpRequest) -> str:
    """What somebody changed without a word of it in the trail; nothing where all is well."""
    key = getattr(request, "auth", None)  # put there by ninja, where software asks by a key
    changed = sorted(set(watch.found("change")) - set(NO_RECORD) - set(NO_RECORD_BY_KEY if key else ()))
    view = request.resolver_match.view_name if request.resolver_match else request.path
    acting = key.acting if key else getattr(request, "acting", None)
    if not changed or acting is None:
        return ""
    told = [one for one in watch.found("entry") if one.who == acting.name and one.kind and one.organisation]
    if any(one.reference for one in told):
        return ""
    says = "; ".join(f"“{one.action}” ({one.kind} {one.reference})" for one in watch.found("entry"))
    return f"{view} changed {', '.join(changed)}, and the trail says {says or 'nothing'}."


def watch(monkeypatch: pytest.MonkeyPatch) -> None:
    """Watch all that a test sends: it fails where something was not recorded."""
    ask = ClientHandler.__call__

    def call(self: ClientHandler, environ: dict[str, Any]) -> HttpResponseBase:
        if environ["REQUEST_METHOD"] != "POST" and "HTTP_AUTHORIZATION" not in environ:
            return ask(self, environ)
        seen = Watch()
        post_save.connect(seen.entry, sender=Entry)
        try:
            with connection.execute_wrapper(seen.statement):
                response = ask(self, environ)
        finally:
            post_save.disconnect(seen.entry, sender=Entry)
        lacking = unrecorded(seen, response.wsgi_request)
        assert not lacking, lacking
        return response

    monkeypatch.setattr(ClientHandler, "__call__", call)
