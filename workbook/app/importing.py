"""How does a list or a folder of certificates join a record from the command line? Row by row, with reasons."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from workbook.app.asking import known_words
from workbook.facts import Facts
from workbook.record import read_record, record_to_yaml
from workbook.record.importing import AlreadyThere, ImportProblem, Report
from workbook.record.importing.certificates import MAX_BYTES as MAX_DOCUMENT
from workbook.record.importing.certificates import MAX_FILES, File, is_document
from workbook.record.importing.table import MAX_BYTES
from workbook.stations.import_source import known_words as words_of_evidence
from workbook.stations.import_source import read_source

_PASSED_OVER = ("thumbs.db", "desktop.ini")  # what systems leave in folders


def import_files(
    record_path: Path, paths: list[Path], columns: list[str], output: Path | None, *, own_name: str = "",
    leave_out: bool = True, another: Sequence[str] = (), take: Sequence[str] = (),
) -> int:  # fmt: skip
    """Bring a list, or certificates, into a record and print the new record, or write it to `output`.

    `another` and `take` call rows, as the report calls them, that are like an entry of the record: the one is another
    thing and comes in, the other may change its entry.

    Raises `BadInput`, `ImportProblem` and `RecordError`, each one line; then nothing is written.
    """
    record, facts = read_record(record_path), Facts()
    known_words(record, facts, record_path)
    only = paths[0] if len(paths) == 1 else None
    if only is not None and only.is_dir():
        source = read_source(_in_folder(only), words_of_evidence(facts), f"{only}", alone=False)
    else:
        files = (_file(path, alone=only is not None) for path in paths)
        name = f"{only}" if only is not None else f"{len(paths)} files"
        source = read_source(files, words_of_evidence(facts), name, alone=only is not None)
    if source.table is not None:
        source.matching.update(_asked(columns, source.table.header))
    elif columns:
        raise ImportProblem(f'--column "{columns[0]}": only a table has columns')
    source.own_name, source.leave_out = own_name, leave_out
    there = source.imported(record).report.already_there
    source.another.update(_called("--another", name, there) for name in another)
    source.take.update(_called("--take", name, there) for name in take)
    imported = source.imported(record)
    text = record_to_yaml(imported.record)
    if output is None:
        sys.stdout.write(text)
    else:
        try:
            _replace(output, text)
        except OSError as error:
            raise ImportProblem(f"--output: {output} cannot be written ({error.strerror})") from error
    sys.stderr.write("".join(f"{line}\n" for line in report_lines(imported.report)))
    return 0


def report_lines(report: Report) -> list[str]:
    """The report in lines: the figures, then each row that is to be looked at again, that differs, or was not read."""
    lines = [report.sentence(), *report.outside]
    lines += [f"{row.place}, “{row.title}”: {doubt}" for row in report.doubtful for doubt in row.doubts]
    lines += [f"{row.place}, “{row.title}”: {told}" for row in report.changed for told in row.differences]
    if report.already_there:
        lines.append("A row already there is another thing? --another ROW brings it in; --take ROW changes the entry.")
    return [" ".join(line.split()) for line in (*lines, *(str(row) for row in report.refused))]


def _called(option: str, name: str, there: Sequence[AlreadyThere]) -> int:
    """The row already in the record that the report calls so: “3”, “Row 3”, “entry “khan2024””. Raises `ImportProblem`.

    A row that is not there cannot be another, so a slip is said and brings nothing in.
    """
    said = " ".join(name.split()).casefold()
    for row in there:
        if said in (f"{row.row}", row.place.casefold(), row.place.casefold().strip("“”")):
            return row.row
    raise ImportProblem(f'{option} "{name}": no row of that name is already in the record')


def _file(path: Path, *, alone: bool) -> File:
    size = path.stat().st_size
    if alone and not is_document(path.name):
        if size > MAX_BYTES:
            raise ImportProblem(f"{path}: larger than {MAX_BYTES // 1_000_000} MB; save only the list of evidence")
        return File(path.name, size, path.read_bytes())
    return File(path.name, size, path.read_bytes() if size <= MAX_DOCUMENT else None)


def _in_folder(folder: Path) -> Iterator[File]:
    """The files below the folder, in order, read one by one. Links are not followed: they may lead out of it."""
    found: list[Path] = []
    for place, folders, names in os.walk(folder, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        kept = (name for name in names if not name.startswith(".") and name.lower() not in _PASSED_OVER)
        found += [Path(place) / name for name in kept if not (Path(place) / name).is_symlink()]
        if len(found) > 10 * MAX_FILES:
            raise ImportProblem(f"{folder}: far more files than certificates; name the folder that holds those alone")
    for number, path in enumerate(sorted(found), 1):
        size = path.stat().st_size
        read = size <= MAX_DOCUMENT and number <= MAX_FILES and is_document(path.name)
        yield File(path.relative_to(folder).as_posix(), size, path.read_bytes() if read else None)


def _asked(columns: list[str], header: tuple[str, ...]) -> dict[str, str]:
    """`--column "Date of event=start"` as a matching. Raises `ImportProblem`."""
    matching = {}
    for asked in columns:
        name, found, field = asked.partition("=")
        if not found:
            raise ImportProblem(f'--column "{asked}": write it as HEADER=FIELD, such as "Date of event=start"')
        if name not in header:
            raise ImportProblem(f'--column "{asked}": the file has no column "{name}"; it has {", ".join(header)}')
        matching[name] = field
    return matching


def _replace(path: Path, text: str) -> None:
    """The whole new file or the old one, never half of it."""
    handle, name = tempfile.mkstemp(dir=path.parent or Path(), prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
