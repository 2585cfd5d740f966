"""Coequal makes a commissioning policy one document that people can read, software can apply, and anyone can compare.

import coequal
policy = coequal.load("norfolk-and-waveney/assisted-conception", on=date(2023, 5, 2))
assessment = policy.assess({"patient BMI": 31.2})
assessment.outcome, assessment.criteria["body-mass-index"].status, assessment.missing
coequal.evaluate("1 < 2 and null")
policy.assess(frame).to_polars()
coequal.sql(policy, "postgres")
coequal.schema("case", "assisted-conception")
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from coequal.criteria.feel.evaluate import evaluate
    from coequal.errors import CoequalError, CoequalWarning, NotSupported
    from coequal.exchange.loaded import load, sql
    from coequal.exchange.schemas.named import schema

__version__ = "0.1.0"
__all__ = ["CoequalError", "CoequalWarning", "NotSupported", "__version__", "evaluate", "load", "schema", "sql"]

_HOMES = {
    "CoequalError": "coequal.errors",
    "CoequalWarning": "coequal.errors",
    "NotSupported": "coequal.errors",
    "evaluate": "coequal.criteria.feel.evaluate",
    "load": "coequal.exchange.loaded",
    "schema": "coequal.exchange.schemas.named",
    "sql": "coequal.exchange.loaded",
}


if not TYPE_CHECKING:  # or else a type checker would let every name pass

    def __getattr__(name: str) -> Any:
        """A public name, imported when it is first used, so that the command line starts quickly."""
        if name not in _HOMES:
            raise AttributeError(f"coequal has no {name}")
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), name)
