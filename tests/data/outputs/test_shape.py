"""What is sent on of a file that was read wrongly holds its shape, no figures and no names."""

import io
import json
import re

import openpyxl
from commands import done, run

FIGURES = ("417", "1.234,5", "2019", "0912345678")
NAMES = ("Phì", "Nhừ", "Keo", "Lôm", "Quàng", "Thị", "Hoa")


def workbook(path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Keo Lôm 2019"
    sheet.append(["UBND xã Keo Lôm – người lập: Quàng Thị Hoa, ĐT 0912345678"])
    sheet.append(["TT", "Xã", "Tổng đàn trâu (con)", "Ghi chú"])
    sheet.append([1, "Phì Nhừ", 417, "1.234,5 con của bà Hoa"])
    sheet.append([2, "Keo Lôm", 38, None])
    sheet["C3"].number_format = '0" con (Hoa)"'
    made = io.BytesIO()
    book.save(made)
    path.write_bytes(made.getvalue())


def test_the_shape_of_a_workbook_holds_every_cell_and_no_figure_or_name(tmp_path):
    path = tmp_path / "a.xlsx"
    workbook(path)
    done("report-file", str(path))
    text = (tmp_path / "a.xlsx.shape.json").read_text("utf-8")
    assert not [said for said in (*FIGURES, *NAMES) if re.search(rf"\b{said}\b", text)]
    (sheet,) = json.loads(text)["sheets"]
    cells = {cell["at"]: cell for cell in sheet["cells"]}
    assert cells.keys() == {"A1", *(f"{c}2" for c in "ABCD"), *(f"{c}3" for c in "ABCD"),
                            *(f"{c}4" for c in "ABC")}  # fmt: skip
    assert cells["C2"]["text"] == "Tổng đàn trâu (con)", "what the program knows by itself"
    assert (cells["B3"]["text"], cells["C3"]["text"]) == ("Xxx Xxx", "000")
    assert (cells["B3"]["is"], cells["C3"]["is"]) == ("text", "number")
    assert {cell["became"] for cell in cells.values()} <= {"taken", "doubtful", "refused", "passed"}


def test_the_shape_of_a_boundary_file_says_how_it_is_built(tmp_path, shipped_folder):
    source = next((shipped_folder / "boundaries").glob("*.g*"))
    path = tmp_path / f"a{source.suffix}"
    path.write_bytes(source.read_bytes())
    done("report-file", str(path))
    told = json.loads((tmp_path / f"{path.name}.shape.json").read_text("utf-8"))
    assert told["features"] == told["matched"] > 0
    assert told["file"] == path.suffix


def test_a_file_that_is_not_there_is_said(tmp_path, capsys):
    assert run("report-file", str(tmp_path / "no.xlsx")) == 1
    assert "no.xlsx" in capsys.readouterr().out
