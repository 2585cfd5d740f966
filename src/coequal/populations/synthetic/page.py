"""The page of the calibration: one HTML file that needs no other, with a drawing, a caption and a table for each comparison."""

from collections.abc import Iterable
from html import escape

from coequal.populations.synthetic.assumptions import ASSUMPTIONS
from coequal.populations.synthetic.charts import title_of, to_svg
from coequal.populations.synthetic.comparison import Comparison, Row
from coequal.populations.synthetic.parameters import FOLDER
from coequal.populations.synthetic.recipe import Recipe

TITLE = "Synthetic people beside published figures"
MADE = "synthetic people"
STYLE = FOLDER / "calibration.css"


def to_page(comparisons: Iterable[Comparison], recipe: Recipe) -> str:
    """The whole page."""
    listed = list(comparisons)
    contents = "".join(f'<li><a href="#{_anchor(one)}">{escape(one.title)}</a></li>' for one in listed)
    return "\n".join(
        [
            '<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">',
            f"<title>{TITLE}</title>",
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<style>\n{STYLE.read_text(encoding='utf-8')}</style>\n</head>\n<body>\n<main>",
            f"<h1>{TITLE}</h1>",
            _introduction(recipe),
            f'<nav aria-label="On this page"><ul>{contents}</ul></nav>',
            *map(_section, listed),
            "</main>\n</body>\n</html>\n",
        ]
    )


def _introduction(recipe: Recipe) -> str:
    assumed = "; ".join(f"{name} is {option} ({ASSUMPTIONS[name].options[option]})" for name, option in recipe.assumed.items())
    return (
        '<p class="synthetic">Synthetic: nobody on this page exists. '
        "These people were drawn by chance from published figures and from assumptions.</p>\n"
        f"<p>{recipe.count:,} synthetic couples and single women who seek assisted conception in England, "
        f"referred in {recipe.referred_in}; seed {recipe.seed}. They stand for {round(recipe.seekers()):,} seekers a year. "
        f"Assumptions that can be changed: {escape(assumed)}.</p>\n"
        "<p>A bar, or a line, shows the synthetic people. A black diamond shows the published figure, or an assumed one where "
        "the caption says so. The caption says where it comes from, and the table has both in numbers.</p>"
    )


def _anchor(comparison: Comparison) -> str:
    return comparison.name.casefold().replace(" ", "-")


def _section(comparison: Comparison) -> str:
    name = _anchor(comparison)
    drawing = to_svg(comparison).replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1)
    return "\n".join(
        [
            f'<section aria-labelledby="{name}">\n<h2 id="{name}">{escape(comparison.title)} (synthetic)</h2>\n<figure>',
            f"<figcaption>{escape(comparison.says)}</figcaption>",
            f'<div role="img" aria-label="{escape(_alternative(comparison))}">{drawing}</div>\n</figure>',
            f"{_table(comparison)}\n</section>",
        ]
    )


def _alternative(comparison: Comparison) -> str:
    """What the drawing shows, in words."""
    kind = "Line chart" if comparison.lines else "Bar chart"
    shown = f"{MADE} beside {comparison.target} figures, {title_of(comparison)}"
    return f"{kind}: {comparison.title}, {shown}. The table that follows has the figures."


def _table(comparison: Comparison) -> str:
    panels = any(row.panel for row in comparison.rows)
    words = "".join(f'<th scope="col">{head}</th>' for head in [*(["which"] if panels else []), "of"])
    heads = (f"{who}, {title_of(comparison)}" for who in (MADE, comparison.target))
    numbers = "".join(f'<th scope="col" class="number">{escape(head)}</th>' for head in heads)
    rows = "\n".join(_row(row, panels) for row in comparison.rows)
    caption = f"<caption>{escape(comparison.title)}: the figures</caption>"
    return f"<table>{caption}\n<thead><tr>{words}{numbers}</tr></thead>\n<tbody>\n{rows}\n</tbody></table>"


def _row(row: Row, panels: bool) -> str:
    which = f"<td>{escape(row.panel)}</td>" if panels else ""
    numbers = "".join(f'<td class="number">{say(value)}</td>' for value in (row.made, row.published))
    return f'<tr>{which}<th scope="row">{escape(row.label)}</th>{numbers}</tr>'


def say(value: float | None) -> str:
    """A figure as a reader wants it: whole from a thousand on, else with one or two decimals."""
    if value is None:
        return "none"
    decimals = 0 if value >= 1000 else 1 if value >= 10 else 2
    return f"{value:,.{decimals}f}"
