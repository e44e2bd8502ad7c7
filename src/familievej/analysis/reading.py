# SPDX-License-Identifier: EUPL-1.2
"""Reads an extract of nine plain CSV files straight into tables, fast, or says that they are not plain.

What a delivery may look like, and every message about what is wrong with one, belongs to the room
``extract``. This reader accepts nothing that ``extract`` refuses; where it has the least doubt it raises
``NotPlain`` and the caller asks there. Names and CPR numbers are not read at all.
"""

from __future__ import annotations

from pathlib import Path

import polars as pl

from familievej.analysis.soundness import KEYS
from familievej.analysis.tables import SCHEMAS, Tables, month_number_of

FILES = tuple(f"{name}.csv" for name in SCHEMAS)
CATEGORIES: dict[tuple[str, str], tuple[str, ...]] = {
    ("families", "closing_reason"): ("goals_reached", "ordinary_support", "moved", "family_stopped", "other"),
    ("persons", "role"): ("mother", "father", "child"),
    ("persons", "sex"): ("F", "M"),
    ("persons", "index_child"): ("0", "1"),
    ("income_support", "category"): ("self_supporting", "job_ready", "activity_ready", "other"),
    ("activation", "kind"): ("company", "guidance", "mentor"),
    ("child_cases", "kind"): ("family_treatment", "notification", "free_place", "placement", "other"),
    ("programme_costs", "kind"): ("development", "operation", "service_improvement"),
    ("ratings", "rater"): ("self", "parent", "teacher"),
}
MAY_BE_EMPTY = {
    ("families", "end_date"),
    ("families", "closing_reason"),
    ("persons", "sex"),
    ("persons", "index_child"),
    ("child_cases", "end_date"),
}
# Narrower than what extract accepts: ids and free texts without a chance of holding a CPR number.
_PATTERNS: dict[str, str] = {
    "family_id": r"^[0-9A-Za-zÆØÅæøå][0-9A-Za-zÆØÅæøå._:/-]{0,59}$",
    "person_id": r"^[0-9A-Za-zÆØÅæøå][0-9A-Za-zÆØÅæøå._:/-]{0,59}$",
    "source_system": r"^[A-Za-zÆØÅæøå][A-Za-zÆØÅæøå _-]{0,59}$",
    "instrument": r"^[A-Za-zÆØÅæøå][A-Za-zÆØÅæøå _-]{0,59}$",
    "account_function": r"^[0-9]\.[0-9]{2}$",
    "date": r"^(19[0-9]{2}|20[0-9]{2})-[0-9]{2}-[0-9]{2}$",
    "month": r"^(19[0-9]{2}|20[0-9]{2})-(0[1-9]|1[0-2])$",
    "year": r"^(199[0-9]|20[0-9]{2})$",
    "whole": r"^[0-9]{1,3}$",
    "decimal": r"^-?[0-9]{1,9}(\.[0-9]{1,2})?$",
}
_CPR_LIKE = r"[0-9]{2}[ .-]?[0-9]{2}[ .-]?[0-9]{2}[-\s./]?[0-9]{4}"


class NotPlain(Exception):
    """The folder is not nine plain files; the message names the file and column, never a value."""


def read_folder(folder: Path) -> Tables:
    """The tables of ``folder``. Raises ``NotPlain``."""
    if not folder.is_dir():
        raise NotPlain(folder.name)
    tables = Tables(**{name: _table(folder, name) for name in SCHEMAS})
    _sound(tables)
    return tables


def _table(folder: Path, name: str) -> pl.DataFrame:
    path = folder / f"{name}.csv"
    wanted = {column.replace("amount_ore", "amount_dkk"): column for column in SCHEMAS[name]}
    try:
        raw = pl.read_csv(path, columns=list(wanted), infer_schema=False, raise_if_empty=True)
    except (pl.exceptions.PolarsError, OSError) as fault:
        raise NotPlain(path.name) from fault
    return raw.select([_typed(raw, name, source, column) for source, column in wanted.items()])


