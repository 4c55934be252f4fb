"""A whole file: who is logged before it leaves, what it says of itself, and that it is repeatable."""

import csv
import zipfile
from collections import Counter
from datetime import date, datetime
from hashlib import sha256
from io import BytesIO, StringIO
from xml.etree import ElementTree

import pytest

from cases.people.models import Role
from cases.readlog import writer
from cases.readlog.buffer import ReadLogBuffer
from cases.readlog.writer import LogEntry, LogUnavailable
from reports.audit import operations
from reports.audit.making import Making
from reports.audit.models import Export, ExportFile
from reports.audit.wording import in_words
from tests.factories import TODAY, make_employee
from tests.reports.extracts import extract, whole
from tests.reports.test_lists import case_of

pytestmark = pytest.mark.django_db
DATA, ABOUT = "xl/worksheets/sheet2.xml", "xl/worksheets/sheet1.xml"


def making(
    employee, key="over-fristen", *, file_format="csv", with_cpr=False, purpose="Kontrol", **chosen
):
    found = extract(employee, key, with_cpr=with_cpr, **chosen)
    export = operations.order(
        employee=employee,
        listed=found.listed,
        filters=found.filters,
        in_words=in_words(found.listed, found.filters, found.viewer),
        purpose=purpose,
        with_cpr=with_cpr,
        as_of=TODAY,
    )
    log = ReadLogBuffer(sender=lambda: LogEntry(actor=found.viewer.actor.code))
    log.acting_as(role=Role.QUALITY_CONTROL)
    return Making(export, found, file_format, log, datetime(2026, 11, 22, 10, 0))


def table(body):
    return list(csv.reader(StringIO(body.decode("utf-8-sig"), newline=""), delimiter=";"))


def about(book):
    tree = ElementTree.fromstring(book.read(ABOUT))  # noqa: S314  our own file
    cells = ["".join(row.itertext()) for row in tree.iter() if row.tag.endswith("}c")]
    return dict(zip(cells[::2], cells[1::2], strict=True))


@pytest.fixture
def log_rows(monkeypatch):
    """What would have been committed on the log's connection."""
    written: list[LogEntry] = []
    monkeypatch.setattr("cases.readlog.buffer.write", written.extend)
    return written


def test_everyone_in_the_file_is_logged_before_the_first_byte(anne, karl, log_rows):
    cases = [case_of(name, anne) for name in ("Anna", "Bent", "Carl")]
    pieces = making(karl, purpose="Kvartalet").pieces()
    assert log_rows == []
    assert next(pieces)
    looked = Counter(entry.citizen_id for entry in log_rows)
    assert looked == {case.citizen_id: 1 for case in cases}
    assert {(entry.purpose, entry.action) for entry in log_rows} == {("Kvartalet", "eksport")}


def test_no_byte_leaves_when_the_log_is_away(anne, karl, monkeypatch):
    case_of("Anna", anne)
    monkeypatch.setattr("cases.readlog.buffer.write", _away)
    with pytest.raises(LogUnavailable):
        next(making(karl).pieces())
    assert not ExportFile.objects.exists()


def _away(entries):
    raise LogUnavailable


def test_a_citizen_of_many_rows_is_logged_once(anne, karl, log_rows):
    from tests.reports.test_lists import moved

    case = case_of("Anna", anne)
    for hour in (9, 10):
        moved(case, datetime.fromisoformat(f"2026-11-03T{hour:02}:05:00+01:00"))
    body = whole(making(karl, "flyttede-frister"))
    assert (len(table(body)), len(log_rows)) == (3, 1)


def test_who_was_added_meanwhile_is_neither_logged_nor_sent(anne, karl, log_rows):
    case_of("Anna", anne)
    pieces = making(karl).pieces()
    first = next(pieces)
    case_of("Bent", anne)
    body = (first + b"".join(pieces)).decode()
    assert ("Anna" in body, "Bent" in body) == (True, False)


