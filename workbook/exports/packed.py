"""How is a Word or Excel file the same bytes for the same content? Fixed times inside the zip, and clean text.

Both formats are zip files whose parts bear the time of writing, and a library may write the present time into one.
"""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date

_FIXED = (1980, 1, 1, 0, 0, 0)  # the earliest time a zip file can bear
_MODIFIED = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:)")
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def repacked(data: bytes, on: date) -> bytes:
    """The same zip file with every time fixed, and the day of the export as the day it was made."""
    made = f"{on.isoformat()}T00:00:00Z".encode()
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = _MODIFIED.sub(rb"\g<1>" + made + rb"\g<3>", content)
            part = zipfile.ZipInfo(name, _FIXED)
            part.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(part, content)
    return out.getvalue()


def clean(text: str) -> str:
    """The text without characters that neither format can hold."""
    return _NOT_TEXT.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
