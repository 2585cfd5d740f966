"""Somebody who answers a survey in a browser, for tests."""

import re
from html import unescape
from typing import Any

from django.http import HttpResponse
from django.test import Client

from coequal.involvement.models import Response, Survey

ABOUT = {"page": "about-you", "shown": "capacity district", "action": "next"}
RULES = {"page": "the-rules", "shown": "one-policy services importance ways", "action": "next"}
EQUALITY = {"page": "questions-about-equality", "shown": "age children since found-out quote", "action": "next"}


class Answerer:
    """A browser of their own, which says of each form that a page of this site sent it."""

    def __init__(self, survey: Survey) -> None:
        self.survey = survey
        self.client = Client(headers={"sec-fetch-site": "same-origin"})
        self.home = f"/survey/{survey.reference}"

    def get(self, step: str = "") -> HttpResponse:
        """A page."""
        return self.client.get(f"{self.home}/{step}" if step else self.home)

    def post(self, step: str, sent: dict[str, Any] | None = None) -> HttpResponse:
        """What comes of a form."""
        return self.client.post(f"{self.home}/{step}", sent or {})

    def begin(self, manner: str = "en", **more: str) -> HttpResponse:
        """Begin a response."""
        return self.post("begin", {"manner": manner, **more})

    def about(self, **more: Any) -> HttpResponse:
        """Answer the first page."""
        return self.post("page/1", {**ABOUT, "capacity": "public", "district": "EX1", **more})

    @property
    def code(self) -> str:
        """What the cookie holds."""
        return self.client.cookies["survey"].value

    @property
    def kept(self) -> Response:
        """The response that was begun last."""
        return Response.objects.latest("pk")


def text(page: HttpResponse) -> str:
    """What a page says, without its tags."""
    bare = re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", page.content.decode(), flags=re.DOTALL)
    return " ".join(unescape(bare).split())
