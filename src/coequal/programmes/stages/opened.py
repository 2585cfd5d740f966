"""Which stage of a service area is open, for whatever is done only in some of them."""

from coequal.errors import CoequalError
from coequal.programmes.models import ServiceArea
from coequal.programmes.stages.standing import standing_of
from coequal.programmes.stages.table import BY_KEY


def require_open(area: ServiceArea, *keys: str) -> None:
    """Nothing, where one of some stages is open. Raises `CoequalError` where none of them is."""
    stage = standing_of(area).stage
    if stage not in keys:
        wanted = " or ".join(f"“{BY_KEY[key].title}”" for key in keys)
        now = f"the stage “{BY_KEY[stage].title}” is" if stage else "no stage is"
        raise CoequalError(f"This is done while the stage {wanted} is open. Now {now}. Open or go back to the stage first.")
