"""A list sent by browser is held in memory and never on disk; what is too large is not held at all."""

from typing import Any

from django.core.files.uploadhandler import MemoryFileUploadHandler, SkipFile
from django.http import HttpRequest

MOST_MEGABYTES = 5
TOO_LARGE_KEY = "fleksjob.upload_too_large"


class InMemoryUpload(MemoryFileUploadHandler):
    """The only upload handler: Django's own would lay larger files in the temporary folder."""

    def handle_raw_input(self, *args: Any, **kwargs: Any) -> None:
        self.activated = True
        self._held = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self._held += len(raw_data)
        if self._held > MOST_MEGABYTES * 1_000_000:
            self.file.truncate(0)
            if self.request is not None:
                self.request.META[TOO_LARGE_KEY] = True
            raise SkipFile
        self.file.write(raw_data)


def is_too_large(request: HttpRequest) -> bool:
    return bool(request.META.get(TOO_LARGE_KEY))
