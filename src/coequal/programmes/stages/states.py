"""Where a service area can stand, in a word or two."""

from typing import Final

NOT_BEGUN: Final = "not begun"
UNDER_WAY: Final = "under way"
ON_HOLD: Final = "on hold"
IN_FORCE: Final = "in force"
ENDED: Final = "ended"
STATES: Final = (NOT_BEGUN, UNDER_WAY, ON_HOLD, IN_FORCE, ENDED)
