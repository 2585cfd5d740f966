"""`python -m tests.web.studio.prepared FOLDER`: a site's home with a draft in it, and two policy managers who have signed in."""

import json
import os
import sys

import django
from django.conf import settings
from django.test import Client


def main(folder: str) -> None:
    """Print the draft's reference, and the cookies of both."""
    os.environ["COEQUAL_DATA"] = folder
    django.setup()
    from coequal.accounts.roles import Role
    from coequal.web.operation.home import make_home
    from tests.web.signing import person, sign_in
    from tests.web.studio.drafting import draft_of

    make_home()
    draft = draft_of("\n".join(f"line {number}" for number in range(60)))
    people = [person(Role.POLICY_MANAGER, email=f"{name}@exampleshire.example") for name in ("pat", "sam")]
    cookies = [sign_in(Client(), who).cookies[settings.SESSION_COOKIE_NAME].value for who in people]
    sys.stdout.write(json.dumps({"reference": draft.reference, "cookies": cookies}) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