def _typed(raw: pl.DataFrame, name: str, source: str, column: str) -> pl.Series:
    texts = raw[source].replace("", None)
    place = (name, source)
    if place not in MAY_BE_EMPTY and texts.null_count():
        raise NotPlain(f"{name}: {source}")
    schema = SCHEMAS[name][column]
    try:
        series = _converted(texts, place, schema)
    except pl.exceptions.PolarsError as fault:
        raise NotPlain(f"{name}: {source}") from fault
    return series.cast(schema).alias(column)


def _converted(texts: pl.Series, place: tuple[str, str], schema: object) -> pl.Series:
    source = place[1]
    if source == "month":
        _matches(texts, place, "month")
        return month_number_series(texts)
    if source == "amount_dkk":
        _matches(texts, place, "decimal")
        return (texts.cast(pl.Float64) * 100).round()
    if schema == pl.Date:
        _matches(texts, place, "date")
        return texts.str.to_date("%Y-%m-%d", strict=True)
    if place in CATEGORIES:
        if not set(texts.unique().drop_nulls()) <= set(CATEGORIES[place]):
            raise NotPlain(": ".join(place))
        return texts == "1" if schema == pl.Boolean else texts
    pattern = {"days": "whole", "hours": "decimal", "year": "year"}.get(
        source, "decimal" if source.startswith("item_") else source
    )
    _matches(texts, place, pattern)
    return texts


def month_number_series(texts: pl.Series) -> pl.Series:
    """``2017-06`` as month numbers; the few months are read once each."""
    frame = texts.unique().drop_nulls().to_frame("text")
    days = pl.concat_str("text", pl.lit("-01")).str.to_date("%Y-%m-%d", strict=True)
    numbers = frame.select("text", number=month_number_of(days))
    return texts.replace_strict(numbers["text"], numbers["number"], return_dtype=pl.Int32)


def _matches(texts: pl.Series, place: tuple[str, str], pattern: str) -> None:
    """Every different value looks as it should; registers repeat themselves, so that is few values."""
    values = texts.unique().drop_nulls()
    suspicious = (
        values.str.contains(_CPR_LIKE) if pattern in ("family_id", "person_id") else ~values.is_not_null()
    )
    if (~values.str.contains(_PATTERNS[pattern]) | suspicious).any():
        raise NotPlain(": ".join(place))


def _sound(tables: Tables) -> None:
    for name, key in KEYS.items():
        frame: pl.DataFrame = getattr(tables, name)
        if frame.select(key).unique().height != frame.height:
            raise NotPlain(f"{name}: {', '.join(key)}")
        if (
            "person_id" in frame.columns
            and name != "persons"
            and not frame["person_id"].unique().is_in(tables.persons["person_id"].implode()).all()
        ):
            raise NotPlain(f"{name}: person_id")
    doubts = (
        tables.families.filter(pl.col("end_date") < pl.col("start_date")),
        tables.child_cases.filter(pl.col("end_date") < pl.col("start_date")),
        tables.persons.join(tables.families, on="family_id", how="anti"),
        tables.persons.filter(pl.col("index_child") & (pl.col("role") != "child")),
        tables.persons.filter("index_child").group_by("family_id").len().filter(pl.col("len") > 1),
        tables.followed().filter(
            (pl.col("role") != "child") & (pl.col("birth_date") >= pl.col("start_date"))
        ),
        tables.attendance.filter(
            (pl.col("days") > _longest(pl.col("month"))) | (pl.col("hours") > 24 * pl.col("days"))
        ),
        tables.attendance.filter((pl.col("hours") < 0) | (pl.col("hours") > 744)),
        tables.ratings.filter(~pl.all_horizontal(pl.col("^item_.$").is_between(0, 10))),
    )
    if any(doubt.height for doubt in doubts):
        raise NotPlain("a rule between columns or tables")


def _longest(month: pl.Expr) -> pl.Expr:
    return pl.date(month // 12, month % 12 + 1, 1).dt.month_end().dt.day()
