"""A commissioner's own language model, asked for draft themes by the interface that most of them offer. Off unless it is named.

What it drafts has no standing until a person takes it into a code frame. Only texts that a person has screened are sent.
"""

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from http.client import HTTPException
from typing import Final
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from coequal.errors import CoequalError
from coequal.involvement.models import Extract

_TITLE: Final = 200  # letters
_PATIENCE: Final = 60  # seconds
_MOST_TEXTS: Final = 200
_MOST_ANSWER: Final = 1_000_000  # bytes
_ASKS: Final = (
    "You help analysts of a public consultation. Below are answers, one on each line, without personal data. "
    "Propose up to 20 themes, with titles in plain English of at most ten words. Answer with JSON alone: "
    '{"themes": [{"title": "…", "definition": "…"}]}'
)
_HOW: Final = "Check COEQUAL_LANGUAGE_MODEL_URL, or draft themes without a language model."


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a language model answers, which one, and the key that it asks for."""

    url: str
    model: str
    key: str


@dataclass(frozen=True, slots=True)
class Proposed:
    """A theme that a language model proposed."""

    title: str
    definition: str


def endpoint(variables: Mapping[str, str] = os.environ) -> Endpoint | None:
    """The language model that this installation names; None where it names none. Raises `CoequalError` for half a name."""
    url, model = variables.get("COEQUAL_LANGUAGE_MODEL_URL", ""), variables.get("COEQUAL_LANGUAGE_MODEL", "")
    if not url and not model:
        return None
    if not model or urlsplit(url).scheme not in ("http", "https"):
        raise CoequalError("COEQUAL_LANGUAGE_MODEL_URL must be a web address, and COEQUAL_LANGUAGE_MODEL the name of a model.")
    return Endpoint(url.rstrip("/"), model, variables.get("COEQUAL_LANGUAGE_MODEL_KEY", ""))


def propose(to: Endpoint, extracts: Iterable[Extract]) -> list[Proposed]:
    """Themes that a language model proposes for some texts. Raises `CoequalError` where it cannot be understood."""
    texts = [" ".join(one.shown.split()) for one in extracts if one.screened and not one.says_nothing][:_MOST_TEXTS]
    if not texts:
        raise CoequalError("No text has been screened yet, and no other is sent to a language model. Screen some first.")
    asked = {"model": to.model, "temperature": 0, "messages": [{"role": "user", "content": "\n".join([_ASKS, "", *texts])}]}
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {to.key}"} if to.key else {})
    request = Request(f"{to.url}/chat/completions", json.dumps(asked).encode(), headers)  # noqa: S310  # http or https, see above
    try:
        with urlopen(request, timeout=_PATIENCE) as answer:  # noqa: S310  # see above
            told = json.loads(answer.read(_MOST_ANSWER))
        said = told["choices"][0]["message"]["content"]
        themes = json.loads(said[said.index("{") : said.rindex("}") + 1])["themes"]
        return [Proposed(str(one["title"]).strip()[:_TITLE], str(one.get("definition", "")).strip()) for one in themes]
    except (OSError, HTTPException):
        raise CoequalError(f"The language model cannot be reached. {_HOW}") from None
    except (ValueError, KeyError, IndexError, TypeError, AttributeError):
        raise CoequalError(f"The language model gave an answer that cannot be read. {_HOW}") from None
