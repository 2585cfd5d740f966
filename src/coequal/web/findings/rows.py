"""Where the rows stand from which a figure of the report was counted."""

from django.urls import reverse

from coequal.involvement.models import Involvement


def rows(involvement: Involvement, behind: str) -> str:
    """The address of what stands behind a figure, as a section of the report names it."""
    kind, *names = behind.split(" ")
    match kind:
        case "question":
            name, parts = "counts:results", {"survey": names[0]}
        case "event":
            name, parts = "hearing:read", {"event": names[0]}
        case "frame":
            name, parts = "coding:frame", {"frame": names[0]}
        case "theme":
            name, parts = "coding:theme", {"frame": names[0], "key": names[1]}
        case "letters":
            name, parts = "hearing:letters", {}
        case _:
            name, parts = f"counts:{kind}", {}  # all that was received, or the profile of who answered
    return reverse(name, kwargs={"reference": involvement.reference, **parts})
