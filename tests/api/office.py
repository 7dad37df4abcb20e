"""Opens what Portulan writes with LibreOffice, and reads what LibreOffice makes of it.

Usage: office.py PORTULAN EXAMPLE, with soffice and the packages of requirements.txt installed.
"""
import csv
import decimal
import pathlib
import re
import subprocess
import sys
import tempfile

import pdfplumber

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
        for word in ("Rapport annuel 2025", "Baie-des-Lanternes", "409\u202f146,50", "Perspectives", "fictives"):
            assert word in text, (form, word)
        pdf = convert(work, source, "pdf").read_bytes()
        pages[form] = pdf.count(b"/Type/Page/") + pdf.count(b"/Type/Page\n")
        assert 12 < pages[form] < 40, pages
    return pages


# Texts that no column was made for: many words, and one that has no place to break.
LONG = "qui se poursuit avec un très long intitulé et une " + "Zusammenarbeitsvereinbarung" * 3


def lengthened(work, example):
    """The example with long titles and names, and amounts in another currency that no rate is known of."""
    folder = work / "long"
    for source in sorted(pathlib.Path(example).rglob("*")):
        if not source.is_file():
            continue
        text = source.read_bytes()
        if source.suffix == ".toml" and source.parent.name in ("projects", "organisations"):
            words = re.sub(r'(\[(?:title|name)\](?:\n\w+ = "[^"]*")*\nfr = "[^"]*)"', rf'\1 {LONG}"', text.decode(), count=1)
            text = words.replace('currency = "USD"', 'currency = "XOF"').encode()
        target = folder / source.relative_to(example)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text)
    return folder


def overprinted(path):
    """Pairs of words of a PDF that are printed over one another, and words outside the page."""
    found = []
    with pdfplumber.open(path) as pdf:
        for number, page in enumerate(pdf.pages, 1):
            words = page.extract_words(keep_blank_chars=False, use_text_flow=False)
            for word in words:
                if word["x0"] < -1 or word["x1"] > page.width + 1:
                    found.append((number, word["text"], "outside"))
            words.sort(key=lambda word: (word["top"], word["x0"]))
            for i, one in enumerate(words):
                for other in words[i + 1:]:
                    if other["top"] > one["bottom"]:
                        break
                    across = min(one["x1"], other["x1"]) - max(one["x0"], other["x0"])
                    down = min(one["bottom"], other["bottom"]) - max(one["top"], other["top"])
                    height = min(one["bottom"] - one["top"], other["bottom"] - other["top"])
                    if across > 1.5 and down > 0.5 * height:
                        found.append((number, one["text"], other["text"]))
    return found


def columns(work, portulan, example):
    """No table of any report prints over another column or over the edge, in PDF and in what LibreOffice makes of ODT and DOCX."""
    data, checked = str(work / "long-data"), 0
    subprocess.run([portulan, "import", str(lengthened(work, example)), "--data", data], check=True, stdout=subprocess.DEVNULL)
    funders = ["agence-imaginaire", "agence-cooperation-imaginaire-mexique", "ministere-imaginaire"]
    kinds = [["annual"], ["goals"], ["partnership", "baie-des-lanternes"], *(["funder", slug] for slug in funders)]
    for kind in kinds:
        for form in ("pdf", "odt", "docx"):
            source = work / f"{'-'.join(kind)}.{form}"
            subprocess.run([portulan, "report", *kind, "--data", data, "--out", str(source)], check=True, stdout=subprocess.DEVNULL)
            path = source if form == "pdf" else convert(work, source, "pdf")
            over = overprinted(path)
            assert not over, (source.name, over[:5])
            checked += 1
    return checked


def main(portulan, example):
    with tempfile.TemporaryDirectory() as folder:
        work, data = pathlib.Path(folder), str(pathlib.Path(folder) / "data")
        subprocess.run([portulan, "import", example, "--data", data], check=True, stdout=subprocess.DEVNULL)
        print(f"Reports without columns over one another: {columns(work, portulan, example)}")
        print(f"LibreOffice: {tables(work, portulan, data)} cells come back the same, pages of reports: {reports(work, portulan, data)}")


if __name__ == "__main__":
    main(*sys.argv[1:])