def test_a_name_is_no_formula_and_a_number_is_itself(anne, karl, log_rows):
    case_of('=HYPERLINK("x");', anne)
    [header, row] = table(whole(making(karl)))
    cells = dict(zip(header, row, strict=True))
    assert cells["Borger"] == '\'=HYPERLINK("x");'
    assert (cells["Frist"], cells["Dage over fristen"]) == ("14-03-2026", "253")


def test_the_same_data_give_the_same_bytes_whoever_asks(anne, karl, log_rows):
    kim = make_employee("Kim", role=Role.QUALITY_CONTROL)
    case_of("Anna", anne)
    first, second = whole(making(karl)), whole(making(kim, purpose="Noget andet"))
    assert first == second
    books = [
        zipfile.ZipFile(BytesIO(whole(making(one, file_format="xlsx")))) for one in (karl, kim)
    ]
    assert books[0].read(DATA) == books[1].read(DATA)
    assert books[0].read(ABOUT) != books[1].read(ABOUT)


def test_the_workbook_tells_of_itself(anne, karl, log_rows):
    case_of("Anna", anne)
    case_of("Hemmelig", anne, protected=True)
    job = making(karl, file_format="xlsx", purpose="Kvartalets kontrol", fra=date(2026, 3, 1))
    book = zipfile.ZipFile(BytesIO(whole(job)))
    found = about(book)
    assert (found["Hentet af"], found["Formål"]) == ("Karl", "Kvartalets kontrol")
    assert found["Filter"] == "Frist: fra 1. marts 2026"
    assert (found["Rækker"], found["Sager med begrænset adgang"]) == ("1", "1")
    assert found["Regelsæt"].startswith("LAS § 74 c pr. 22. november 2026: vurderes efter 12")
    total = sha256(book.read(DATA)).hexdigest()
    assert found["Kontrolsum (SHA-256) af arket Data"] == total
    assert Export.objects.get().files.get().checksum == total
    assert "1 sag med begrænset adgang" in book.read(DATA).decode()


def test_the_csv_ends_with_those_it_does_not_show(anne, karl, log_rows):
    case_of("Anna", anne)
    case_of("Hemmelig", anne, protected=True)
    body = whole(making(karl))
    assert table(body)[-1] == ["1 sag med begrænset adgang"]
    assert Export.objects.get().files.get().checksum == sha256(body).hexdigest()


def test_a_file_broken_off_is_in_the_export_log(anne, karl, log_rows):
    case_of("Anna", anne)
    pieces = making(karl).pieces()
    next(pieces)
    pieces.close()
    file = ExportFile.objects.get()
    assert (file.rows, file.logged, file.checksum) == (1, 1, "")


def test_the_number_is_in_the_file_only_when_asked_for(anne, karl, log_rows):
    case_of("Anna", anne, cpr_number="610170-4444")
    assert b"610170-4444" not in whole(making(karl))
    assert b";610170-4444;" in whole(making(karl, with_cpr=True))
    assert [entry.field_groups for entry in log_rows] == [
        ("identitet", "frister"),
        ("identitet", "frister", "cpr"),
    ]


def test_a_list_without_citizens_logs_nobody(karl, log_rows):
    body = whole(making(karl, "roller"))
    assert log_rows == []
    assert "Karl;Kvalitetskontrol" in body.decode()


def test_an_empty_list_is_a_header(karl, log_rows):
    assert len(table(whole(making(karl)))) == 1
    assert Export.objects.get().files.get().rows == 0


def test_the_log_is_written_with_copy_on_its_own_connection(anne, karl, monkeypatch):
    """Not through the buffer of the request, which would hold a whole country."""
    counts: list[int] = []
    monkeypatch.setattr("cases.readlog.buffer.AT_ONCE", 2)
    monkeypatch.setattr("cases.readlog.buffer.write", lambda entries: counts.append(len(entries)))
    for name in ("Anna", "Bent", "Carl"):
        case_of(name, anne)
    whole(making(karl))
    assert counts == [2, 1]
    assert writer.DATABASE == "readlog"
