"""A file of an audit list, made as it is sent.

1. The rows are asked for once and stand still (reading.py).
2. Everyone in them is written in the read log, and committed.
3. The export log is told that the file begins.
4. Row by row the file leaves.
5. The export log is told its checksum.

A reader who leaves early, or a server that dies, leaves 2 and 3 behind: too much is logged, never
too little.
"""

from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from itertools import chain

from cases.findings.queries import rules_in_use
from cases.readlog.buffer import ReadLogBuffer
from reports.audit import csv_file, operations, xlsx_file
from reports.audit.cells import Cell, Cells
from reports.audit.models import Export, ExportFile
from reports.audit.queries import Extract, citizens_in
from reports.audit.reading import TwiceRead, read_twice
from reports.audit.wording import CHECKSUM, RESTRICTED, restricted_line, rules_in_words
from reports.audit.xlsx_file import Written

Format = ExportFile.Format


@dataclass(frozen=True)
class Making:
    export: Export
    extract: Extract
    file_format: str
    log: ReadLogBuffer
    made_at: datetime  # on the clock of those who read it

    def pieces(self) -> Iterator[bytes]:
        """When the first is here, everyone in the file is logged. Raises LogUnavailable before it."""
        with read_twice(self.extract.rows) as rows:
            file = self._begin(rows)
            checksum = yield from self._written(rows, file)
        operations.end_file(file=file, checksum=checksum)

    def _begin(self, rows: TwiceRead) -> ExportFile:
        logged = 0
        if self.extract.listed.is_about_citizens:
            logged = self.log.exported(
                citizens_in(rows), fields=self.extract.fields_shown, purpose=self.export.purpose
            )
        return operations.begin_file(
            export=self.export,
            file_format=self.file_format,
            rows=rows.count,
            logged=logged,
            restricted=self.extract.restricted,
        )

    def _written(self, rows: TwiceRead, file: ExportFile) -> Generator[bytes, None, str]:
        """Answers with the checksum."""
        cells = (self.extract.cells(row) for row in rows)
        if self.file_format == Format.XLSX:
            return (yield from self._as_workbook(cells, file))
        iso = self.file_format == Format.CSV_ISO
        header = [column.label for column in self.extract.columns]
        last = [[restricted_line(file.restricted)]] if file.restricted else []
        digest = sha256()
        for piece in csv_file.written(header, chain(cells, last), iso=iso):
            digest.update(piece)
            yield piece
        return digest.hexdigest()

    def _as_workbook(self, cells: Iterable[Cells], file: ExportFile) -> Generator[bytes, None, str]:
        checksum = ""

        def about(done: Written) -> Sequence[tuple[str, Cell]]:
            nonlocal checksum
            checksum = done.checksum
            return self._about(done, file)

        last = restricted_line(file.restricted) if file.restricted else ""
        yield from xlsx_file.written(self.extract.columns, cells, about=about, last_line=last)
        return checksum

    def _about(self, done: Written, file: ExportFile) -> Sequence[tuple[str, Cell]]:
        export = self.export
        return [
            ("Liste", self.extract.listed.name),
            ("Hvad listen viser", self.extract.listed.about),
            ("Filter", export.filters),
            ("Data pr.", export.as_of),
            ("Formål", export.purpose),
            ("Hentet af", export.employee.name),
            ("Hentet", self.made_at),
            ("Udtræk nr.", export.pk),
            ("Regelsæt", rules_in_words(rules_in_use(), as_of=export.as_of)),
            ("Rækker", done.rows),
            ("Sager med begrænset adgang", file.restricted),
            ("Om dem", RESTRICTED),
            ("Opslag skrevet i læseloggen", file.logged),
            ("Kontrolsum (SHA-256) af arket Data", done.checksum),
            ("Sådan læses kontrolsummen", CHECKSUM),
        ]
