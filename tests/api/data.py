"""Reads back what is given out as open data: the catalogue, and every file that it names.

Usage: data.py PORTULAN EXAMPLE, with the packages of requirements.txt installed.
"""
import csv
import decimal
import hashlib
import io
import json
import pathlib
import sys
import tempfile
import urllib.request

import frictionless
import pyarrow.parquet
import rdflib
import rdflib.compare

from support import serving

DCAT = rdflib.Namespace("http://www.w3.org/ns/dcat#")
DCT = rdflib.DCTERMS
VCARD = rdflib.Namespace("http://www.w3.org/2006/vcard/ns#")
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
    harvested(turtle)
    return checked


def harvested(graph):
    """What the harvester of data.gouv.fr reads of each dataset: tags, contact, schema, titles, coverage."""
    datasets = list(graph.subjects(rdflib.RDF.type, DCAT.Dataset))
    assert len(datasets) > 14, datasets
    descriptions = set()
    for dataset in datasets:
        tags = [word for word in graph.objects(dataset, DCAT.keyword) if isinstance(word, rdflib.Literal)]
        assert len(tags) >= 4, (dataset, tags)
        contact = graph.value(dataset, DCAT.contactPoint)
        assert graph.value(contact, VCARD.fn) and graph.value(contact, VCARD.hasURL), dataset
        period = graph.value(dataset, DCT.temporal)
        assert graph.value(period, DCAT.startDate) <= graph.value(period, DCAT.endDate), dataset
        box = graph.value(graph.value(dataset, DCT.spatial), DCAT.bbox)
        assert str(box).startswith("POLYGON((") and box.datatype.endswith("wktLiteral"), box
        descriptions |= set(graph.objects(dataset, DCT.description))
        for distribution in graph.objects(dataset, DCAT.distribution):
            assert graph.value(distribution, DCT.title), distribution
            if str(distribution).endswith("subventions.csv"):
                norm = str(graph.value(distribution, DCT.conformsTo))
                assert norm == "https://schema.data.gouv.fr/schemas/scdl/subventions/2.1.1/schema.json", norm
    assert len(descriptions) == 2 * len(datasets), "each dataset is described in its own words, in two languages"
    services = list(graph.subjects(rdflib.RDF.type, DCAT.DataService))
    assert len(services) == 3 and all(graph.value(s, DCAT.endpointURL) for s in services), services
    for service in services:
        served = set(graph.objects(service, DCAT.servesDataset))
        assert served and served <= set(datasets), (service, served)
        if str(service).endswith("#calendar"):
            assert [str(dataset).rsplit("#")[1] for dataset in served] == ["events"], served


def grants(base):
    """The file of grants follows the schema of the French national form, column by column and cell by cell."""
    content = fetch(f"{base}/open-data/subventions.csv")
    with tempfile.TemporaryDirectory() as folder:
        (pathlib.Path(folder) / "subventions.csv").write_bytes(content)
        schema = pathlib.Path(__file__).parent / "subventions-2.1.1.json"
        resource = frictionless.Resource(path="subventions.csv", basepath=folder,
                                         schema=frictionless.Schema.from_descriptor(json.loads(schema.read_text())))
        report = resource.validate()
        assert report.valid, report.flatten(["rowNumber", "fieldName", "type", "note"])
    rows = list(csv.DictReader(io.StringIO(content.decode(), newline="")))
    for row in rows:
        assert row["idBeneficiaire"] or row["rnaBeneficiaire"], row
    return len(rows)


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
              f"{places(base)} places, {grants(base)} grants as the national form asks")


if __name__ == "__main__":
    main(*sys.argv[1:])
