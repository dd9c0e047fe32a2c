"""How does a list of evidence in a spreadsheet become entries of the record?

Four steps, each of which the doctor can look at: the file becomes a `Table`; its columns are matched to fields
(guessed, then changed by the doctor); each row becomes an entry or a reason; the entries join the record once, however
often the file is brought in.
"""

from workbook.record.importing.columns import FIELDS, Matching, guess_matching, matching_problems
from workbook.record.importing.known import Known, Meaning, plain_words
from workbook.record.importing.merge import Added, AlreadyThere, Imported, Report, bring_in, import_evidence
from workbook.record.importing.rows import Incoming, Refused, read_rows
from workbook.record.importing.table import ImportProblem, Table, read_table

__all__ = [
    "FIELDS",
    "Added",
    "AlreadyThere",
    "ImportProblem",
    "Imported",
    "Incoming",
    "Known",
    "Matching",
    "Meaning",
    "Refused",
    "Report",
    "Table",
    "bring_in",
    "guess_matching",
    "import_evidence",
    "matching_problems",
    "plain_words",
    "read_rows",
    "read_table",
]
