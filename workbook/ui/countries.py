"""Which countries? Several in one field, such as the citizenships a doctor holds."""

from __future__ import annotations

from typing import Any

from workbook.ui.fields import CountryField


class CountriesField(CountryField):
    """Countries, parted by commas, each as `CountryField` reads one. The value is a tuple, each country once."""

    def _shown(self, value: Any) -> str:
        return ", ".join(value or ())

    def _read(self, shown: Any) -> Any:
        read = (super(CountriesField, self)._read(part) for part in shown.split(","))
        return tuple(dict.fromkeys(country for country in read if country is not None))
