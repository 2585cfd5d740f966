"""What a row with sealed columns is called by what is sealed in it: a name that it has before it is first kept."""

from typing import Final
from uuid import uuid4

from django.db import models

ROW: Final = "row"


class Named(models.Model):
    """A row with a name of its own, which never changes and which no other has: what is sealed in it opens under it alone."""

    row = models.UUIDField(default=uuid4, unique=True, editable=False)

    class Meta:
        """No table of its own."""

        abstract = True
