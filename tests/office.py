"""LibreOffice, to edit a spreadsheet as a person would and save it."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"
 library:passwordprotected="false"><library:element library:name="Edits"/></library:library>"""
_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Edits" script:language="StarBasic">{}
</script:module>"""
_FILTERS = {".xlsx": "Calc MS Excel 2007 XML", ".csv": "Text - txt - csv (StarCalc)"}
_COMMAS = "44,34,76,1"
"""Separated by commas, quoted by quotation marks, UTF-8, from the first line on."""


def edit_in_office(source: Path, target: Path, cells: Mapping[str, str], folder: Path) -> None:
    """Open ``source`` in LibreOffice, type into ``cells``, and save it as ``target``; ``folder`` keeps its profile."""
    program = shutil.which("soffice")
    if program is None:
        if os.environ.get("CI"):
            pytest.fail("LibreOffice (soffice) is not installed")
        pytest.skip("LibreOffice (soffice) is not installed")
    call = [program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore"]
    library = folder / "profile/user/basic/Standard"
    if not library.exists():  # the first start fills a new profile, whatever stands there
        subprocess.run([*call, "--terminate_after_init"], check=True, timeout=120, capture_output=True)
    library.joinpath("script.xlb").write_text(_LIBRARY, encoding="utf-8")
    library.joinpath("Edits.xba").write_text(_MODULE.format(escape(_macro(source, target, cells))), encoding="utf-8")
    subprocess.run([*call, "macro:///Standard.Edits.Main"], check=True, timeout=120, capture_output=True)
    assert target.exists(), "LibreOffice saved nothing"


def _macro(source: Path, target: Path, cells: Mapping[str, str]) -> str:
    typed = "\n".join(f'sheet.getCellRangeByName("{name}").String = {_text(text)}' for name, text in cells.items())
    return f"""
Function Value(name As String, what As String)
  Dim pair As New com.sun.star.beans.PropertyValue
  pair.Name = name
  pair.Value = what
  Value = pair
End Function

Sub Main
  book = StarDesktop.loadComponentFromURL("{source.as_uri()}", "_blank", 0, Array({_options(source)}))
  sheet = book.Sheets.getByIndex(0)
  {typed}
  book.storeToURL("{target.as_uri()}", Array({_options(target)}))
  book.close(True)
  StarDesktop.terminate()
End Sub"""


def _options(path: Path) -> str:
    options = f'Value("FilterName", "{_FILTERS[path.suffix]}")'
    return options + (f', Value("FilterOptions", "{_COMMAS}")' if path.suffix == ".csv" else "")


def _text(text: str) -> str:
    return " & Chr(10) & ".join('"' + line.replace('"', '""') + '"' for line in text.split("\n"))
