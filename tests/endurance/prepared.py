"""`python -m tests.endurance.prepared FOLDER`: a home in which people can answer, draft, ask and vote. Says where, and as whom."""

import json
import os
import sys
from pathlib import Path
from typing import Any

import django

MOTIONS, SEATS = 20, 40


def main(folder: str) -> None:
    """Print the references, and a cookie for each of those who work there."""
    os.environ["COEQUAL_DATA"] = folder
    django.setup()
    from coequal.web.operation.home import make_home

    if not Path(folder, "static").exists():
        make_home()
    sys.stdout.write(f"{json.dumps(_made())}\n")


def _made() -> dict[str, Any]:
    from coequal.accounts.roles import Role
    from coequal.programmes.models.governing import REJECT
    from coequal.programmes.stages import kinds
    from tests.involvement import making as hearing
    from tests.programmes import making as aligning
    from tests.referrals.making import CLINIC, clinic
    from tests.web.studio.drafting import draft_of

    survey = hearing.survey(hearing.involvement("open"))
    draft = draft_of("\n".join(f"line {number}" for number in range(60)))
    area = aligning.area(stage=kinds.DECISION)
    meeting = aligning.meeting(seats=SEATS)
    motions = [aligning.motion(area, meeting, kind=REJECT, says=f"Motion {number}.") for number in range(MOTIONS)]
    clinic()
    return {
        "survey": survey.reference,
        "draft": draft.reference,
        "meeting": meeting.reference,
        "motions": [one.reference for one in motions],
        "policy manager": _cookie(Role.POLICY_MANAGER, "pat@exampleshire.example"),
        "governance": _cookie(Role.GOVERNANCE, "gov@exampleshire.example"),
        "clinician": _cookie(Role.CLINICIAN, "clinician@exf1.example", CLINIC),
    }


def _cookie(role: Any, email: str, at: str = "EXA1") -> str:
    from django.conf import settings
    from django.test import Client

    from tests.web.signing import person, sign_in

    return sign_in(Client(), person(role, at=at, email=email)).cookies[settings.SESSION_COOKIE_NAME].value


if __name__ == "__main__":
    main(sys.argv[1])
