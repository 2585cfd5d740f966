"""Reading a file of rules: each stands in it, with its value and where it comes from, or as not found.

Those on prior approval may be missing, as they are from the files of a time when there were no such rules.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from coequal.errors import CoequalError
from coequal.facts.fields import Fields
from coequal.facts.strict_yaml import Scalar, decode, read, read_file
from coequal.referrals.rules import model, values
from coequal.referrals.rules.model import CommissionerRules, Origin

NOT_FOUND: Final = "not found"
EXAMPLES: Final = Path(__file__).with_name("examples")
_CODE: Final = re.compile(r"[0-9A-Z]{3,6}")
_ADDRESS: Final = re.compile(r"https?://[^\s/]+\.[^\s]+")
_RULES: Final[Mapping[str, values.Reading]] = {
    "who may ask": values.askers,
    "consent": values.points,
    "acknowledge": values.limit,
    "screen": values.limit,
    "decide": values.limit,
    "urgent": values.limit,
    "letter": values.limit,
    "wait": values.limit,
    "quorum": values.number(50),
    "lay chair": values.flag,
    "posts": values.posts,
    "questions": values.points,
    "social factors": values.social_factors,
    "most similar": values.number(1_000),
    "ask appeal": values.limit,
    "answer appeal": values.limit,
    "grounds": values.points,
    "contact": values.words,
    "answer approval": values.limit,
    "oldest referral": values.limit,
}
# Rules that files of an earlier time do not have: there they were not found.
_LATER: Final = ("contact", "wait", "answer approval", "oldest referral")


@lru_cache(maxsize=1)
def shipped() -> Mapping[str, CommissionerRules]:
    """The rules that come with coequal, by the code of the commissioner."""
    found = [read_rules(path) for path in sorted(EXAMPLES.glob("*.yaml"))]
    return MappingProxyType({rules.commissioner: rules for rules in found})


def shipped_text(commissioner: str) -> str:
    """The text of the rules that come with coequal for a commissioner, by its code. Raises `CoequalError` where there are none."""
    path = next((one for one in sorted(EXAMPLES.glob("*.yaml")) if read_rules(one).commissioner == commissioner), None)
    if path is None:
        raise CoequalError(f"No rules of {commissioner} come with coequal. Write a file of its own.")
    return decode(read_file(path), str(path))


def read_rules(path: Path) -> CommissionerRules:
    """The rules in a file. Raises `CoequalError` with file, line and key of the first mistake."""
    return rules_of(decode(read_file(path), str(path)), str(path))


def rules_of(text: str, file: str) -> CommissionerRules:
    """The rules in a text, in which mistakes are placed as in a file. Raises `CoequalError` as above."""
    fields = Fields(read(text, file), "A file of rules", ("commissioner", "name", "invented", "about", "rules"))
    code, invented = fields.text("commissioner"), fields.flag("invented")
    if not _CODE.fullmatch(code):
        where = fields.node("commissioner").place
        raise CoequalError(f'"commissioner" must be the code of an organisation, such as EXA1, not "{code}".', where)
    rules = Fields(fields.node("rules"), '"rules"', tuple(_RULES))
    found = {key.replace(" ", "_"): _rule(rules, key, invented=invented) for key in _RULES}
    return CommissionerRules(
        commissioner=code,
        name=fields.text("name"),
        invented=invented,
        about=fields.text("about"),
        **{field: one and one[0] for field, one in found.items()},
        origins=MappingProxyType({field: one[1] for field, one in found.items() if one}),
    )


def _rule(rules: Fields, key: str, *, invented: bool) -> tuple[Any, Origin] | None:
    """The value of a rule with its origin, or None where it was not found."""
    if key in _LATER and key not in rules:
        return None
    node = rules.node(key)
    if isinstance(node, Scalar):
        if node.text == NOT_FOUND:
            return None
        raise CoequalError(f'"{key}" needs a "value" and where it comes from, or the words "{NOT_FOUND}".', node.place)
    fields = Fields(node, f'"{key}"', ("value", *model.ORIGINS, "url", "seen"))
    return _RULES[key](fields.node("value"), key), _origin(fields, key, invented=invented)


def _origin(fields: Fields, key: str, *, invented: bool) -> Origin:
    """Where a rule comes from. A real body has what was found; an invented one what is shaped like that, or chosen."""
    allowed = (model.SHAPED, model.CHOSEN) if invented else (model.FOUND,)
    given = [how for how in model.ORIGINS if how in fields]
    if len(given) != 1 or given[0] not in allowed:
        body = "an invented" if invented else "a real"
        wanted = " or ".join(f'"{how}"' for how in allowed)
        raise CoequalError(f'"{key}" is a rule of {body} body, so it needs {wanted}, and nothing else of that kind.', fields.place)
    how, seen, url = given[0], fields.day("seen"), fields.text_or_none("url")
    if how == model.CHOSEN and (seen or url):
        raise CoequalError(f'"{key}" was chosen, so there is no document: take "url" and "seen" out.', fields.place)
    if how != model.CHOSEN and not seen:
        raise CoequalError(f'"{key}" needs the day on which its document was "seen".', fields.place)
    if url and not _ADDRESS.fullmatch(url):
        raise CoequalError(f'"url" must be an address that begins with https:// or http://, not "{url}".', fields.node("url").place)
    return Origin(how, fields.text(how), url, seen)
