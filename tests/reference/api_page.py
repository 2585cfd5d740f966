"""The manual's page on the operations of the API, made from its OpenAPI document."""

from typing import Any

HEADING = """\
# The operations of the API

<!-- Made by `make manual` from the OpenAPI document. Change the operations in coequal.web.api, not this page. -->

[The API](api.md) says how to ask, what a case is, and what every refusal looks like. `/api/openapi.json` on a site is the same document for software, with every schema.
"""


def page() -> str:
    """The whole page. Django is ready by then, as the document needs it."""
    from coequal.web.api.interface import document

    return HEADING + "".join(
        _operation(path, method, one) for path, every in document()["paths"].items() for method, one in every.items()
    )


def _operation(path: str, method: str, one: dict[str, Any]) -> str:
    scope = f"Needs a key with the scope `{one['x-scope']}`." if "x-scope" in one else "Needs no key."
    said = "" if one["description"].rstrip(".") == one["summary"].rstrip(".") else f"{one['description']}\n\n"
    rows = "".join(_row(each) for each in one["parameters"])
    table = f"\n| parameter | where | says | example |\n| --- | --- | --- | --- |\n{rows}" if rows else ""
    return f"\n## `{method.upper()} {path}`\n\n{one['summary']}.\n\n{said}{scope}\n{table}"


def _row(each: dict[str, Any]) -> str:
    needed = ", needed" if each["required"] else ""
    example = f"`{each['example']}`" if "example" in each else ""
    return f"| `{each['name']}` | {each['in']}{needed} | {_cell(each['description'])} | {_cell(example)} |\n"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
