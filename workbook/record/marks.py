"""What stands in a text for words that were left out of it?"""

from __future__ import annotations

LEFT_OUT = "[left out]"
