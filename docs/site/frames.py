"""Tables and blocks of code that are wider than the window move inside a frame of their own, with the keyboard too."""

from html import escape

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator


class Framed(HTML5Translator):
    """HTML as Sphinx writes it, with a frame round each table, named by its number and its heading."""

    def visit_table(self, node: nodes.Element) -> None:
        """A region that can be reached, which the table fills."""
        tables = list(self.document.findall(nodes.table))
        name = f"Table {tables.index(node) + 1}: {_heading(node)}"
        self.body.append(f'<div class="wide" role="region" tabindex="0" aria-label="{escape(name)}">')
        super().visit_table(node)

    def depart_table(self, node: nodes.Element) -> None:
        """The end of both."""
        super().depart_table(node)
        self.body.append("</div>")

    def visit_entry(self, node: nodes.Element) -> None:
        """A cell; an empty one above a column is no heading of it."""
        if isinstance(node.parent.parent, nodes.thead) and not node.astext():
            node.parent.column += 1
            self.body.append("<td></td>")
            raise nodes.SkipNode
        super().visit_entry(node)

    def visit_literal_block(self, node: nodes.Element) -> None:
        """A block that can be reached, since it may move."""
        try:
            super().visit_literal_block(node)
        except nodes.SkipNode:
            self.body[-1] = self.body[-1].replace("<pre>", '<pre tabindex="0">', 1)
            raise


def _heading(node: nodes.Node) -> str:
    """The heading that a table stands under."""
    at: nodes.Node | None = node
    while at is not None and not isinstance(at, nodes.section):
        at = at.parent
    return at[0].astext() if at is not None else "of this page"


def setup(app: Sphinx) -> dict[str, bool]:
    """Sphinx calls this."""
    app.set_translator("html", Framed)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
