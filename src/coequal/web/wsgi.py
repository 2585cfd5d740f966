"""The site for a web server: the library is read, and what is looked up in it made ready, before the first request comes."""

import os
from typing import Any

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coequal.web.settings")
django = get_wsgi_application()

from coequal.web.about.held import held  # noqa: E402  # settings come first
from coequal.web.finding.places import places  # noqa: E402
from coequal.web.shelf import shelf  # noqa: E402

places()
held()
for versions in shelf().policies.values():
    for policy in versions:
        shelf().rules(policy)


def application(environ: dict[str, Any], start_response: Any) -> Any:
    """The site. Texts are read as UTF-8, whatever a request says of itself: no page of ours says anything else."""
    kind, *more = environ.get("CONTENT_TYPE", "").split(";")
    boundary = [part for part in more if part.strip().casefold().startswith("boundary=")]
    environ["CONTENT_TYPE"] = ";".join([kind, *boundary])
    return django(environ, start_response)
