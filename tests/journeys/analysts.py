"""People of an invented organisation who work with analyses, signed in for a journey without the steps of signing in."""

import os
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Page

from coequal.accounts.roles import Role
from tests.journeys.conftest import Visit
from tests.journeys.running import Site

_MADE = """
import os, sys
import django
django.setup()
from django.test import Client
from coequal.accounts.roles import Role
from tests.web.signing import person, sign_in
print(sign_in(Client(), person(Role(sys.argv[1]), email=sys.argv[2])).cookies["sessionid"].value)
"""


def signed_in(visit: Visit, site: Site, role: Role, **options: object) -> Page:
    """A page of somebody with a role, in a browser of their own."""
    email = f"{role.value.replace(' ', '-')}@exampleshire.example"
    variables = {**os.environ, "COEQUAL_DATA": str(site.data), "DJANGO_SETTINGS_MODULE": "coequal.web.settings"}
    command = [sys.executable, "-c", _MADE, role.value, email]
    found = subprocess.run(command, env=variables, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=True)
    page = visit("/published", **options)
    page.context.add_cookies([{"name": "sessionid", "value": found.stdout.split()[-1], "url": site.address}])
    page.goto("/analyses")
    return page
