"""Word, through python-docx: what stands on a page, set as Chinese official papers are.

A4; margins, and the kinds of type for titles, headings and body, follow GB/T 9704-2012 (title in
小标宋, headings in 黑体, body in 仿宋, notes in 楷体), in sizes for a reader at a desk.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from docx import Document
from docx.enum.section import WD_SECTION
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from qa.documents import word_type
from qa.documents.word_type import FONTS, MARGINS, WIDTH, Align, Type
from qa.documents.writing import pack, unpack

_ALIGN: Final = {
    Align.LEFT: WD_ALIGN_PARAGRAPH.LEFT,
    Align.CENTRE: WD_ALIGN_PARAGRAPH.CENTER,
    Align.BOTH: WD_ALIGN_PARAGRAPH.JUSTIFY,
}
_PADDING: Final = 108
"""Word's own left padding of a cell, in twentieths of a point."""
_POINT: Final = 20
"""Word counts spacing in twentieths of a point."""
_MADE: Final = datetime(1980, 1, 1)
_MARKS: Final = re.compile(r"((?:\[\d+\])+)")


class Pages:
    """A document being written from top to bottom.

    ``title`` is the file's own, ``header`` stands above every page. ``hole`` is a pair of brackets
    to write in, wherever it stands in a text; none by default. Text holds nothing that
    ``qa.documents.writing.clean`` takes out.
    """

    def __init__(self, title: str, header: str, hole: str = "") -> None:
        self._document = Document()
        self._last: Paragraph
        self._hole = hole
        properties = self._document.core_properties
        properties.title, properties.author, properties.comments = title, "", ""
        properties.created = properties.modified = _MADE
        self._set_page(header)
        self._set_base_font()

    def line(
        self,
        text: str,
        kind: Type = Type.BODY,
        align: Align = Align.LEFT,
        *,
        indent: float = 0,
        hanging: float = 0,
        first: float = 0,
        before: float = 0,
        after: float = 0,
        keeps: bool = False,
        marks: bool = False,
    ) -> None:
        """Write a paragraph; its indents in characters, ``before`` and ``after`` in points.

        ``first`` is the first line's indent; ``keeps`` it on the page of the next paragraph;
        ``marks`` raises [1], [2] ….
        """
        paragraph = self._last = self._document.add_paragraph()
        size = FONTS[kind][1]
        form = paragraph.paragraph_format
        form.left_indent = Pt(size * (indent + hanging))
        form.first_line_indent = Pt(size * (first - hanging)) if first or hanging else None
        form.space_before, form.space_after = Pt(before), Pt(after)
        form.keep_with_next = keeps or kind is Type.HEADING
        form.line_spacing = Pt(size * word_type.LEADING)
        paragraph.alignment = _ALIGN[align]
        self._write(paragraph, text, kind, marks=marks)

    def tabbed(self, texts: Sequence[str], columns: int, *, indent: float, keeps: bool) -> None:
        """Write short texts beside each other, on ``columns`` equal stops."""
        self.line("\t".join(texts), indent=indent, keeps=keeps)
        paragraph = self._last
        left = Cm(0) + Pt(FONTS[Type.BODY][1] * indent)
        for column in range(1, columns):
            stop = left + (Cm(WIDTH) - left) * column // columns
            paragraph.paragraph_format.tab_stops.add_tab_stop(stop)

    def ruled(self, count: int) -> None:
        """Write ``count`` lines to write on."""
        for _ in range(count):
            self.line("\t")
            stops = self._last.paragraph_format.tab_stops
            stops.add_tab_stop(Cm(WIDTH), leader=WD_TAB_LEADER.LINES)

    def table(
        self,
        rows: Sequence[Sequence[str]],
        widths: Sequence[float],
        *,
        kind: Type = Type.BODY,
        align: Align = Align.CENTRE,
        height: float = 0.8,
        is_ruled: bool = True,
        is_headed: bool = False,
    ) -> None:
        """Write a table; ``widths`` and the rows' least ``height`` in centimetres.

        It stays on one page, unless it ``is_headed``: then its first row stands on each of its
        pages, and marks [1] in its cells are raised.
        """
        table = self._document.add_table(len(rows), len(widths))
        if is_ruled:
            table.style = "Table Grid"
        table.alignment = WD_TABLE_ALIGNMENT.LEFT
        table.autofit = False
        for row, texts in zip(table.rows, rows, strict=True):
            row.height = Cm(height)
            row._tr.get_or_add_trPr().append(_element("w:cantSplit"))  # on one page
            for cell, text, width in zip(row.cells, texts, widths, strict=True):
                paragraph = _prepare(cell, align, width)
                paragraph.paragraph_format.keep_with_next = not is_headed and texts is not rows[-1]
                bold = is_headed and texts is rows[0]
                self._write(paragraph, text, Type.BOLD if bold else kind, marks=is_headed)
        if is_headed:
            table.rows[0]._tr.get_or_add_trPr().append(_element("w:tblHeader"))
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Cm(width)
        _align_edge(table)
        gap = self._document.add_paragraph().paragraph_format
        gap.space_before, gap.space_after, gap.line_spacing = Pt(0), Pt(0), Pt(6)

    def new_part(self) -> None:
        """Go on with a new page."""
        self._document.add_section(WD_SECTION.NEW_PAGE)

    def save(self) -> bytes:
        """Return the file; it does not tell when it was made."""
        target = io.BytesIO()
        self._document.save(target)
        members = unpack(target.getvalue())
        members["word/fontTable.xml"] = word_type.font_table()
        return pack(members)

    def _set_page(self, header: str) -> None:
        page = self._document.sections[0]
        page.page_width, page.page_height = Cm(21.0), Cm(29.7)
        page.top_margin, page.bottom_margin = Cm(MARGINS["top"]), Cm(MARGINS["bottom"])
        page.left_margin, page.right_margin = Cm(MARGINS["left"]), Cm(MARGINS["right"])
        page.header_distance, page.footer_distance = Cm(1.6), Cm(1.4)
        top, bottom = page.header.paragraphs[0], page.footer.paragraphs[0]
        for paragraph in (top, bottom):
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        self._write(top, header, Type.SMALL)
        _underline(top)
        for text, field in (("第 ", "PAGE"), (" 页　共 ", "NUMPAGES"), (" 页", "")):
            _run(bottom, text, Type.SMALL)
            if field:
                _add_field(_run(bottom, "", Type.SMALL), field)

    def _set_base_font(self) -> None:
        style: Any = self._document.styles["Normal"]
        style.font.name, style.font.size = word_type.LATIN, Pt(FONTS[Type.BODY][1])
        style.element.rPr.rFonts.set(qn("w:eastAsia"), FONTS[Type.BODY][0])
        style.element.rPr.append(_element("w:lang", val="en-US", eastAsia="zh-CN"))

    def _write(self, paragraph: Paragraph, text: str, kind: Type, *, marks: bool = False) -> None:
        """Append text, its marks raised or its holes widened."""
        if marks:
            for place, piece in enumerate(_MARKS.split(text)):
                if piece:
                    _run(paragraph, piece, kind).font.superscript = True if place % 2 else None
            return
        first, *others = text.split(self._hole) if self._hole else [text]
        _run(paragraph, first, kind)
        for other in others:
            _widen(_run(paragraph, self._hole[0], kind), kind)
            _run(paragraph, self._hole[-1] + other, kind)


