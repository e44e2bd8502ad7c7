# SPDX-License-Identifier: EUPL-1.2
"""The target group of 2022 written by hand, as somebody would who needs it once: DuckDB SQL, Polars and pandas.

Each gives {(role, in_target): (persons, two, base, with_child, with_adult)} and the rows with a contact in the year.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

FIRST, LAST = dt.date(2022, 1, 1), dt.date(2022, 12, 31)
SEL = ["preventive_measure", "support_at_home", "residential_stay"]
GROUNDS = ["physical_impairment", "mental_impairment", "social_problems", "mental_illness"]
CHILD = ["home_based", "placement"]
ADULT = [
    "disability_pension", "resource_course", "cash_benefit_activity_ready", "section_110_stay", "conviction",
    "violence_perpetrator", "violence_victim", "crisis_centre_stay", "hospital_psychiatry", "alcohol_treatment",
    "drug_treatment",
]  # fmt: skip
CONTACTS = [
    *CHILD, *ADULT, *SEL, "notification", "criminal_decision", "imprisonment", "unemployment_benefit",
    "sickness_benefit", "transition_benefit", "integration_cash_benefit", "rehabilitation", "job_clarification",
    "redundancy_benefit", "cash_benefit_job_ready", "education_benefit", "employment", "mentor_support", "guidance",
    "other_employment_measure", "wage_subsidy", "flexjob",
]  # fmt: skip
Answer = dict[tuple[str, int], tuple[int, ...]]


def _in(codes: list[str]) -> str:
    return "(" + ", ".join(f"'{code}'" for code in codes) + ")"


def duckdb_sql(folder: Path) -> tuple[Answer, int]:
    """Everything in one statement."""
    import duckdb

    sql = f"""
    with e as (
      select person_id,
             bit_or(case when code in {_in(CHILD)} then case when code = 'placement' then 3 else 1 end else 4 end) s
      from read_parquet('{folder}/events/*.parquet')
      where first_day <= date '2022-12-31' and (last_day is null or last_day >= date '2022-01-01')
        and (code in {_in([*CHILD, *ADULT])} or (code in {_in(SEL)} and basis in {_in(GROUNDS)}))
      group by 1),
    v as materialized (
      select * from (
        select e.person_id, birth_date,
               birth_date > date '1998-12-31' and birth_date <= date '2022-12-31' and s & 1 <> 0 as c,
               birth_date <= date '2004-12-31' and s & 4 <> 0 as a, s & 2 <> 0 as placed
        from e join read_parquet('{folder}/persons.parquet') p using (person_id)
        where death_date is null or death_date >= date '2022-01-01')
      where c or a),
    r as materialized (
      select distinct child_id, parent_id, kind from read_parquet('{folder}/relations.parquet')
      where child_id in (select person_id from v where c) and parent_id in (select person_id from v where a)),
    tc as (select child_id, count(*) n from r where kind = 'legal' group by 1),
    ta as (select parent_id, count(*) n from r where kind = 'legal' group by 1),
    h as materialized (
      select person_id, household_id from read_parquet('{folder}/residences.parquet')
      where kind = 'registered' and first_day <= date '2022-12-31'
        and (last_day is null or last_day >= date '2022-12-31') and person_id in (select person_id from v)),
    b0 as (select person_id from v join tc on child_id = person_id where c and not placed),
    bh as materialized (select * from h where person_id in (select * from b0)),
    alone as (
      select household_id from read_parquet('{folder}/residences.parquet')
      where kind = 'registered' and first_day <= date '2022-12-31'
        and (last_day is null or last_day >= date '2022-12-31')
        and household_id in (select household_id from bh)
      group by 1 having count(distinct person_id) = 1),
    b as (select person_id from b0
          where person_id not in (select person_id from bh where household_id in (select * from alone))),
    wc as (select distinct bh.person_id from bh join h using (household_id) join v on v.person_id = h.person_id
           where v.c and h.person_id <> bh.person_id),
    wa as (select distinct child_id from r join bh on bh.person_id = child_id
           join h on h.person_id = parent_id and h.household_id = bh.household_id),
    k as (
      select person_id, count(*) n, bit_or(hash(code) & 4194303) m from read_parquet('{folder}/events/*.parquet')
      where first_day <= date '2022-12-31' and (last_day is null or last_day >= date '2022-01-01')
        and code in {_in(CONTACTS)} and person_id in (select person_id from v)
      group by 1),
    told as (
      select 'child' role, tc.n is not null t, coalesce(tc.n >= 2, false) two, b.person_id is not null base,
             b.person_id is not null and wc.person_id is not null wc,
             b.person_id is not null and wa.child_id is not null wa, coalesce(k.n, 0) rows, bit_count(k.m) m
      from v left join tc on tc.child_id = v.person_id left join b on b.person_id = v.person_id
      left join wc on wc.person_id = v.person_id left join wa on wa.child_id = v.person_id
      left join k on k.person_id = v.person_id where c
      union all
      select 'adult', ta.n is not null, coalesce(ta.n >= 2, false), false, false, false, coalesce(k.n, 0),
             bit_count(k.m)
      from v left join ta on ta.parent_id = v.person_id left join k on k.person_id = v.person_id where a)
    select role, t::int, count(*), sum(two::int), sum(base::int), sum(wc::int), sum(wa::int), sum(rows), sum(m)
    from told group by all"""
    with duckdb.connect(config={"memory_limit": "640MB", "preserve_insertion_order": False}) as connection:
        rows = connection.execute(sql).fetchall()
    return {(row[0], row[1]): tuple(map(int, row[2:7])) for row in rows}, sum(int(row[7]) for row in rows)


def polars_lazy(folder: Path) -> tuple[Answer, int]:
    """Lazy frames; small results are collected once and used again."""
    import polars as pl

    c = pl.col
    events = pl.scan_parquet(folder / "events" / "*.parquet").filter(
        c.first_day <= LAST, c.last_day.is_null() | (c.last_day >= FIRST)
    )
    code = c.code.cast(pl.String)
    criteria = events.filter(
        code.is_in([*CHILD, *ADULT]) | (code.is_in(SEL) & c.basis.cast(pl.String).is_in(GROUNDS))
    )
    signs = criteria.group_by("person_id").agg(
        child=code.is_in(CHILD).any(), placed=(code == "placement").any(), adult=(~code.is_in(CHILD)).any()
    )
    persons = pl.scan_parquet(folder / "persons.parquet").filter(
        c.death_date.is_null() | (c.death_date >= FIRST)
    )
    v = (
        signs.join(persons, on="person_id")
        .with_columns(
            child=c.child & (c.birth_date > dt.date(1998, 12, 31)) & (c.birth_date <= LAST),
            adult=c.adult & (c.birth_date <= dt.date(2004, 12, 31)),
        )
        .filter(c.child | c.adult)
        .collect(engine="streaming")
    )
    children, adults = v.filter(c.child), v.filter(c.adult)
    r = (
        pl.scan_parquet(folder / "relations.parquet")
        .join(children.lazy(), left_on="child_id", right_on="person_id", how="semi")
        .join(adults.lazy(), left_on="parent_id", right_on="person_id", how="semi")
        .select("child_id", "parent_id", c.kind.cast(pl.String))
        .unique()
        .collect(engine="streaming")
    )
    pairs = r.filter(c.kind == "legal")
    tc, ta = pairs.group_by("child_id").len(), pairs.group_by("parent_id").len()
    homes = (
        pl.scan_parquet(folder / "residences.parquet")
        .filter(
            c.kind.cast(pl.String) == "registered",
            c.first_day <= LAST,
            c.last_day.is_null() | (c.last_day >= LAST),
        )
        .select("person_id", "household_id")
    )
    h = homes.join(v.lazy(), on="person_id", how="semi").collect(engine="streaming")
    b0 = children.filter(~c.placed).join(tc, left_on="person_id", right_on="child_id", how="semi")
    bh = h.join(b0, on="person_id", how="semi")
    inmates = homes.join(bh.lazy(), on="household_id", how="semi").collect(engine="streaming")
    alone = inmates.group_by("household_id").agg(c.person_id.n_unique()).filter(c.person_id == 1)
    b = b0.join(bh.join(alone, on="household_id", how="semi"), on="person_id", how="anti").select("person_id")
    young = h.join(children, on="person_id", how="semi").rename({"person_id": "other"})
    wc = bh.join(young, on="household_id").filter(c.person_id != c.other).select("person_id").unique()
    wa = (
        r.join(bh, left_on="child_id", right_on="person_id")
        .join(h, left_on=["parent_id", "household_id"], right_on=["person_id", "household_id"], how="semi")
        .select("child_id")
        .unique()
    )
    contacts = (
        events.filter(code.is_in(CONTACTS))
        .join(v.lazy(), on="person_id", how="semi")
        .group_by("person_id")
        .agg(rows=pl.len(), codes=code.n_unique())
        .collect(engine="streaming")
    )
    told: Answer = {}
    for role, people, found, key in (("child", children, tc, "child_id"), ("adult", adults, ta, "parent_id")):
        own = people.join(found, left_on="person_id", right_on=key, how="left")
        for target in (0, 1):
            some = own.filter(c.len.is_not_null() == bool(target))
            base = some.join(b, on="person_id", how="semi") if role == "child" else some.head(0)
            told[role, target] = (
                some.height,
                some.filter(c.len >= 2).height,
                base.height,
                base.join(wc, on="person_id", how="semi").height,
                base.join(wa, left_on="person_id", right_on="child_id", how="semi").height,
            )
    rows = sum(people.join(contacts, on="person_id")["rows"].sum() for people in (children, adults))
    return told, int(rows)


def pandas_frames(folder: Path) -> tuple[Answer, int]:
    """Frames of arrow types; what parquet can filter is filtered while reading."""
    import pandas as pd

    def read(name: str, columns: list[str], where: Any = None) -> Any:
        return pd.read_parquet(folder / name, columns=columns, filters=where, dtype_backend="pyarrow")

    events = read(
        "events",
        ["person_id", "code", "basis", "last_day"],
        [("first_day", "<=", LAST), ("code", "in", CONTACTS)],
    )
    events = events[events.last_day.isna() | (events.last_day >= FIRST)]
    code = events.code.astype("string[pyarrow]")
    is_child = code.isin(CHILD)
    is_adult = code.isin(ADULT) | (code.isin(SEL) & events.basis.astype("string[pyarrow]").isin(GROUNDS))
    seen = pd.DataFrame(
        {"person_id": events.person_id, "child": is_child, "placed": code == "placement", "adult": is_adult}
    )
    signs = seen[is_child | is_adult].groupby("person_id").max().reset_index()
    persons = read("persons.parquet", ["person_id", "birth_date", "death_date"])
    persons = persons[persons.death_date.isna() | (persons.death_date >= FIRST)]
    v = signs.merge(persons, on="person_id")
    v["child"] &= (v.birth_date > dt.date(1998, 12, 31)) & (v.birth_date <= LAST)
    v["adult"] &= v.birth_date <= dt.date(2004, 12, 31)
    v = v[v.child | v.adult]
    children, adults = v[v.child], v[v.adult]
    r = read("relations.parquet", ["child_id", "parent_id", "kind"])
    r = r[r.child_id.isin(children.person_id) & r.parent_id.isin(adults.person_id)].drop_duplicates()
    pairs = r[r.kind.astype("string[pyarrow]") == "legal"]
    tc, ta = pairs.groupby("child_id").size(), pairs.groupby("parent_id").size()
    homes = read("residences.parquet", ["person_id", "household_id", "kind", "first_day", "last_day"])
    homes = homes[
        (homes.kind.astype("string[pyarrow]") == "registered")
        & (homes.first_day <= LAST)
        & (homes.last_day.isna() | (homes.last_day >= LAST))
    ][["person_id", "household_id"]]
    h = homes[homes.person_id.isin(v.person_id)]
    b0 = children[~children.placed & children.person_id.isin(tc.index)]
    bh = h[h.person_id.isin(b0.person_id)]
    sizes = homes[homes.household_id.isin(bh.household_id)].groupby("household_id").person_id.nunique()
    b = b0[~b0.person_id.isin(bh[bh.household_id.isin(sizes[sizes == 1].index)].person_id)]
    young = h[h.person_id.isin(children.person_id)]
    met = bh.merge(young, on="household_id", suffixes=("", "_other"))
    wc = met[met.person_id != met.person_id_other].person_id.unique()
    lived = r.merge(bh, left_on="child_id", right_on="person_id").merge(
        h, left_on=["parent_id", "household_id"], right_on=["person_id", "household_id"]
    )
    wa = lived.child_id.unique()
    told: Answer = {}
    for role, people, found in (("child", children, tc), ("adult", adults, ta)):
        number = people.person_id.map(found)
        for target in (0, 1):
            some = people[number.notna() == bool(target)]
            base = some[some.person_id.isin(b.person_id)] if role == "child" else some[:0]
            two = int((number[number.notna() == bool(target)] >= 2).sum())
            told[role, target] = (
                len(some),
                two,
                len(base),
                int(base.person_id.isin(wc).sum()),
                int(base.person_id.isin(wa).sum()),
            )
    rows = events.groupby("person_id").size()
    return told, int(sum(people.person_id.map(rows).fillna(0).sum() for people in (children, adults)))
