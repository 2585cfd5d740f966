"""Numbers and the words beside them, as people write them."""


def plural(count: int, one: str, several: str | None = None) -> str:
    """A number with its noun: `plural(1, "question")`, `plural(3, "body", "bodies")`."""
    return f"{count:,} {one if count == 1 else several or one + 's'}"


def number(value: float) -> str:
    """A number with commas between thousands."""
    return f"{value:,}"
