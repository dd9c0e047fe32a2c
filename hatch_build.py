"""What is made once, when the workbook is built? The chart library: Vega, Vega-Lite and vega-embed in one file.

vl-convert carries all three and bundles them offline. The file is made for a wheel and for an editable install alike,
and left alone when it is there already from the same version of vl-convert.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

TARGET = Path("workbook") / "ui" / "static" / "vega.js"


class MakeVega(BuildHookInterface):
    """Writes workbook/ui/static/vega.js."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        make(Path(self.root))


def make(root: Path) -> Path:
    """Make the library below `root` unless it is current, and return where it is."""
    import vl_convert

    target = root / TARGET
    mark = f"// vl-convert {vl_convert.__version__}: vega {vl_convert.get_vega_version()}, vega-lite {newest()}\n"
    if not (target.exists() and target.read_text(encoding="utf-8").startswith(mark)):
        # The address of the online editor is the only one in it, behind a menu that the charts switch off.
        bundle = vl_convert.javascript_bundle("export { vegaEmbed };", vl_version=newest())
        target.write_text(mark + bundle, encoding="utf-8")
    return target


def newest() -> str:
    """The newest Vega-Lite that vl-convert carries."""
    import vl_convert

    return str(max(vl_convert.get_vegalite_versions(), key=lambda name: [int(part) for part in name.split(".")]))
