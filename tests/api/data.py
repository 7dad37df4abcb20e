"""Reads back what is given out as open data: the catalogue, and every file that it names.

Usage: data.py PORTULAN EXAMPLE, with the packages of requirements.txt installed.
"""
import csv
import decimal
import hashlib
import io
import json
import sys
import urllib.request

import pyarrow.parquet
import rdflib
import rdflib.compare

from support import serving

DCAT = rdflib.Namespace("http://www.w3.org/ns/dcat#")
SPDX = rdflib.Namespace("http://spdx.org/rdf/terms#")


def fetch(url):
    with urllib.request.urlopen(url) as answer:
        return answer.read()


def catalogue(base):
    """The catalogue, which says the same in both its forms; each file is there, as large as told, and the one meant."""
    turtle = rdflib.Graph().parse(data=fetch(f"{base}/open-data/catalog.ttl"), format="turtle")
    jsonld = rdflib.Graph().parse(data=fetch(f"{base}/open-data/catalog.jsonld"), format="json-ld")
    assert rdflib.compare.isomorphic(turtle, jsonld), "both forms say the same"
    files = list(turtle.subject_objects(DCAT.downloadURL))
    assert len(files) > 40, len(files)
    checked = 0
    for distribution, url in files:
        content = fetch(str(url))
        size = turtle.value(distribution, DCAT.byteSize)
        if size is not None:
            digest = turtle.value(turtle.value(distribution, SPDX.checksum), SPDX.checksumValue)
            # rdflib reads hexadecimal as bytes.
            digest = digest.toPython().hex() if isinstance(digest.toPython(), bytes) else str(digest)
            assert int(size) == len(content), url
            assert digest == hashlib.sha256(content).hexdigest(), url
            checked += 1
    assert checked > 40, checked
    return checked


def same(text, value):
    """A cell of a CSV file and a value of JSON or Parquet."""
    if value is None:
        return text == ""
    if isinstance(value, list):
        return text == "; ".join(value)
    if isinstance(value, (int, float, decimal.Decimal)):
        return decimal.Decimal(text) == decimal.Decimal(str(value))
    return text == value


def tables(base):
    """All forms of a table say the same, cell by cell."""
    cells = 0
    names = [line.rsplit("  ", 1)[1] for line in fetch(f"{base}/open-data/checksums.txt").decode().splitlines()]
    for name in sorted({name.split(".")[0] for name in names if name.endswith(".parquet")}):
        rows = list(csv.DictReader(io.StringIO(fetch(f"{base}/open-data/{name}.csv").decode(), newline="")))
        records = json.loads(fetch(f"{base}/open-data/{name}.json"), parse_float=decimal.Decimal)["records"]
        columns = pyarrow.parquet.read_table(io.BytesIO(fetch(f"{base}/open-data/{name}.parquet"))).to_pylist()
        assert len(rows) == len(records) == len(columns), name
        for row, record, column in zip(rows, records, columns):
            for key, text in row.items():
                assert same(text, record[key]), (name, key, text, record[key])
                assert same(text, column[key]), (name, key, text, column[key])
                cells += 1
    return cells


def places(base):
    """Points are on this earth."""
    features = json.loads(fetch(f"{base}/open-data/places.geojson"))["features"]
    for feature in features:
        longitude, latitude = feature["geometry"]["coordinates"]
        assert -180 <= longitude <= 180 and -90 <= latitude <= 90, feature
    return len(features)


def main(portulan, example):
    with serving(portulan, example) as (base, _, _):
        print(f"{catalogue(base)} files as the catalogue says, {tables(base)} cells the same in three forms, "
              f"{places(base)} places")


if __name__ == "__main__":
    main(*sys.argv[1:])
