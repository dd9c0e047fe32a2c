"""What does `workbook lab` start? JupyterLab on the doctor's own copies of the guided sessions, and on nothing else.

The copies live in the folder of the record, so that a note added to one is kept. A copy nobody has changed is renewed
with the workbook; a changed one is left alone, and its name is told.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path

from workbook.app.prose import notebooks_folder

HERE = Path(__file__).parent
KNOWN = ".copied.json"


@dataclass(frozen=True)
class Copies:
    """Where the copies are, and which were left as they are because somebody had changed them."""

    folder: Path
    kept: tuple[str, ...]


def lab(port: int | None = None, open_browser: bool = True, folder: Path | None = None) -> int:
    """Run JupyterLab on 127.0.0.1 until it is told to stop, and return its exit status."""
    from jupyterlab.labapp import LabApp

    from workbook.base.home import home

    copies = copy_notebooks(notebooks_folder(), (folder or home()) / "notebooks")
    for name in copies.kept:
        sys.stdout.write(f"{name}: you have changed this copy, so it is left as it is. Delete it to get the new one.\n")
    sys.stdout.flush()
    # JupyterLab's own news and extension manager ask other hosts; this page configuration switches them off.
    config = [str(HERE / "share" / "config"), *filter(None, [os.environ.get("JUPYTER_CONFIG_PATH")])]
    os.environ["JUPYTER_CONFIG_PATH"] = os.pathsep.join(config)
    options = [
        "--ServerApp.ip=127.0.0.1",
        f"--ServerApp.root_dir={copies.folder}",
        f"--ServerApp.open_browser={open_browser}",
        "--ServerApp.terminals_enabled=False",
        "--ServerApp.jpserver_extensions=voila.server_extension=False",
        "--LabApp.default_url=/lab/tree/00_start.ipynb",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        "--LabApp.extension_manager=readonly",
        *(["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []),  # a container, seen from itself
        *([f"--ServerApp.port={port}", "--ServerApp.port_retries=0"] if port is not None else []),
    ]
    LabApp.launch_instance(argv=options)
    return 0


def copy_notebooks(source: Path, target: Path) -> Copies:
    """Bring the copies in `target` up to date with `source` without touching what was changed by hand."""
    target.mkdir(parents=True, exist_ok=True, mode=0o700)
    known = _known(target / KNOWN)
    kept = []
    for original in sorted(source.glob("*.ipynb")):
        new = original.read_bytes()
        copy = target / original.name
        if copy.exists():
            there = _mark(copy.read_bytes())
            if there == _mark(new):
                known[original.name] = there
                continue
            if there != known.get(original.name):
                kept.append(original.name)
                continue
        copy.write_bytes(new)
        known[original.name] = _mark(new)
    (target / KNOWN).write_text(json.dumps(known, indent=1), encoding="utf-8")
    return Copies(target, tuple(kept))


def _mark(content: bytes) -> str:
    """What the notebook says and asks, without what running it leaves behind: outputs are no change of the doctor's."""
    try:
        cells = [(cell["cell_type"], "".join(cell["source"])) for cell in json.loads(content)["cells"]]
    except (ValueError, KeyError, TypeError):
        return hashlib.sha256(content).hexdigest()
    return hashlib.sha256(json.dumps(cells).encode()).hexdigest()


def _known(path: Path) -> dict[str, str]:
    """What was copied before. A list that is missing or unreadable counts every copy as changed by hand."""
    try:
        known = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}
