"""Regular expressions: `matches`, `replace` and `split`, for patterns that mean the same everywhere and end in time."""

import re
from collections.abc import Iterator
from math import prod

from coequal.criteria.feel.signatures import Functions, builtin
from coequal.criteria.feel.values import bounded
from coequal.errors import NotSupported

_MOST_WORK = 2_000_000
_LONGEST_PATTERN = 200
_PIECE = re.compile(
    r"""
    (?P<escape>\\[dDsSntr.\\?*+{}()\[\]|^$-])
  | (?P<class>\[\^?(?:[A-Za-z0-9 _.,:;@/#%&!?'"+*=()<>~-]|\\[dsntr\\\]\[^-])+\])
  | (?P<open>\((?:\?:)?)
  | (?P<close>\))
  | (?P<many>[*+]\??|\{\d{1,2},\}\??)
  | (?P<few>\?\??|\{\d{1,2}(?:,\d{1,2})?\}\??)
  | (?P<or>\|)
  | (?P<start>\^)
  | (?P<end>\$)
  | (?P<any>\.)
  | (?P<letter>[^\\\[\](){}*+?|^$.])
    """,
    re.VERBOSE,
)
_REPEATABLE = ("letter", "escape", "class", "any", "close")
_LINE_ENDS = re.compile("[\x85\u2028\u2029]")
_ODD_CLASS = re.compile(r"--|&&|~~|-\[|^\[\^?-.|.-\]$|\[\^?\\?[ds]-|-\\[ds]")
_REPLACEMENT = re.compile(r"\$(\d)|\\([\\$])|([^\\$])")


def compiled(pattern: str, flags: str | None, text: str) -> re.Pattern[str] | None:
    """A pattern as Python's; None for flags that there are none of. Raises `NotSupported` where it may differ or take long."""
    if set(flags or "") - set("smixq"):
        return None
    if set(flags or "") - set("si") or len(set(flags or "")) != len(flags or ""):
        raise NotSupported("Of the flags of a pattern, s and i are in the subset.")
    if "i" in (flags or "") and not (pattern.isascii() and text.isascii()):
        raise NotSupported("Patterns without regard to capitals are answered for plain letters.")
    if _LINE_ENDS.search(text) or (re.search(r"\\[dD]", pattern) and not text.isascii()):
        raise NotSupported("Engines differ on digits and line ends of other scripts.")
    pieces = list(_pieces(pattern))
    if prod(_ways(name, piece, len(text)) for name, piece in pieces) * (len(text) + 1) > _MOST_WORK:
        raise NotSupported("This pattern would take too long on a text of this length.")
    _no_loops_in_loops(pieces)
    translated = "".join(_python(name, piece, "s" in (flags or "")) for name, piece in pieces)
    try:
        return re.compile(translated, re.IGNORECASE if "i" in (flags or "") else 0)
    except re.error:
        raise NotSupported("This pattern is not in the subset.") from None


def _ways(name: str, piece: str, length: int) -> int:
    """In how many ways a piece of a pattern may fit a text of a length, as far as it alone decides."""
    if name == "few" and "{" in piece:
        least, _, most = piece.strip("{}?").partition(",")
        return max(int(most or least) - int(least) + 1, 1)
    return {"many": length + 1, "few": 2, "or": 2}.get(name, 1)


def _pieces(pattern: str) -> Iterator[tuple[str, str]]:
    if len(pattern) > _LONGEST_PATTERN:
        raise NotSupported(f"Patterns of more than {_LONGEST_PATTERN} letters are not in the subset.")
    at = 0
    while at < len(pattern):
        found = _PIECE.match(pattern, at)
        if found is None or found.lastgroup is None:
            raise NotSupported(f"This pattern is not in the subset, from its character {at + 1} on.")
        if found.lastgroup == "class" and (_ODD_CLASS.search(found[0]) or "[" in found[0][1:].replace("\\[", "")):
            raise NotSupported("Sets of letters that are written in unusual ways are not in the subset.")
        yield found.lastgroup, found[0]
        at = found.end()


def _no_loops_in_loops(pieces: list[tuple[str, str]]) -> None:
    """Raises `NotSupported` for a repeated group that itself repeats or chooses, which may take for ever, and for `(?=`."""
    inside = [False]
    for place, (name, _) in enumerate(pieces):
        if name in ("many", "few") and (place == 0 or pieces[place - 1][0] not in _REPEATABLE):
            raise NotSupported("What stands before a sign of repetition in this pattern cannot be repeated.")
        if name == "open":
            inside.append(False)
        elif name in ("many", "few", "or"):
            inside[-1] = True
        elif name == "close":
            if len(inside) == 1:
                raise NotSupported("This pattern closes a bracket that it did not open.")
            varies = inside.pop()
            repeated = place + 1 < len(pieces) and pieces[place + 1][0] in ("many", "few")
            if varies and repeated:
                raise NotSupported("A repeated group that itself repeats or chooses is not in the subset.")
            inside[-1] = inside[-1] or varies


def _python(name: str, piece: str, dot_all: bool) -> str:
    """A piece of a pattern in Python's spelling, with the meaning that XPath gives it."""
    match name, piece:
        case "any", _:
            return r"[\s\S]" if dot_all else r"[^\n\r]"
        case "end", _:
            return r"\Z"
        case "escape", "\\s":
            return r"[ \t\n\r]"
        case "escape", "\\S":
            return r"[^ \t\n\r]"
        case "class", _:
            return piece.replace("\\s", " \\t\\n\\r")
        case "letter", _:
            return re.escape(piece)
    return piece


def _matches(text: str, pattern: str, flags: str | None) -> bool | None:
    found = compiled(pattern, flags, text)
    return None if found is None else found.search(text) is not None


def _replace(text: str, pattern: str, replacement: str, flags: str | None) -> str | None:
    found = compiled(pattern, flags, text)
    if found is None:
        return None
    _never_empty(found)
    if "".join(part[0] for part in _REPLACEMENT.finditer(replacement)) != replacement:
        raise NotSupported("In a replacement, $1 is a group and \\$ the sign itself; anything else is not in the subset.")
    groups = [int(part[1]) for part in _REPLACEMENT.finditer(replacement) if part[1]]
    if any(group > found.groups for group in groups):
        raise NotSupported("A replacement names a group that the pattern does not have.")

    def filled(match: re.Match[str]) -> str:
        return _REPLACEMENT.sub(lambda part: (match[int(part[1])] or "") if part[1] else part[2] or part[3], replacement)

    if len(text) * (len(replacement) + 1 + len(groups) * len(text)) > _MOST_WORK:
        raise NotSupported("This replacement could grow too long.")
    return bounded(found.sub(filled, text))


def _split(text: str, delimiter: str) -> list[str] | None:
    found = compiled(delimiter, None, text)
    if found is None:
        return None
    _never_empty(found)
    if found.groups:
        raise NotSupported("A delimiter with groups is not in the subset.")
    return found.split(text)


def _never_empty(pattern: re.Pattern[str]) -> None:
    if pattern.search("") is not None:
        raise NotSupported("A pattern that fits where there is nothing is not in the subset here.")


FUNCTIONS: Functions = {
    "matches": (builtin("input: string, pattern: string, flags?: string | null", _matches),),
    "replace": (builtin("input: string, pattern: string, replacement: string, flags?: string | null", _replace),),
    "split": (builtin("string: string, delimiter: string", _split),),
}