def _run(paragraph: Paragraph, text: str, kind: Type) -> Run:
    """Append a run in a kind of type, with its East-Asian font."""
    font, size = FONTS[kind]
    run = paragraph.add_run(text)
    run.font.size, run.font.name = Pt(size), word_type.LATIN
    run.font.bold = True if kind is Type.BOLD else None
    fonts = run._element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), font)
    fonts.set(qn("w:hint"), "eastAsia")  # “ ” … — take the Chinese font too
    return run


def _widen(run: Run, kind: Type) -> None:
    """Set a hole's brackets apart by space: LibreOffice parts even no-break spaces."""
    width = _element("w:spacing", val=str(int(FONTS[kind][1] * 2 * _POINT)))
    properties = run._element.get_or_add_rPr()
    properties.insert_element_before(width, "w:kern", "w:position", "w:sz", "w:szCs", "w:lang")


def _element(name: str, **attributes: str) -> Any:
    """Return an element of Word's own XML with its attributes."""
    made = OxmlElement(name)
    for attribute, value in attributes.items():
        made.set(qn(f"w:{attribute}"), value)
    return made


def _prepare(cell: _Cell, align: Align, width: float) -> Paragraph:
    """Return the cell's paragraph, to be written in."""
    cell.width = Cm(width)
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    paragraph: Paragraph = cell.paragraphs[0]
    paragraph.alignment = _ALIGN[align]
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
    return paragraph


def _align_edge(table: Table) -> None:
    """Move the table right by its cells' padding: its edge stands where the text begins."""
    indent = _element("w:tblInd", w=str(_PADDING), type="dxa")
    later = ("w:tblBorders", "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")
    table._tbl.tblPr.insert_element_before(indent, *later)


def _underline(paragraph: Paragraph) -> None:
    """Draw the line under the header."""
    borders = _element("w:pBdr")
    borders.append(_element("w:bottom", val="single", sz="6", space="4", color="auto"))
    later = ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")  # the schema's order
    paragraph._p.get_or_add_pPr().insert_element_before(borders, *later)


def _add_field(run: Run, name: str) -> None:
    """Add a field that Word counts itself: PAGE, NUMPAGES."""
    field = _element("w:fldSimple", instr=name)
    run._element.addprevious(field)
    shown = _element("w:t")
    shown.text = "1"
    run._element.append(shown)
    field.append(run._element)
