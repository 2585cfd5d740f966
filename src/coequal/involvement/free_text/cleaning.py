"""Whether a text says nothing that could be put under a theme: “no comment”, “n/a”, “as above”, or signs alone."""

import re
from typing import Final

_SIGNS: Final = re.compile(r"[^\w\s]|_")
_NOTHING: Final = re.compile(
    r"(no|nil|none|nothing|not)( (further|other|more|additional|else|really|particular|specific|much|at all|to|i|can|think|of|"
    r"add|say|comments?|answers?|suggestions?|reply|response|opinion|view|views|ideas?|sure|applicable|thanks?|thank|you|known))*"
    r"|n ?a|(same )?(as|see) (above|before|previous|my (last|previous|other) answer)|same( again)?"
    r"|(i )?(dont|do not|don t) know|(id |i d |i would |i )?(rather|prefer) not (to )?say|left blank|blank|unknown|x+|test"
    r"|(i )?(have )?(no|nothing) (comments?|more|further|else)( to (add|say|make))?( at this time)?"
)
_ANSWERS: Final = ("no", "not really", "not much", "no thank", "no i")  # of them one may be an answer to what was asked


def says_nothing(text: str) -> bool:
    """Whether a text is one of the ways in which people say nothing. A bare “no” may be an answer, and so is not one."""
    words = " ".join(_SIGNS.sub(" ", text.casefold().replace("’", "").replace("'", "")).split())
    return words not in _ANSWERS and (not words or _NOTHING.fullmatch(words) is not None)
