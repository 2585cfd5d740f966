"""A survey written as its file: what is read from the file again is the same survey."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from coequal.involvement.surveys.model import Answer, Only, Page, Question, Survey, Words
from coequal.involvement.surveys.reading import slug
from coequal.policies.markdown import Block, Heading, LiterateFile, Part, Prose, put_together

_PLAIN: Final = re.compile(r"[A-Za-z][\w’()./-]*(?: [\w’()./-]+)*[?.!]?", re.ASCII)
_ANOTHER_MEANING: Final = frozenset(("yes", "no", "on", "off", "y", "n", "true", "false", "null"))  # to other readers of YAML


def written(survey: Survey) -> str:
    """The text of a survey's file."""
    parts = [*_prose(survey.intro)]
    for page in survey.pages:
        parts += [Heading(2, page.title.own, 0), *page_block(page), *_prose(page.prose), *map(question_block, page.questions)]
    return put_together(LiterateFile("", front_matter(survey), tuple(parts)))


def front_matter(survey: Survey) -> str:
    """What stands at the head of the file."""
    lines = [f"survey: {survey.id}", f"title: {said(survey.title.own)}"]
    if survey.language != "en":
        lines.append(f"language: {survey.language}")
    if survey.languages:
        lines.append(f"languages: {_list(survey.languages)}")
    named = {"service": survey.service, "area": survey.area, "capacity": survey.capacity, "may publish": survey.may_publish}
    lines += [f"{key}: {said(name)}" for key, name in named.items() if name]
    if survey.thanks:
        lines.append(f"thanks: {said(survey.thanks.own)}")
    return "\n".join([*lines, *_in_others({"title": survey.title, "thanks": survey.thanks})])


def page_block(page: Page) -> list[Block]:
    """The block of a page that is named, translated, or asked of some people alone; else none."""
    lines = [f"id: {page.id}"] if page.id != slug(page.title.own) else []
    lines += [*_only(page.only), *_in_others({"title": page.title})]
    return [Block("page", "\n".join(lines), 0, page.title.own)] if lines else []


def question_block(question: Question) -> Block:
    """The block of a question."""
    lines = [f"id: {question.id}", f"kind: {question.kind}", f"asks: {said(question.asks.own)}"]
    if question.hint:
        lines.append(f"hint: {said(question.hint.own)}")
    for name, answers in (("answers", question.answers), ("rows", question.rows)):
        if answers:
            lines += [f"{name}:", *(f"  {said(one.key)}: {_answer(one)}" for one in answers)]
    lines += [f"{key}: {value}" for key, value in (("from", question.least), ("to", question.most)) if value is not None]
    lines += [f"{key}: {said(words.own)}" for key, words in (("low", question.low), ("high", question.high)) if words]
    lines += [f"{key}: true" for key, holds in (("required", question.required), ("equality", question.equality)) if holds]
    lines += _only(question.only)
    named = (("policy", question.policy), ("clause", question.clause), ("picture", question.picture))
    lines += [f"{key}: {said(value)}" for key, value in named if value]
    own = {"asks": question.asks, "hint": question.hint, "low": question.low, "high": question.high}
    lines += _in_others(own, {"answers": question.answers, "rows": question.rows})
    return Block("question", "\n".join(lines), 0, "")


def said(text: str) -> str:
    """A text as YAML: in quotes, unless nobody could read it in another way."""
    if _PLAIN.fullmatch(text) and text.casefold() not in _ANOTHER_MEANING:
        return text
    if text.isprintable():
        return "'" + text.replace("'", "''") + "'"
    return json.dumps(text, ensure_ascii=False)


def translation(words: Words) -> list[Block]:
    """The block that says a stretch of prose in other words; none where it is in one language."""
    lines = [f"{said(language)}: {said(text)}" for language, text in words.others.items()]
    return [Block("translation", "\n".join(lines), 0, "")] if lines else []


def _prose(words: Words | None) -> Iterator[Part]:
    if words:
        yield Prose(words.own, 0)
        yield from translation(words)


def _answer(answer: Answer) -> str:
    marks = [f"{key}: true" for key, holds in (("in words", answer.in_words), ("alone", answer.alone)) if holds]
    marks += [f"counts as: {said(answer.counts_as)}"] if answer.counts_as else []
    return f"{{{', '.join([f'says: {said(answer.says.own)}', *marks])}}}" if marks else said(answer.says.own)


def _list(items: Sequence[str]) -> str:
    return f"[{', '.join(map(said, items))}]"


def _only(only: Only | None) -> list[str]:
    if only is None:
        return []
    return [f"only if: {{{', '.join(f'{said(question)}: {_list(keys)}' for question, keys in only.answers.items())}}}"]


def _in_others(words: Mapping[str, Words | None], answers: Mapping[str, Sequence[Answer]] | None = None) -> Iterator[str]:
    """What is said in other languages and in easy read, under the key of each."""
    groups = dict(answers or {})
    everything = [one for one in words.values() if one] + [one.says for group in groups.values() for one in group]
    for language in dict.fromkeys(name for one in everything for name in one.others):
        yield f"{said(language)}:"
        yield from (f"  {key}: {said(one.others[language])}" for key, one in words.items() if one and language in one.others)
        for key, group in groups.items():
            there = [one for one in group if language in one.says.others]
            if there:
                yield f"  {key}:"
                yield from (f"    {said(one.key)}: {said(one.says.others[language])}" for one in there)
