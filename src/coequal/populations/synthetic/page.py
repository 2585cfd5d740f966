"""The page of the calibration: one HTML file that needs no other, with a drawing, a caption and a table for each comparison."""

from collections.abc import Iterable
from html import escape

from coequal.populations.synthetic.assumptions import ASSUMPTIONS
from coequal.populations.synthetic.charts import MADE, PUBLISHED, to_svg
from coequal.populations.synthetic.comparison import Comparison, Row
from coequal.populations.synthetic.recipe import Recipe

TITLE = "Synthetic people beside published figures"
_STYLE = """
body { font: 1.0625rem/1.5 Arial, Helvetica, sans-serif; color: #0b0c0c; background: #fff; max-width: 62rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 2rem; line-height: 1.2; } h2 { font-size: 1.375rem; margin: 0 0 .25rem; }
.synthetic { border: 3px solid #0b0c0c; padding: .75rem 1rem; font-weight: bold; }
section { border-top: 1px solid #505a5f; padding: 1.25rem 0; }
figure { margin: 0; } figcaption { max-width: 44rem; }
svg { max-width: 100%; height: auto; }
table { border-collapse: collapse; margin-top: .75rem; } caption { text-align: left; font-weight: bold; }
th, td { text-align: left; padding: .2rem 1rem .2rem 0; border-bottom: 1px solid #b1b4b6; } td { font-variant-numeric: tabular-nums; }
td.number, th.number { text-align: right; } nav ul { columns: 2; } a { color: #1d70b8; }
a:focus { outline: 3px solid #0b0c0c; background: #ffdd00; color: #0b0c0c; }
@media print { body { max-width: none; font-size: 10pt; } nav { display: none; } figure, table tr { break-inside: avoid; } h2, figcaption { break-after: avoid; } }
@media (max-width: 40rem) { nav ul { columns: 1; } }
"""


def to_page(comparisons: Iterable[Comparison], recipe: Recipe) -> str:
    """The whole page."""
    listed = list(comparisons)
    contents = "".join(f'<li><a href="#{_anchor(one)}">{escape(one.title)}</a></li>' for one in listed)
    return (
        f'<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n<title>{TITLE}</title>\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n'
        f"<h1>{TITLE}</h1>\n{_introduction(recipe)}\n"
        f'<nav aria-label="On this page"><ul>{contents}</ul></nav>\n'
        + "".join(map(_section, listed))
        + "</main>\n</body>\n</html>\n"
    )


def _introduction(recipe: Recipe) -> str:
    assumed = "; ".join(
        f"{escape(name)}: {escape(option)} ({escape(ASSUMPTIONS[name].options[option])})" for name, option in recipe.assumed.items()
    )
    return (
        '<p class="synthetic">Synthetic: nobody on this page exists. These people were drawn by chance from published figures and from assumptions.</p>\n'
        f"<p>{recipe.count:,} synthetic couples and single women who seek assisted conception in England, referred in {recipe.referred_in}; "
        f"seed {recipe.seed}. They stand for {round(recipe.seekers()):,} seekers a year. Assumed: {assumed}.</p>\n"
        "<p>In the drawings a bar (or a line) is the synthetic people, and a diamond is the published figure. "
        "Where the two differ, the caption says why, or that it is not known. Under each drawing are the same figures in a table.</p>"
    )


def _anchor(comparison: Comparison) -> str:
    return comparison.name.casefold().replace(" ", "-")


def _section(comparison: Comparison) -> str:
    name = _anchor(comparison)
    drawing = to_svg(comparison).replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1)
    return (
        f'<section aria-labelledby="{name}">\n<h2 id="{name}">{escape(comparison.title)} (synthetic)</h2>\n<figure>\n'
        f'<figcaption>{escape(comparison.says)}</figcaption>\n<div role="img" aria-label="{escape(_alternative(comparison))}">{drawing}</div>\n'
        f"</figure>\n{_table(comparison)}\n</section>\n"
    )


def _alternative(comparison: Comparison) -> str:
    """What the drawing shows, in words."""
    kind = "A line chart" if comparison.lines else "A bar chart"
    return f"{kind}: {comparison.title}, {MADE} beside {PUBLISHED}, in {_unit(comparison)}. The table below has the figures."


def _unit(comparison: Comparison) -> str:
    return "percent" if comparison.unit == "%" else comparison.unit


def _table(comparison: Comparison) -> str:
    panels = any(row.panel for row in comparison.rows)
    heads = [*(["which"] if panels else []), "of", f"{MADE}, {comparison.unit}", f"{PUBLISHED}, {comparison.unit}"]
    columns = "".join(f'<th scope="col"{_number(head)}>{escape(head)}</th>' for head in heads)
    rows = "".join(_row(row, panels) for row in comparison.rows)
    return f"<table><caption>{escape(comparison.title)}: the figures</caption><thead><tr>{columns}</tr></thead><tbody>{rows}</tbody></table>"


def _number(head: str) -> str:
    return ' class="number"' if head.startswith((MADE, PUBLISHED)) else ""


def _row(row: Row, panels: bool) -> str:
    which = f"<td>{escape(row.panel)}</td>" if panels else ""
    numbers = "".join(f'<td class="number">{say(value)}</td>' for value in (row.made, row.published))
    return f'<tr>{which}<th scope="row">{escape(row.label)}</th>{numbers}</tr>'


def say(value: float | None) -> str:
    """A figure as a reader wants it: whole from a thousand on, else with one or two decimals."""
    if value is None:
        return "none"
    return f"{value:,.0f}" if value >= 1000 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"
