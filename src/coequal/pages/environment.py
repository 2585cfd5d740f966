"""The Jinja environment: what every template can use beside what its view hands to it."""

from pathlib import Path
from typing import Any

import nhsuk_frontend_jinja
from django.templatetags.static import static
from django.urls import reverse
from jinja2 import ChainableUndefined, ChoiceLoader, Environment, FileSystemLoader

from coequal.pages.prose import prose
from coequal.pages.words import day, moment, number, plural

_COMPONENTS = Path(nhsuk_frontend_jinja.__file__).parent / "templates"


def environment(**options: Any) -> Environment:
    """The environment of the site's templates, with the design system's macros.

    A name that is not there prints nothing, because the macros of the design system count on it.
    """
    own = options.pop("loader")
    options.pop("autoescape")
    made = Environment(
        **{**options, "undefined": ChainableUndefined},
        autoescape=True,
        loader=ChoiceLoader([own, FileSystemLoader(_COMPONENTS)]),
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.do"],
    )
    made.globals.update(static=static, url=url)
    made.filters.update(day=day, prose=prose, plural=plural, number=number, moment=moment)
    return made


def url(name: str, **parts: object) -> str:
    """The address of a view by its name: `url("library:policy", area="luton", service="assisted-conception")`."""
    return reverse(name, kwargs=parts)
