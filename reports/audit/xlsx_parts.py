"""The parts of a workbook that are the same each time, and what Excel must be told of a sheet."""

import re
from collections.abc import Sequence
from functools import lru_cache
from xml.sax.saxutils import escape

from reports.audit.cells import Column, Kind

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"

# Places in `cellXfs` below.
PLAIN, HEADER, DAY, MOMENT, NUMBER, QUOTED, WRAPPED = range(7)
WIDTHS = {Kind.TEXT: 26, Kind.NUMBER: 14, Kind.DAY: 14, Kind.MOMENT: 18}
ABOUT_NAME, DATA_NAME = "Om udtrækket", "Data"

# Of what XML 1.0 cannot carry at all; a tab and the ends of lines it can.
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Excel reads `_x000D_` as a character: what only looks like it must not be.
LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def escaped(text: str) -> str:
    """A line ends with LF alone, as Excel's own do: XML would lose a CR."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return escape(NOT_XML.sub("\ufffd", LOOKS_ESCAPED.sub("_x005F_", lines)))


@lru_cache(maxsize=64)
def letter(place: int) -> str:
    """0 is A, 26 is AA."""
    more, rest = divmod(place, 26)
    return (letter(more - 1) if more else "") + chr(ord("A") + rest)


def data_head(columns: Sequence[Column]) -> str:
    """The header stays while one scrolls."""
    widths = "".join(
        f'<col min="{number}" max="{number}" width="{WIDTHS[column.kind]}" customWidth="1"/>'
        for number, column in enumerate(columns, start=1)
    )
    return (
        f'{HEAD}<worksheet xmlns="{MAIN}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
        f"</sheetView></sheetViews><cols>{widths}</cols><sheetData>"
    )


def data_tail(filtered: str) -> str:
    return f'</sheetData><autoFilter ref="{filtered}"/></worksheet>'


ABOUT_HEAD = (
    f'{HEAD}<worksheet xmlns="{MAIN}"><sheetViews><sheetView tabSelected="1" workbookViewId="0"/>'
    '</sheetViews><cols><col min="1" max="1" width="30" customWidth="1"/>'
    '<col min="2" max="2" width="80" customWidth="1"/></cols><sheetData>'
)
ABOUT_TAIL = "</sheetData></worksheet>"


def workbook(last_cell: str) -> str:
    """Excel looks for the range of a filter under a hidden name as well."""
    column, row = re.fullmatch(r"([A-Z]+)(\d+)", last_cell).groups()  # type: ignore[union-attr]
    return (
        f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
        f'<sheet name="{ABOUT_NAME}" sheetId="1" r:id="rId1"/>'
        f'<sheet name="{DATA_NAME}" sheetId="2" r:id="rId2"/></sheets><definedNames>'
        '<definedName name="_xlnm._FilterDatabase" localSheetId="1" hidden="1">'
        f"{DATA_NAME}!$A$1:${column}${row}</definedName></definedNames></workbook>"
    )


def _relation(number: int, kind: str, target: str) -> str:
    return f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'


def _relations(*relations: str) -> str:
    inside = "".join(relations)
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{inside}</Relationships>'


CONTENT_TYPES = (
    f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{TYPE}.worksheet+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet2.xml" ContentType="{TYPE}.worksheet+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{TYPE}.styles+xml"/></Types>'
)
# 14, 22 and 3 are Excel's own formats: a date is shown as the reader's Excel shows dates.
STYLES = (
    f'{HEAD}<styleSheet xmlns="{MAIN}">'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="3"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFE8EEF4"/></patternFill></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="7">'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="2" borderId="0" xfId="0" applyFont="1" applyFill="1"/>'
    '<xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="22" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1"/>'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1">'
    '<alignment wrapText="1" vertical="top"/></xf>'
    "</cellXfs>"
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)
FIXED = {
    "[Content_Types].xml": CONTENT_TYPES,
    "_rels/.rels": _relations(_relation(1, "officeDocument", "xl/workbook.xml")),
    "xl/_rels/workbook.xml.rels": _relations(
        _relation(1, "worksheet", "worksheets/sheet1.xml"),
        _relation(2, "worksheet", "worksheets/sheet2.xml"),
        _relation(3, "styles", "styles.xml"),
    ),
    "xl/styles.xml": STYLES,
}
