# SPDX-License-Identifier: EUPL-1.2
"""The target group of 2022 written by hand, as somebody would who needs it once: DuckDB SQL, Polars and pandas.

The same question as ``population.counted``: {(role, in_target, municipality, band): the numbers of ``NUMBERS``}.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

FIRST, LAST = dt.date(2022, 1, 1), dt.date(2022, 12, 31)
BANDS = (5, 11, 14, 17, 23, 29, 39, 49, 59)
SEL = ["preventive_measure", "support_at_home", "residential_stay"]
GROUNDS = ["physical_impairment", "mental_impairment", "social_problems", "mental_illness"]
CHILD = ["home_based", "placement"]
ADULT = [
    "disability_pension", "resource_course", "cash_benefit_activity_ready", "section_110_stay", "conviction",
    "violence_perpetrator", "violence_victim", "crisis_centre_stay", "hospital_psychiatry", "alcohol_treatment",
    "drug_treatment",
]  # fmt: skip
CRIME = ["conviction", "criminal_decision", "imprisonment"]
CONTACTS = {
    "home_based": ["home_based"],
    "placed": ["placement"],
    "notified": ["notification"],
    "crime": CRIME,
    "disability_pension": ["disability_pension"],
    "temporary_transfers": [
        "unemployment_benefit", "sickness_benefit", "transition_benefit", "integration_cash_benefit",
        "rehabilitation", "job_clarification", "resource_course", "redundancy_benefit",
    ],
    "cash_benefit": ["cash_benefit_activity_ready", "cash_benefit_job_ready"],
    "education_benefit": ["education_benefit"],
    "employed": ["employment"],
    "employment_measures": ["mentor_support", "guidance", "other_employment_measure", "wage_subsidy", "flexjob"],
    "social_services": [
        "support_at_home", "residential_stay", "preventive_measure", "section_110_stay", "crisis_centre_stay",
        "drug_treatment", "alcohol_treatment",
    ],
    "support_at_home": ["support_at_home"],
    "drug_treatment": ["drug_treatment"],
    "section_110": ["section_110_stay"],
}  # fmt: skip
CONTACT_BITS = {name: 1 << place for place, name in enumerate(CONTACTS)}
PARENT = CONTACT_BITS["notified_for_parent"] = 1 << len(CONTACTS)
CHILD_CONTACTS = ["home_based", "placed", "notified"]
ADULT_CONTACTS = [
    "disability_pension", "temporary_transfers", "cash_benefit", "education_benefit", "employed",
    "employment_measures", "social_services", "support_at_home", "drug_treatment", "section_110", "crime",
]  # fmt: skip
NUMBERS = (
    "persons", "two", "both_roles", "base", "with_child", "with_adult",
    *(f"has_child_{name}" for name in CHILD_CONTACTS),
    "rows_child_notified", "has_child_notified_for_parent", "base_child_crime", "has_child_crime",
    *(f"has_adult_{name}" for name in ADULT_CONTACTS),
)  # fmt: skip
Answer = dict[tuple[str, int, int, int], tuple[int, ...]]


def _in(codes: list[str]) -> str:
    return "(" + ", ".join(f"'{code}'" for code in codes) + ")"


def _bits() -> dict[str, int]:
    """All contacts of each code, as one number."""
    found: dict[str, int] = {}
    for name, codes in CONTACTS.items():
        for code in codes:
            found[code] = found.get(code, 0) | CONTACT_BITS[name]
    return found


def duckdb_sql(folder: Path) -> Answer:
    """Everything in one statement."""
    import duckdb

    bits = ", ".join(f"('{code}', {bit})" for code, bit in _bits().items())
    children = ", ".join(
        [
            *(f"count(*) filter (m & {CONTACT_BITS[name]} <> 0)" for name in CHILD_CONTACTS[:3]),
            "sum(notified)::bigint",
            f"count(*) filter (m & {CONTACT_BITS['notified_for_parent']} <> 0)",
            "count(*) filter (young)",
            f"count(*) filter (young and m & {CONTACT_BITS['crime']} <> 0)",
        ]
    )
    adults = ", ".join(f"count(*) filter (m & {CONTACT_BITS[name]} <> 0)" for name in ADULT_CONTACTS)
    bands = " + ".join(f"(birth_date <= date '{2022 - limit - 1}-12-31')::int" for limit in BANDS)
    sql = f"""
    with e as (
      select person_id,
             bit_or(case code when 'placement' then 3 when 'home_based' then 1 else 4 end) s
      from read_parquet('{folder}/events/*.parquet')
      where first_day <= date '2022-12-31' and coalesce(last_day, date '9999-12-31') >= date '2022-01-01'
        and (code in {_in([*CHILD, *ADULT])} or (code in {_in(SEL)} and basis in {_in(GROUNDS)}))
      group by 1),
    v as materialized (
      select * from (
        select e.person_id, birth_date,
               birth_date > date '1998-12-31' and birth_date <= date '2022-12-31' and s & 1 <> 0 as c,
               birth_date <= date '2004-12-31' and s & 4 <> 0 as a, s & 2 <> 0 as placed
        from e join read_parquet('{folder}/persons.parquet') p using (person_id)
        where coalesce(death_date, date '9999-12-31') >= date '2022-01-01')
      where c or a),
    r as materialized (
      select distinct child_id, parent_id, kind from read_parquet('{folder}/relations.parquet')
      where coalesce(first_day, date '0001-01-01') <= date '2022-12-31'
        and coalesce(last_day, date '9999-12-31') >= date '2022-01-01'
        and child_id in (select person_id from v where c) and parent_id in (select person_id from v where a)),
    tc as materialized (select child_id, count(*) n from r where kind = 'legal' group by 1),
    ta as (select parent_id, count(*) n from r where kind = 'legal' group by 1),
    lived as materialized (
      select person_id, household_id, municipality, first_day,
             coalesce(last_day, date '9999-12-31') >= date '2022-12-31' as still
      from read_parquet('{folder}/residences.parquet')
      where kind = 'registered' and first_day <= date '2022-12-31'
        and coalesce(last_day, date '9999-12-31') >= date '2022-01-01' and person_id in (select person_id from v)),
    place as (
      select person_id, max((first_day - date '0001-01-01') * 10000 + 9999 - municipality) % 10000 as p
      from lived group by 1),
    h as (select person_id, household_id from lived where still and household_id is not null),
    b0 as (select person_id from v join tc on child_id = person_id where c and not placed),
    bh as materialized (select * from h where person_id in (select * from b0)),
    alone as (
      select household_id from read_parquet('{folder}/residences.parquet')
      where kind = 'registered' and first_day <= date '2022-12-31'
        and coalesce(last_day, date '9999-12-31') >= date '2022-12-31'
        and household_id in (select household_id from bh)
      group by 1 having count(distinct person_id) = 1),
    b as (select person_id from b0
          where person_id not in (select person_id from bh where household_id in (select * from alone))),
    wc as (select distinct bh.person_id from bh join h using (household_id) join v on v.person_id = h.person_id
           where v.c and h.person_id <> bh.person_id),
    wa as (select distinct child_id from r join bh on bh.person_id = child_id
           join h on h.person_id = parent_id and h.household_id = bh.household_id),
    k as (
      select person_id, bit_or(bit + case when basis = 'parent' and code = 'notification' then {PARENT} else 0 end) m,
             count(*) filter (code = 'notification') notified
      from read_parquet('{folder}/events/*.parquet') join (values {bits}) t(code, bit) using (code)
      where first_day <= date '2022-12-31' and coalesce(last_day, date '9999-12-31') >= date '2022-01-01'
        and code in {_in(list(_bits()))} and person_id in (select person_id from v)
      group by 1),
    told as materialized (
      select c, a, tc.n is not null as of_child, ta.n is not null as of_adult, coalesce(9999 - p, 0) as municipality,
             {bands} as band, birth_date > date '1998-12-31' and birth_date <= date '2007-12-31' as young,
             coalesce(tc.n >= 2, false) as two_c, coalesce(ta.n >= 2, false) as two_a,
             b.person_id is not null as base, base and wc.person_id is not null as wc,
             base and wa.child_id is not null as wa, coalesce(m, 0) as m, coalesce(notified, 0) as notified
      from v left join tc on tc.child_id = v.person_id left join ta on ta.parent_id = v.person_id
      left join b on b.person_id = v.person_id left join wc on wc.person_id = v.person_id
      left join wa on wa.child_id = v.person_id left join place on place.person_id = v.person_id
      left join k on k.person_id = v.person_id)
    select 'child', of_child::int, municipality, band, count(*), count(*) filter (two_c), 0, count(*) filter (base),
           count(*) filter (wc), count(*) filter (wa), {children}, {", ".join("0" * len(ADULT_CONTACTS))}
    from told where c group by all
    union all
    select 'adult', of_adult::int, municipality, band, count(*), count(*) filter (two_a),
           count(*) filter (c and of_child = of_adult), {", ".join("0" * 10)}, {adults}
    from told where a group by all"""
    with duckdb.connect(config={"memory_limit": "640MB", "preserve_insertion_order": False}) as connection:
        connection.execute("set parquet_metadata_cache = true")
        rows = connection.execute(sql).fetchall()
    return {row[:4]: tuple(map(int, row[4:])) for row in rows}


def polars_lazy(folder: Path) -> Answer:
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
        .filter(
            c.first_day.is_null() | (c.first_day <= LAST),
            c.last_day.is_null() | (c.last_day >= FIRST),
        )
        .join(children.lazy(), left_on="child_id", right_on="person_id", how="semi")
        .join(adults.lazy(), left_on="parent_id", right_on="person_id", how="semi")
        .select("child_id", "parent_id", c.kind.cast(pl.String))
        .unique()
        .collect(engine="streaming")
    )
    pairs = r.filter(c.kind == "legal")
    tc, ta = pairs.group_by("child_id").len("parents"), pairs.group_by("parent_id").len("children")
    residences = pl.scan_parquet(folder / "residences.parquet").filter(
        c.kind.cast(pl.String) == "registered", c.first_day <= LAST
    )
    still = c.last_day.is_null() | (c.last_day >= LAST)
    lived = (
        residences.filter(c.last_day.is_null() | (c.last_day >= FIRST))
        .join(v.lazy(), on="person_id", how="semi")
        .collect(engine="streaming")
    )
    place = (
        lived.sort("first_day", "municipality", descending=[True, False])
        .unique("person_id", keep="first", maintain_order=True)
        .select("person_id", "municipality")
    )
    h = lived.filter(still, c.household_id.is_not_null()).select("person_id", "household_id")
    b0 = children.filter(~c.placed).join(tc, left_on="person_id", right_on="child_id", how="semi")
    bh = h.join(b0, on="person_id", how="semi")
    inmates = (
        residences.filter(still)
        .select("person_id", "household_id")
        .join(bh.lazy(), on="household_id", how="semi")
        .collect(engine="streaming")
    )
    alone = inmates.group_by("household_id").agg(c.person_id.n_unique()).filter(c.person_id == 1)
    b = b0.join(bh.join(alone, on="household_id", how="semi"), on="person_id", how="anti")["person_id"]
    young = h.join(children, on="person_id", how="semi").rename({"person_id": "other"})
    wc = bh.join(young, on="household_id").filter(c.person_id != c.other)["person_id"].unique()
    wa = r.join(bh, left_on="child_id", right_on="person_id").join(
        h, left_on=["parent_id", "household_id"], right_on=["person_id", "household_id"], how="semi"
    )["child_id"]
    bits = _bits()
    contacts = (
        events.filter(code.is_in(list(bits)))
        .join(v.lazy(), on="person_id", how="semi")
        .select(
            "person_id",
            m=code.replace_strict(bits, return_dtype=pl.Int64)
            + PARENT * ((code == "notification") & (c.basis.cast(pl.String) == "parent").fill_null(False)),
            notified=code == "notification",
        )
        .group_by("person_id")
        .agg(c.m.bitwise_or(), c.notified.sum())
        .collect(engine="streaming")
    )
    told = (
        v.join(tc, left_on="person_id", right_on="child_id", how="left")
        .join(ta, left_on="person_id", right_on="parent_id", how="left")
        .join(place, on="person_id", how="left")
        .join(contacts, on="person_id", how="left")
        .with_columns(
            c.municipality.fill_null(0),
            c.m.fill_null(0),
            c.notified.fill_null(0),
            band=pl.sum_horizontal(c.birth_date <= dt.date(2022 - limit - 1, 12, 31) for limit in BANDS),
            young=(c.birth_date > dt.date(1998, 12, 31)) & (c.birth_date <= dt.date(2007, 12, 31)),
            base=c.person_id.is_in(b.implode()),
        )
        .with_columns(
            wc=c.base & c.person_id.is_in(wc.implode()),
            wa=c.base & c.person_id.is_in(wa.unique().implode()),
        )
    )
    found = {name: (c.m & bit) != 0 for name, bit in CONTACT_BITS.items()}
    child = [
        *(found[name] for name in CHILD_CONTACTS),
        c.notified,
        found["notified_for_parent"],
        c.young,
        c.young & found["crime"],
    ]
    adult = [found[name] for name in ADULT_CONTACTS]
    both = c.child & c.adult & (c.parents.is_null() == c.children.is_null())
    no = pl.lit(False)
    answer: Answer = {}
    for role, is_one, number, numbers in (
        ("child", c.child, c.parents, [no, c.base, c.wc, c.wa, *child, *[no] * len(adult)]),
        ("adult", c.adult, c.children, [both, no, no, no, *[no] * len(child), *adult]),
    ):
        grouped = told.filter(is_one).group_by(number.is_not_null().alias("target"), "municipality", "band")
        all_numbers = [(number >= 2).fill_null(False), *numbers]
        rows = grouped.agg(pl.len(), *(one.sum().alias(str(place)) for place, one in enumerate(all_numbers)))
        answer.update({(role, int(row[0]), row[1], row[2]): row[3:] for row in rows.iter_rows()})
    return answer


def pandas_frames(folder: Path) -> Answer:
    """Frames of arrow types; what parquet can filter is filtered while reading."""
    import pandas as pd

    def read(name: str, columns: list[str], where: Any = None) -> Any:
        return pd.read_parquet(folder / name, columns=columns, filters=where, dtype_backend="pyarrow")

    bits = _bits()
    events = read(
        "events",
        ["person_id", "code", "basis", "last_day"],
        [("first_day", "<=", LAST), ("code", "in", sorted({*bits, *ADULT}))],
    )
    events = events[events.last_day.isna() | (events.last_day >= FIRST)]
    code = events.code.astype("string[pyarrow]")
    basis = events.basis.astype("string[pyarrow]")
    is_child = code.isin(CHILD)
    is_adult = code.isin(ADULT) | (code.isin(SEL) & basis.isin(GROUNDS))
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
    r = read("relations.parquet", ["child_id", "parent_id", "kind", "first_day", "last_day"])
    r = r[(r.first_day.isna() | (r.first_day <= LAST)) & (r.last_day.isna() | (r.last_day >= FIRST))]
    r = r[r.child_id.isin(children.person_id) & r.parent_id.isin(adults.person_id)]
    r = r[["child_id", "parent_id", "kind"]].drop_duplicates()
    pairs = r[r.kind.astype("string[pyarrow]") == "legal"]
    tc, ta = pairs.groupby("child_id").size(), pairs.groupby("parent_id").size()
    columns = ["person_id", "household_id", "municipality", "kind", "first_day", "last_day"]
    lived = read("residences.parquet", columns)
    lived = lived[(lived.kind.astype("string[pyarrow]") == "registered") & (lived.first_day <= LAST)]
    homes = lived[lived.last_day.isna() | (lived.last_day >= LAST)][["person_id", "household_id"]]
    lived = lived[(lived.last_day.isna() | (lived.last_day >= FIRST)) & lived.person_id.isin(v.person_id)]
    lived = lived.sort_values(["first_day", "municipality"], ascending=[False, True])
    place = lived.drop_duplicates("person_id").set_index("person_id").municipality
    h = homes[homes.household_id.notna() & homes.person_id.isin(v.person_id)]
    b0 = children[~children.placed & children.person_id.isin(tc.index)]
    bh = h[h.person_id.isin(b0.person_id)]
    sizes = homes[homes.household_id.isin(bh.household_id)].groupby("household_id").person_id.nunique()
    b = b0[~b0.person_id.isin(bh[bh.household_id.isin(sizes[sizes == 1].index)].person_id)]
    young = h[h.person_id.isin(children.person_id)]
    met = bh.merge(young, on="household_id", suffixes=("", "_other"))
    wc = met[met.person_id != met.person_id_other].person_id
    wa = (
        r.merge(bh, left_on="child_id", right_on="person_id")
        .merge(h, left_on=["parent_id", "household_id"], right_on=["person_id", "household_id"])
        .child_id
    )
    told = v.assign(
        parents=v.person_id.map(tc),
        children=v.person_id.map(ta),
        municipality=v.person_id.map(place).fillna(0).astype(int),
        band=sum((v.birth_date <= dt.date(2022 - limit - 1, 12, 31)).astype(int) for limit in BANDS),
        young=(v.birth_date > dt.date(1998, 12, 31)) & (v.birth_date <= dt.date(2007, 12, 31)),
        base=v.person_id.isin(b.person_id),
    )
    for name, codes in CONTACTS.items():
        told[name] = v.person_id.isin(events.person_id[code.isin(codes)])
    notices = events.person_id[code == "notification"]
    told["rows"] = v.person_id.map(notices.value_counts()).fillna(0)
    told["notified_for_parent"] = v.person_id.isin(notices[basis[code == "notification"] == "parent"])
    told["young_crime"] = told.young & told.crime
    told["with_child"] = told.base & v.person_id.isin(wc)
    told["with_adult"] = told.base & v.person_id.isin(wa)
    told["both"] = told.child & told.adult & (told.parents.isna() == told.children.isna())
    told["persons"], told["no"] = 1, 0
    child = [*CHILD_CONTACTS, "rows", "notified_for_parent", "young", "young_crime"]
    answer: Answer = {}
    for role, number, numbers in (
        (
            "child",
            "parents",
            ["no", "base", "with_child", "with_adult", *child, *["no"] * len(ADULT_CONTACTS)],
        ),
        ("adult", "children", ["both", "no", "no", "no", *["no"] * len(child), *ADULT_CONTACTS]),
    ):
        some = told[told[role]]
        some = some.assign(two=some[number].fillna(0) >= 2, target=some[number].notna().astype(int))
        asked = ["persons", "two", *dict.fromkeys(numbers)]
        sums = some.groupby(["target", "municipality", "band"])[asked].sum()
        for key, row in zip(sums.index, sums[["persons", "two", *numbers]].to_numpy(), strict=True):
            answer[role, int(key[0]), int(key[1]), int(key[2])] = tuple(map(int, row))
    return answer
