"""The whole document tried out by schemathesis, in this process: every operation with right and wrong input."""

from typing import Any

import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.db import connections
from schemathesis import engine
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events
from schemathesis.engine.recorder import CheckNode, ScenarioRecorder

# Of what fits the schema of a case or a response, more than a schema can say may still be wrong: a name, a day, facts that
# cannot be true together. That is refused with 422, which the document says.
_REFUSED = ["2xx", "304", "400", "401", "403", "404", "422", "503"]


def failures(key: str | None, examples: int, seed: int = 1) -> tuple[int, list[str]]:
    """How many requests were tried, and what was wrong with any answer, by every check that schemathesis has."""
    config = SchemathesisConfig.from_dict(
        {
            "seed": seed,
            "continue-on-failure": True,
            "headers": {"Accept-Encoding": "identity", **({"Authorization": f"Bearer {key}"} if key else {})},
            "generation": {"max-examples": examples, "database": "none"},
            # ignored_auth hands its requests over with an argument that in-process sites do not take; the matrix tries that.
            "checks": {"ignored_auth": {"enabled": False}, "positive_data_acceptance": {"expected-statuses": _REFUSED}},
        }
    )
    schema = schemathesis.openapi.from_wsgi("/api/openapi.json", _Closing(), config=config)
    tried, wrong = 0, []
    for event in engine.from_schema(schema).execute():
        match event:
            case events.ScenarioFinished(recorder=recorder):
                tried += len(recorder.interactions)
                for number, checks in recorder.checks.items():
                    wrong += [_told(recorder, number, check) for check in checks if check.failure_info]
            case events.NonFatalError() | events.FatalError():
                wrong.append(str(event))
    return tried, wrong


class _Closing:
    """The site, which closes its connection to the database in each thread after each request."""

    def __init__(self) -> None:
        """Make the site."""
        self.site = WSGIHandler()

    def __call__(self, *asked: Any) -> Any:
        try:
            return self.site(*asked)
        finally:
            connections.close_all()


def _told(recorder: ScenarioRecorder, number: str, check: CheckNode) -> str:
    """What was asked, what was answered, and what is wrong with that."""
    case, response = recorder.cases[number].value, recorder.interactions[number].response
    asked = f"{case.method} {case.formatted_path} {case.query} {str(case.body)[:300]} as {case.media_type}"
    answer = f"{response.status_code} {response.content[:200]!r}" if response else "nothing"
    assert check.failure_info is not None
    return f"{check.name}: {check.failure_info.failure.message[:300]}; asked {asked}; answered {answer}"
