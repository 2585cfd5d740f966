"""The site for a web server: the library is read before the first request comes."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coequal.web.settings")
application = get_wsgi_application()

from coequal.web.shelf import shelf  # noqa: E402  # settings come first

for versions in shelf().policies.values():
    for policy in versions:
        shelf().rules(policy)
