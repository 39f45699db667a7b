"""Pours the pages of a folder into the documents of other programs: LibreOffice, Chromium, python-docx and openpyxl.

For each NAME.html, and NAME.json with the same as paragraphs and tables, it writes NAME.PROGRAM.EXTENSION; a program
that is not installed is named on standard error and left out.
"""

import importlib.util
import json
import shutil
import subprocess
import sys
from pathlib import Path

folder = Path(sys.argv[1])
pages = sorted(folder.glob("*.html"))


def skip(program):
    print(f"SKIPPED: {program} is not installed", file=sys.stderr)


def run(*command):
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=300)


def by_office(extension, sources):
    out = folder / extension
    program = shutil.which("soffice") or shutil.which("libreoffice")
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    filters = {"docx": "docx:MS Word 2007 XML", "pdf": "pdf:writer_pdf_Export"}
    run(program, profile, "--headless", "--convert-to", filters[extension], "--outdir", out, *sources)
    for written in out.iterdir():
        written.rename(folder / f"{written.stem.split('.')[0]}.office{written.suffix}")


def by_browser(page, browser):
    target = folder / f"{page.stem}.browser.pdf"
    run(browser, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'browser'}",
        "--no-pdf-header-footer", f"--print-to-pdf={target}", page.as_uri())


def by_python_docx(name, parts):
    import docx

    document = docx.Document()
    for part in parts:
        if "text" in part:
            document.add_paragraph(part["text"])
            continue
        height = max(cell["row"] + cell["rows"] for cell in part["cells"])
        table = document.add_table(height, part["width"], style="Table Grid")
        for cell in part["cells"]:
            first = table.cell(cell["row"], cell["column"])
            last = table.cell(cell["row"] + cell["rows"] - 1, cell["column"] + cell["columns"] - 1)
            first.merge(last).text = cell["text"]
    document.save(folder / f"{name}.python.docx")


def by_openpyxl(name, parts):
    import openpyxl

    book = openpyxl.Workbook()
    sheet, top = book.active, 1
    for part in parts:
        if "text" in part:
            sheet.cell(top, 1, part["text"])
            top += 1
            continue
        for cell in part["cells"]:
            row, column = top + cell["row"], cell["column"] + 1
            text = cell["text"]
            sheet.cell(row, column, int(text) if text.isdecimal() else text or None)
            if (cell["rows"], cell["columns"]) != (1, 1):
                sheet.merge_cells(start_row=row, start_column=column, end_row=row + cell["rows"] - 1,
                                  end_column=column + cell["columns"] - 1)
        top += max(cell["row"] + cell["rows"] for cell in part["cells"])
    book.save(folder / f"{name}.python.xlsx")


for module, write in (("docx", by_python_docx), ("openpyxl", by_openpyxl)):
    if importlib.util.find_spec(module):
        for page in pages:
            write(page.stem, json.loads(page.with_suffix(".json").read_text(encoding="utf-8")))
    else:
        skip(module)
if shutil.which("soffice") or shutil.which("libreoffice"):
    by_office("docx", pages)
    # A clerk's PDF comes from a document, not from a page.
    # With none to convert, LibreOffice would wait for its user.
    by_office("pdf", sorted(folder.glob("*.python.docx")) or sorted(folder.glob("*.office.docx")))
else:
    skip("LibreOffice")
browser = next((path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None)
if browser:
    for page in pages:
        by_browser(page, browser)
else:
    skip("Chromium")
