"""What a report of an error may hold of a request: which fields were sent and which variables there were, and no value of any.

Whatever makes reports by Django's own means asks here, so that no view has to say by itself that what it takes is personal.
"""

from collections.abc import ItemsView
from types import FrameType
from typing import Any

from django.http import HttpRequest
from django.views.debug import SafeExceptionReporterFilter


class NothingPersonal(SafeExceptionReporterFilter):
    """Hides every value that was sent and every value of a variable, in whichever view; all are shown only while developing."""

    def get_post_parameters(self, request: HttpRequest | None) -> dict[str, str]:
        """The names of what was sent."""
        if request is None or not self.is_active(request):
            return dict(super().get_post_parameters(request))
        return dict.fromkeys(request.POST, self.cleansed_substitute)

    def get_traceback_frame_variables(self, request: HttpRequest | None, tb_frame: FrameType) -> ItemsView[str, Any]:
        """The names of the variables of a frame."""
        if not self.is_active(request):
            return super().get_traceback_frame_variables(request, tb_frame)
        return dict.fromkeys(tb_frame.f_locals, self.cleansed_substitute).items()
