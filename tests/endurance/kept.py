"""`python -m tests.endurance.kept FOLDER`: everything that a site has kept of what people did there, as JSON."""

import json
import os
import sys
from typing import Any

import django


def main(folder: str) -> None:
    """Print it."""
    os.environ["COEQUAL_DATA"] = folder
    django.setup()
    from coequal.drafting.models import Revision
    from coequal.involvement.models import Response
    from coequal.programmes.models import Vote
    from coequal.referrals.models import Request

    told = {
        "responses": [{"status": one.status, "answers": one.answers} for one in Response.objects.all()],
        "revisions": [one.text for one in Revision.objects.order_by("number")],
        "votes": [[one.motion.reference, one.attendance_id] for one in Vote.objects.select_related("motion")],
        "requests": {one.reference: _written(one) for one in Request.objects.all()},
    }
    sys.stdout.write(f"{json.dumps(told)}\n")


def _written(request: Any) -> dict[str, str]:
    from coequal.referrals.requesting.held import held
    from coequal.referrals.requesting.sections import REQUEST

    return held(request, REQUEST)


if __name__ == "__main__":
    main(sys.argv[1])
