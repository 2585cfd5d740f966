"""The manual's page on DMN."""

import re

from tests.exchange.dmn.page import page


def test_the_python_of_the_page_runs() -> None:
    """Each example by itself, with its asserts."""
    examples = re.findall(r"```python\n(.*?)```", page(), re.DOTALL)
    assert len(examples) == 2
    for code in examples:
        exec(code, {})  # noqa: S102  # our own
