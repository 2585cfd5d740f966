"""What languages are called, for people who do not know their codes."""

from django.conf.locale import LANG_INFO


def language_named(key: str) -> str:
    """A language by its own name and, where that is another, by its English one; by its code where it has no name here."""
    known = LANG_INFO.get(key.lower()) or LANG_INFO.get(key.split("-", maxsplit=1)[0])
    if known is None or "name" not in known:
        return key
    own, english = known["name_local"], known["name"]
    return english if own.casefold() == english.casefold() else f"{own[:1].upper()}{own[1:]} ({english})"
