"""Who sees which part of a request in which state, written by hand. Whoever changes it changes the code too, and so on purpose.

What is not here is seen by nobody: every other role, every other side, every other state, and all of another organisation.
"""

from coequal.accounts.roles import Role

_CARES = "who, consent, case, files, steps, decision, letters, disclosures"
_DEALS = "who, consent, case, files, nameless files, steps, views, interests, decision, letters"
_SENT = (
    "with an officer",
    "returned",
    "submitted",
    "being screened",
    "for panel",
    "with a panel",
    "deferred",
    "being reconsidered",
    "under appeal",
    "approved",
    "declined",
    "withdrawn",
    "sent elsewhere",
    "a service development",
    "closed",
)

# By role, the side on which they stand, and whether they have a seat at the panel of the request: under appeal at the one that hears it.
ASKS, DEALS = "of the clinic", "of the commissioner"
SEES: dict[tuple[Role, str], dict[str, str]] = {
    (Role.CLINICIAN, ASKS): {
        **dict.fromkeys(_SENT, _CARES),
        "being written": _CARES + ", equality",
        "returned": _CARES + ", equality",
    },
    (Role.IFR_OFFICER, DEALS): dict.fromkeys(_SENT, _DEALS),
    (Role.GOVERNANCE, DEALS): {"under appeal": "case, nameless files, steps, views, decision"},
    (Role.INFORMATION_GOVERNANCE, DEALS): dict.fromkeys(
        ("being written", "approved", "declined", "withdrawn", "sent elsewhere", "a service development", "closed"),
        "keeping reviews",
    ),
}
SEES_SEATED: dict[tuple[Role, str], dict[str, str]] = {
    **SEES,
    (Role.PANEL_MEMBER, DEALS): {
        "with a panel": "case, nameless files, views",
        "under appeal": "case, nameless files, steps, decision",
    },
}


def expected(role: Role, side: str, state: str, *, seated: bool) -> frozenset[str]:
    """The parts that a role sees there."""
    said = (SEES_SEATED if seated else SEES).get((role, side), {}).get(state, "")
    return frozenset(said.split(", ")) if said else frozenset()
