"""In which manner somebody reads a survey: in its own language, in another one, or in easy read."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup, escape

from coequal.involvement.models import Response
from coequal.involvement.models.responses import EASY_READ, ONLINE
from coequal.involvement.surveys.languages import language_named
from coequal.involvement.surveys.model import EASY, Survey, Words
from coequal.pages.prose import prose

OF_PAGES: Final = "en"  # the language of all that the site says itself
EASY_KEY: Final = "easy"  # names the easy read in forms


@dataclass(frozen=True, slots=True)
class Manner:
    """A language of a survey, or its easy read, in which its words are said; where they are not in it, in the survey's own."""

    own: str
    key: str = ""  # of a language, or `easy read`; none: the survey's own

    @property
    def easy(self) -> bool:
        """Whether it is easy read."""
        return self.key == EASY

    @property
    def channel(self) -> str:
        """By which channel a response counts that is given in it."""
        return EASY_READ if self.easy else ONLINE

    @property
    def language(self) -> str:
        """The language in which a response is given."""
        return self.own if self.easy else self.key or self.own

    def plain(self, words: Words | None) -> str:
        """The words as a plain text."""
        return words.in_(self.key) if words else ""

    def said(self, words: Words | None) -> Markup:
        """The words, marked with their language where it is not that of the page."""
        return self._marked("span", words, escape(self.plain(words)))

    def told(self, words: Words | None) -> Markup:
        """Words in Markdown, as paragraphs."""
        return self._marked("div", words, prose(self.plain(words)))

    def _marked(self, tag: str, words: Words | None, text: Markup) -> Markup:
        foreign = words is not None and not self.easy and self.key in words.others
        language = self.key if foreign else self.own
        if words is None or language == OF_PAGES:
            return text
        return Markup('<{0} lang="{1}" dir="auto">{2}</{0}>').format(tag, language, text)


def manner_of(response: Response) -> Manner:
    """The manner in which a response is given."""
    definition = response.version.definition
    if response.channel == EASY_READ:
        return Manner(definition.language, EASY)
    return Manner(definition.language, "" if response.language == definition.language else response.language)


def manner_named(definition: Survey, name: str) -> Manner:
    """The manner that a form names; the survey's own language where there is none of that name."""
    keys = {key: key for key in definition.languages} | ({EASY_KEY: EASY} if has_easy_read(definition) else {})
    return Manner(definition.language, keys.get(name, ""))


def manners(definition: Survey) -> Iterator[tuple[str, str]]:
    """The manners in which a survey can be read, each by the name that a form gives it, with its words."""
    yield definition.language, language_named(definition.language)
    if has_easy_read(definition):
        yield EASY_KEY, "Easy read: short sentences and simple words"
    for key in definition.languages:
        yield key, language_named(key)


def has_easy_read(definition: Survey) -> bool:
    """Whether a survey has words in easy read."""
    return any(EASY in words.others for words in (definition.title, *(question.asks for question in definition.questions)))
