"""Opens what Portulan writes with LibreOffice, and reads what LibreOffice makes of it.

Usage: office.py PORTULAN EXAMPLE, with soffice and the packages of requirements.txt installed.
"""
import csv
import decimal
import pathlib
import subprocess
import sys
import tempfile

# Commas, double quotes, UTF-8, from the first line, no language, no quotes around all, no guessing of dates and such.
AS_WRITTEN = "44,34,76,1,,0,false,true,false"
# The same on the way out, with cells as they are shown.
AS_SHOWN = "44,34,76,1,,0,false,true,true"


def convert(work, source, to, how=""):
    """A file as LibreOffice writes it in another form."""
    out = work / f"converted-{source.suffix[1:]}"
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{work}/profile", "--headless", *([f"--infilter={how}"] if how else []),
         "--convert-to", to, "--outdir", str(out), str(source)],
        check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=180,
    )
    return out / f"{source.stem}.{to.split(':')[0]}"


def rows(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.reader(file))


def same(ours, theirs):
    """A cell before and after: the same text, or the same number."""
    if ours == theirs:
        return True
    try:
        return decimal.Decimal(ours) == decimal.Decimal(theirs)
    except decimal.InvalidOperation:
        return False


def tables(work, portulan, data):
    """Tables come back from LibreOffice cell by cell, out of CSV and out of XLSX."""
    cells = 0
    for form in ("csv", "xlsx"):
        subprocess.run([portulan, "export", form, "--data", data, "--to", str(work / form)], check=True, stdout=subprocess.DEVNULL)
    for source in sorted((work / "csv").glob("*.csv")):
        ours = rows(source)
        for file, how, to in (
            (source, f"CSV:{AS_WRITTEN}", f"csv:Text - txt - csv (StarCalc):{AS_WRITTEN}"),
            (work / "xlsx" / f"{source.stem}.xlsx", "", f"csv:Text - txt - csv (StarCalc):{AS_SHOWN}"),
        ):
            theirs = rows(convert(work, file, to, how))
            assert len(ours) == len(theirs), (file.name, len(ours), len(theirs))
            for before, after in zip(ours, theirs):
                after += [""] * (len(before) - len(after))
                for one, other in zip(before, after):
                    assert same(one, other), (file.name, one, other)
                    cells += 1
    return cells


def reports(work, portulan, data):
    """Documents open, and have the pages that they should."""
    pages = {}
    for form in ("odt", "docx"):
        source = work / f"report.{form}"
        subprocess.run([portulan, "report", "annual", "--data", data, "--out", str(source)], check=True, stdout=subprocess.DEVNULL)
        text = convert(work, source, "txt:Text (encoded):UTF8").read_text(encoding="utf-8")
        for word in ("Rapport annuel 2025", "Baie-des-Lanternes", "409\u202f146,50", "Perspectives", "fictifs"):
            assert word in text, (form, word)
        pdf = convert(work, source, "pdf").read_bytes()
        pages[form] = pdf.count(b"/Type/Page/") + pdf.count(b"/Type/Page\n")
        assert 12 < pages[form] < 40, pages
    return pages


def main(portulan, example):
    with tempfile.TemporaryDirectory() as folder:
        work, data = pathlib.Path(folder), str(pathlib.Path(folder) / "data")
        subprocess.run([portulan, "import", example, "--data", data], check=True, stdout=subprocess.DEVNULL)
        print(f"LibreOffice: {tables(work, portulan, data)} cells come back the same, pages of reports: {reports(work, portulan, data)}")


if __name__ == "__main__":
    main(*sys.argv[1:])
