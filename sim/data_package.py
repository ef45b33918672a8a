"""The data package: what every file of `datasets/` holds, in the form of the Frictionless standard.

`storesim datasets` writes the sample tables and `datasets/datapackage.json`; `storesim datasets --check` says which of
the committed files are not what the code makes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from sim.places import DATASETS
from sim.sample_data import TABLES, Field, Table, tables

PACKAGE: Final = "datapackage.json"
SAMPLE: Final = "sample"
LICENCE: Final = {"name": "BSD-3-Clause", "title": "BSD 3-Clause Licence"}

_OTHERS: Final = (
    Table("parameters", "Every number of the world, with unit, range, kind of evidence and source", (
        Field("id", "string", "name of the number"), Field("value", "number", "its value"),
        Field("unit", "string", "its unit"), Field("low", "number", "smallest value allowed"),
        Field("high", "number", "largest value allowed"),
        Field("kind", "string", "measured, industry report, standard, estimate or assumption"),
        Field("source", "string", "where it comes from"), Field("note", "string", "what it stands for"),
    ), ("id",)),
    Table("systems", "The systems that a shop may choose from: what is stated of each, and what is so", (
        Field("system", "string", "the system"), Field("trait", "string", "number of the world that it sets"),
        Field("stated", "number", "what the brochure says"), Field("value", "number", "what is so"),
        Field("unit", "string", "unit of both"),
        Field("seen", "string", "brochure, or trial for what only a trial shows"),
        Field("kind", "string", "measured, industry report, standard, estimate or assumption"),
        Field("source", "string", "where it comes from"),
    ), ("system", "trait")),
    Table("catalogue", "The invented items of the shop", (
        Field("item", "integer", "item number, in order of price"), Field("sku", "string", "stock code"),
        Field("name", "string", "name in English"), Field("name_zh", "string", "name in Traditional Chinese"),
        Field("category", "string", "kind of goods"), Field("price_cents", "integer", "list price, HK cents"),
        Field("unit_cost_cents", "integer", "what the shop pays for one, HK cents"),
        Field("shelf", "string", "seasonal or all year"), Field("picture", "string", "file name of the picture"),
        Field("picture_licence_until_day", "integer", "last day of the picture's licence, days since take-over"),
    ), ("item",)),
    Table("holidays", "General holidays of Hong Kong other than ordinary Sundays", (
        Field("date", "date", "the day"), Field("name", "string", "the holiday"),
        Field("source", "string", "where the date was read"), Field("mark", "string", "how sure it is"),
    ), ("date",)),
    Table("competency", "Rows of the two units of competency", (
        Field("row", "string", "row of the unit"), Field("unit", "string", "unit of competency"),
        Field("text", "string", "what it asks for"),
    ), ("row",)),
    Table("realism", "Figures of the shop that does nothing beside those of real shops", (
        Field("figure", "string", "what is measured"), Field("low", "number", "lower end of the band"),
        Field("high", "number", "upper end of the band, empty for none"),
        Field("least", "number", "least of five seeds"), Field("mean", "number", "mean of five seeds"),
        Field("most", "number", "most of five seeds"), Field("cdnow", "number", "CDNOW"),
        Field("grocery", "number", "an online grocery"), Field("online_retail", "number", "UCI Online Retail"),
    ), ("figure",)),
    Table("closed_forms", "The shop's processes beside formulas of theory", (
        Field("number", "integer", "number in the list of the operations reference"),
        Field("name", "string", "what it is about"), Field("formula", "string", "in plain text"),
        Field("expected", "number", "what the formula gives"), Field("mean", "number", "mean of the replications"),
        Field("standard_error", "number", "of that mean"), Field("z", "number", "their distance in standard errors"),
        Field("replications", "integer", "how many seeds"),
    ), ("number", "name")),
    Table("dwell", "How long intruders stay in the server, beside published figures", (
        Field("intruder", "string", "what for"), Field("policy", "string", "what is done to find them"),
        Field("break_ins", "integer", "how many"), Field("median_days", "number", "days until they are noticed"),
        Field("mean_days", "number", "the same, mean"), Field("published", "string", "figures of others, days"),
    ), ("intruder", "policy")),
    Table("ranking", "How often luck ranks the better of two policies worse", (
        Field("exercise", "string", "whose criterion"), Field("measure", "string", "what they are ranked by"),
        Field("better", "string", "the better policy"), Field("worse", "string", "the worse one"),
        Field("gain", "number", "by how much it is better in the mean of the pool, unit of the measure"),
        Field("standard_error", "number", "of that mean"),
        Field("asked", "number", "change that the criterion asks for"),
        Field("same_shops", "integer", "markings that rank wrong, both policies in the same shops"),
        Field("beside_today", "integer", "the same, each in shops of its own, less the shop today"),
        Field("levels", "integer", "the same, each in shops of its own"),
        Field("markings", "integer", "markings drawn"), Field("shops", "integer", "shops in a marking"),
        Field("pool", "integer", "shops that they are drawn from"),
    ), ("exercise", "better", "worse")),
)  # fmt: skip
"""Files that people or other commands write; the package only describes them."""


def sample_files() -> dict[str, bytes]:
    """The sample tables as bytes of CSV, by path below `datasets/`."""
    return {
        f"{SAMPLE}/{name}.csv": table.to_csv(index=False, lineterminator="\n").encode()
        for name, table in tables().items()
    }


def package(sample: dict[str, bytes], folder: Path = DATASETS) -> bytes:
    """The descriptor of all data files, as bytes of JSON."""
    resources = [
        _resource(table, f"{table.name}.csv", (folder / f"{table.name}.csv").read_bytes()) for table in _OTHERS
    ]
    resources += [_resource(table, path, sample[path]) for table in TABLES for path in (f"{SAMPLE}/{table.name}.csv",)]
    content = {
        "name": "storesim",
        "title": "Data of Storesim: invented customers of an invented shop in Hong Kong, and the numbers of its world",
        "licenses": [LICENCE],
        "resources": resources,
    }
    return (json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode()


def _resource(table: Table, path: str, content: bytes) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [{"name": field.name, "type": field.type, "description": field.says} for field in table.fields],
        "primaryKey": list(table.key),
    }
    if table.points_to:
        schema["foreignKeys"] = [
            {"fields": [column], "reference": {"resource": other, "fields": [column]}}
            for column, other in table.points_to
        ]
    return {
        "name": table.name,
        "title": table.title,
        "path": path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{sha256(content).hexdigest()}",
        "schema": schema,
    }


def made_files(folder: Path = DATASETS) -> dict[str, bytes]:
    """Every file that the code makes, by path below `folder`."""
    sample = sample_files()
    return {**sample, PACKAGE: package(sample, folder)}


def write(folder: Path = DATASETS) -> list[str]:
    """Write all files that differ, each aside first; returns their paths.

    Raises:
        OSError: the folder cannot be written to.
    """
    made = made_files(folder)
    stale = [path for path, _ in differences(folder, made)]
    for path in stale:
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        aside = place.with_name(f".{place.name}.new")
        aside.write_bytes(made[path])
        aside.replace(place)
    return stale


def differences(folder: Path = DATASETS, made: dict[str, bytes] | None = None) -> Iterator[tuple[str, str]]:
    """Paths that are not what the code makes, each with what is wrong with it in words."""
    for path, content in (made_files(folder) if made is None else made).items():
        place = folder / path
        if not place.is_file():
            yield path, "is missing"
        elif place.read_bytes() != content:
            yield path, f"differs: {place.stat().st_size:,} bytes, the code makes {len(content):,}"


__all__ = ["differences", "made_files", "package", "sample_files", "write"]
