# SPDX-License-Identifier: EUPL-1.2
"""Finding families by name through the index of three-letter pieces, also for whoever may see ten thousand of them.

Behind row-level security PostgreSQL may not ask an index of text: the operator could tell what the policy hides, so it
would be asked of every row that one may see. These functions run as the owner, and ask the policies themselves, word
for word as the tables' own (:meth:`familievej.gate.declare.Gated.policy`). The query around them asks both locks again.
"""

from __future__ import annotations

from familievej.gate.categories import Verb
from familievej.people.models import Family, Membership, Person

# The share of the three-letter pieces of what was typed that a name has too. Two letters swapped in a short name
# leave a third: "maira" still finds Maria.
LIKENESS = 0.3

# A setting of an extension is known, and may be given to a function, once its library is loaded: any call does that.
_FUNCTION = """
select show_limit();
{before}create or replace function {head} language sql stable security definer
  set search_path = public, pg_temp set pg_trgm.word_similarity_threshold = {likeness} as $$
{body}
$$;
"""
_NAMES = """
  select people_family.id as family_id, word as said from people_family where {matches_family} and {family}
   union all
  select people_membership.family_id, word as said from people_person
    join people_membership on people_membership.person_id = people_person.id
   where {matches_person} and {person} and {membership}
"""


def functions() -> list[str]:
    """The statements that make them. Called when the models are loaded."""
    return [_beginning(), _nearly()]


def _rows(matches: str) -> str:
    """Every family that is called so, or has a member who is, among those that the actor may read."""
    return _NAMES.format(
        matches_family=matches.format(table="people_family"),
        matches_person=matches.format(table="people_person"),
        family=Family.gated.policy("people_family", Verb.READ),
        person=Person.gated.policy("people_person", Verb.READ),
        membership=Membership.gated.policy("people_membership", Verb.READ),
    )


def _beginning() -> str:
    begins = "({table}.search_key like word || '%' or {table}.search_key like '% ' || word || '%')"
    return _FUNCTION.format(
        before="",
        head="people_families_beginning(words text[]) returns table (family_id uuid)",
        likeness=LIKENESS,
        body=(
            "select found.family_id from unnest(words) word cross join lateral"
            f" ({_rows(begins)}) found"
            " group by found.family_id"
            " having count(distinct found.said) = (select count(distinct each) from unnest(words) each)"
        ),
    )


def _nearly() -> str:
    """The nearest names come first, and the policies are asked of one after the other until there are enough."""
    family, person = _sorted("people_family"), _sorted("people_person")
    return _FUNCTION.format(
        before="drop function if exists people_families_nearly(text);\n",  # as it was until November 2026
        head="people_families_nearly(wanted text, most int) returns table (family_id uuid, likeness real)",
        likeness=LIKENESS,
        body=f"""
  select found.family_id, max(found.likeness) from (
    (select people_family.id as family_id, people_family.likeness from {family}
      where {Family.gated.policy("people_family", Verb.READ)}
      order by people_family.likeness desc limit most)
     union all
    (select people_membership.family_id, people_person.likeness from {person}
       join people_membership on people_membership.person_id = people_person.id
      where {Person.gated.policy("people_person", Verb.READ)}
        and {Membership.gated.policy("people_membership", Verb.READ)}
      order by people_person.likeness desc limit most)
  ) found group by found.family_id order by 2 desc limit most""",
    )


def _sorted(table: str) -> str:
    return (
        f"(select id, word_similarity(wanted, search_key) as likeness from {table}"
        f" where wanted <% search_key order by 2 desc, sort_key offset 0) {table}"
    )
