"""Files that people send stay in memory: a roster must not lie open in a temporary folder."""

import io
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler

MOST_KEPT = 11 * 1024 * 1024
"""More than any file may have; the rest of a larger one is not kept, and its reader refuses it."""

MOST_SENT = 12 * 1024 * 1024
"""More than any body may have, the largest file and the form around it; beyond, none is read."""


class InMemory(FileUploadHandler):
    """Keeps the beginning of a file in memory, however long it is."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file."""
        super().new_file(*args, **kwargs)
        self.content = io.BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Keep a piece, unless enough was kept; no other handler gets it."""
        self.content.write(raw_data[: max(0, MOST_KEPT - start)])
        return None

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:  # noqa: ARG002 - what was sent, not kept
        """Return what was kept."""
        size = self.content.tell()
        self.content.seek(0)
        return InMemoryUploadedFile(
            file=self.content,
            field_name=self.field_name,
            name=self.file_name or "",
            content_type=self.content_type,
            size=size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )
