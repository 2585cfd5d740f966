"""Involvements as everybody reads them: what is asked, until when, what was heard, what came of it, as a part of a Django site."""

from django.apps import AppConfig


class InvolvementConfig(AppConfig):
    """Involvements as everybody reads them: what is asked, until when, what was heard, what came of it."""

    name = "coequal.web.involvement"
    label = "involvement_pages"
