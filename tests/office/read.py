"""Reads the documents of a folder with python-docx and openpyxl, and compares them with what was typed."""

import sys
from pathlib import Path

import docx
import openpyxl


def lines(path):
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]


def shown(value):
    return "" if value is None else str(value)


folder = Path(sys.argv[1])
for path in sorted(folder.glob("*.docx")):
    document = docx.Document(path)
    _, three, four = document.tables
    found = [[cell.text for cell in row.cells][3:] for row in three.rows][3:]
    assert found == lines(path.with_suffix(".applications")), path
    assert [cell.text for cell in four.rows[3].cells] == sum(lines(path.with_suffix(".disputes")), []), path
    assert [style for style in (p.style.name for p in document.paragraphs) if style == "Heading 1"], path
    print(path.name)
for path in sorted(folder.glob("*.xlsx")):
    # The values that were noted down with the formulas.
    book = openpyxl.load_workbook(path, data_only=True)
    rows = book["表三"].iter_rows(min_row=5, max_row=4 + len(lines(path.with_suffix(".applications"))), min_col=4)
    assert [[shown(cell.value) for cell in row] for row in rows] == lines(path.with_suffix(".applications")), path
    four = [shown(cell.value) for cell in book["表四"][5]]
    assert four == sum(lines(path.with_suffix(".disputes")), []), path
    assert book["全部单元格"].freeze_panes == "A2" and book["全部单元格"].auto_filter.ref, path
    print(path.name)
