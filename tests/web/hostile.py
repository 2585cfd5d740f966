"""What no page of ours sends: for tests of what becomes of it."""

from typing import Final

NO_NUMBERS: Final = ("", "-1", "²", "٣", "1e3", "0x1", " 1", "9" * 5_000, "\0", "nan")  # of a hidden field that names a row
SCRIPT: Final = (
    "## Heading\n\n- a point\n\n<script>alert(1)</script> <img src=x onerror=alert(2)> "
    "[a link](javascript:alert(3)) ![picture](http://evil.example/x.png) {{ 7*7 }} {% raw %}"
)
LETTERS: Final = "x" * 60_000  # more than any text of ours may have


def is_harmless(page: str) -> bool:
    """Whether what somebody typed as `SCRIPT` stands on a page as text alone: nothing of it runs, is fetched, or is followed."""
    return not any(one in page for one in ("<script>alert", "<img src=x", 'href="javascript:', 'src="http://evil', ">49<"))
