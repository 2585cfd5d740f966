"""Ids of policies, services and criteria as people read them."""

from typing import Final

NO_POLICY: Final = "no policy"


def said(name: str) -> str:
    """An id in words: `assisted-conception` is “Assisted conception”."""
    words = name.replace("-", " ")
    return words[:1].upper() + words[1:]


def of_policy(policy: str) -> str:
    """A policy by its id, which its page has too; that there is none where there is none."""
    return policy or NO_POLICY
