"""What people wrote, for tests: responses with words in them, and the extracts that are gathered from those."""

import re
from collections.abc import Iterable
from typing import Any

from coequal.accounts.acting import Acting, person_acting
from coequal.accounts.permissions import CODE
from coequal.accounts.roles import Role
from coequal.involvement.coding.frames import Theme, begin
from coequal.involvement.free_text.gathering import gather
from coequal.involvement.models import Extract, Frame, Involvement, Survey
from tests.involvement.making import SURVEY, involvement, response, survey
from tests.web.signing import person

THEMES = (Theme("waiting", "Waiting too long"), Theme("cost", "What it costs"))


def coder(email: str = "ana@exampleshire.example", role: Role = Role.ANALYST) -> Acting:
    """Somebody who may code, acting as that."""
    acting = person_acting(person(role, email=email))
    post = CODE.post_of(acting)
    assert post is not None
    return acting.acting_as(post)


def asked(of: Involvement | None = None) -> Survey:
    """A survey of which everybody is asked everything."""
    return survey(of or involvement(), re.sub(r"(```page\n)?only if: .*\n(?(1)```\n)", "", SURVEY))


def wrote(texts: Iterable[str], of: Survey | None = None, **values: Any) -> Survey:
    """A survey with a response for each text, given as the reason for an answer; everything is gathered."""
    found = of or asked()
    for text in texts:
        response(found, {"one-policy": "agree", "effect": text}, **values)
    gather(found.involvement)
    return found


def question(of: Survey) -> str:
    """How extracts name the question for reasons."""
    return f"{of.reference} effect"


def extracts(of: Survey | Involvement) -> list[Extract]:
    """What was gathered, in order."""
    found = of.involvement if isinstance(of, Survey) else of
    return list(found.extracts.order_by("pk"))


def frame(of: Survey, themes: Iterable[Theme] = THEMES, by: Acting | None = None) -> Frame:
    """A code frame for the reasons."""
    return begin(by or coder(), of.involvement, "Reasons", [question(of)], chosen=list(themes))
