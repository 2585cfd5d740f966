"""The prose of policies, which is Markdown, as HTML."""

from markdown_it import MarkdownIt
from markupsafe import Markup

_READER = MarkdownIt("commonmark", {"html": False, "linkify": False}).disable(["image", "html_block", "html_inline"])


def prose(text: str) -> Markup:
    """Prose as paragraphs and lists. Tags that stand in it are shown as they are written, and mean nothing."""
    return Markup(_READER.render(text))  # noqa: S704  # the reader escapes whatever is not its own
