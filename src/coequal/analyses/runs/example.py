"""The example of an options file that comes with coequal."""

from pathlib import Path

_NAME = Path("options") / "staffordshire.yaml"


def example() -> str:
    """Its text: inside an installed package, or beside `src` in a checkout."""
    package = Path(__file__).parents[2]
    inside = package / "examples" / _NAME
    path = inside if inside.is_file() else package.parents[1] / "examples" / _NAME
    return path.read_text(encoding="utf-8")
