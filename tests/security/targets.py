"""All that reads what others made, first what the bar names: expressions, policies, cases, FHIR, and spreadsheets."""

from typing import Final

from tests.security.imports import IMPORTS
from tests.security.sheets import ATTACHMENTS, SHEETS
from tests.security.target import Target
from tests.security.texts import CASES, EXPRESSIONS, POLICIES, RESPONSES, TEXTS

TARGETS: Final[tuple[Target, ...]] = (EXPRESSIONS, POLICIES, CASES, RESPONSES, *SHEETS, *TEXTS, *IMPORTS, ATTACHMENTS)
