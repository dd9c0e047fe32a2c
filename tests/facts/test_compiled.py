"""A kept reading is never wrong: it is used only for the very content it was made from, and only while it is whole."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.base.strict_yaml import YamlProblem
from workbook.facts import compiled
from workbook.facts.compiled import keep, kept, kept_in, read_plain


@pytest.fixture(autouse=True)
def nothing_kept(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKBOOK_HOME", str(tmp_path_factory.mktemp("home")))


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that were parsed as YAML."""
    seen: list[str] = []
    real = compiled.read_yaml

    def read(text: str) -> object:
        seen.append(text)
        return real(text)

    monkeypatch.setattr(compiled, "read_yaml", read)
    return seen


def write(root: Path, text: str) -> None:
    (root / "a.yaml").write_text(text, encoding="utf-8")


def test_the_second_reading_parses_nothing(tmp_path: Path, parsed: list[str]) -> None:
    write(tmp_path, "fee: 1974\nday: 2026-04-01\nkept: [197.4, true, null]\n")
    first = read_plain(tmp_path, "a.yaml")
    assert read_plain(tmp_path, "a.yaml") == first == {"fee": 1974, "day": "2026-04-01", "kept": [197.4, True, None]}
    assert len(parsed) == 1


def test_a_changed_file_is_read_anew_even_with_the_same_size_and_time(tmp_path: Path, parsed: list[str]) -> None:
    write(tmp_path, "fee: 1974\n")
    read_plain(tmp_path, "a.yaml")
    before = (tmp_path / "a.yaml").stat()
    write(tmp_path, "fee: 1975\n")
    os.utime(tmp_path / "a.yaml", ns=(before.st_atime_ns, before.st_mtime_ns))
    assert read_plain(tmp_path, "a.yaml") == {"fee": 1975}
    assert len(parsed) == 2


@pytest.mark.parametrize("damage", ["flip", "cut", "empty", "other"])
def test_a_damaged_reading_is_made_anew(tmp_path: Path, parsed: list[str], damage: str) -> None:
    write(tmp_path, "fee: 1974\n")
    read_plain(tmp_path, "a.yaml")
    place = kept_in() / "a.yaml.json"
    content = place.read_bytes()
    place.write_bytes(
        {"flip": content.replace(b"1974", b"1947"), "cut": content[:-3], "empty": b"", "other": b"{}"}[damage]
    )
    assert read_plain(tmp_path, "a.yaml") == {"fee": 1974}
    assert len(parsed) == 2
    assert place.read_bytes() == content


def test_a_folder_that_cannot_be_written_changes_nothing(
    tmp_path: Path, parsed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where the folder would be")
    monkeypatch.setenv("WORKBOOK_HOME", str(blocked))
    write(tmp_path, "fee: 1974\n")
    assert read_plain(tmp_path, "a.yaml") == read_plain(tmp_path, "a.yaml") == {"fee": 1974}
    assert len(parsed) == 2
    assert blocked.is_file()


@pytest.mark.skipif(os.geteuid() != 0, reason="needs to become another user")
def test_a_read_only_folder_changes_nothing() -> None:
    """As a user who may read the home and not write it."""
    code = (
        "import os, sys; from pathlib import Path\n"
        "from workbook.facts.compiled import read_plain\n"
        "b'a'.decode('utf-8-sig'); os.setuid(65534)\n"
        "print(read_plain(Path(sys.argv[1]), 'a.yaml'))"
    )
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        home = Path(folder) / "home"
        home.mkdir()
        write(Path(folder), "fee: 1974\n")
        env = {**os.environ, "WORKBOOK_HOME": str(home)}
        done = subprocess.run(
            [sys.executable, "-c", code, folder], env=env, capture_output=True, text=True, check=False
        )
        assert done.stdout == "{'fee': 1974}\n", done.stderr
        assert list(home.iterdir()) == []


def test_many_processes_at_once_read_the_same(tmp_path: Path) -> None:
    write(tmp_path, "fees:\n" + "".join(f"  - {{id: f{n}, value: {n}}}\n" for n in range(400)))
    code = (
        "import sys; from pathlib import Path\n"
        "from workbook.facts.compiled import read_plain\n"
        f"got = [read_plain(Path({str(tmp_path)!r}), 'a.yaml') for _ in range(20)]\n"
        "print(all(each['fees'][399] == {'id': 'f399', 'value': 399} for each in got))"
    )
    running = [subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) for _ in range(6)]
    assert [process.communicate()[0].strip() for process in running] == ["True"] * 6
    assert [path.name for path in kept_in().iterdir()] == ["a.yaml.json"], "nothing half written is left behind"


def test_what_a_process_that_died_left_half_written_is_taken_away_at_the_next_write(tmp_path: Path) -> None:
    """A process is killed after half a reading; the next write in the folder takes that away and nothing else."""
    code = (
        "import os, signal; from pathlib import Path\n"
        "from workbook.facts import compiled\n"
        "Path.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
        f"compiled.read_plain(Path({str(tmp_path)!r}), 'a.yaml')"
    )
    write(tmp_path, "fee: 1974\n")
    died = subprocess.Popen([sys.executable, "-c", code])
    died.wait()
    left = kept_in() / f".a.yaml.json.{died.pid}"
    assert left.is_file(), "the test itself: the process died in writing"
    alive = kept_in() / f".b.yaml.json.{os.getppid()}"
    strange = kept_in() / ".notes.json.old"
    for path in (alive, strange):
        path.write_bytes(b"half")
    write(tmp_path, "fee: 1975\n")
    assert read_plain(tmp_path, "a.yaml") == {"fee": 1975}
    assert {path.name for path in kept_in().iterdir()} == {"a.yaml.json", alive.name, strange.name}


def test_a_leftover_that_cannot_be_taken_away_hinders_no_write(tmp_path: Path, parsed: list[str]) -> None:
    """A folder by the name of a leftover cannot be unlinked; the number is larger than any process has."""
    in_the_way = kept_in() / ".a.yaml.json.99999999999999999999"
    in_the_way.mkdir(parents=True)
    write(tmp_path, "fee: 1974\n")
    assert read_plain(tmp_path, "a.yaml") == read_plain(tmp_path, "a.yaml") == {"fee": 1974}
    assert len(parsed) == 1


def test_what_json_cannot_say_is_not_kept(tmp_path: Path, parsed: list[str]) -> None:
    write(tmp_path, "2025: 3\n")
    assert read_plain(tmp_path, "a.yaml") == read_plain(tmp_path, "a.yaml") == {2025: 3}
    assert len(parsed) == 2


def test_a_file_that_is_no_yaml_is_never_kept(tmp_path: Path) -> None:
    write(tmp_path, "a: [\n")
    for _ in range(2):
        with pytest.raises(YamlProblem):
            read_plain(tmp_path, "a.yaml")
    assert not kept_in().exists()


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(PLAIN)
def test_whatever_is_kept_comes_back_as_it_was(tmp_path_factory: pytest.TempPathFactory, plain: object) -> None:
    place = tmp_path_factory.mktemp("kept") / "x.json"
    keep(place, "key", plain)
    assert kept(place, "another key") is None
    found = kept(place, "key")
    assert found == plain or not place.exists()
    assert json.dumps(found) == json.dumps(plain) or not place.exists()
