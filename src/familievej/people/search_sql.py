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
create or replace function {head} language sql stable security definer
  set search_path = public, pg_temp set pg_trgm.word_similarity_threshold = {likeness} as $$
{body}
$$;
"""
_NAMES = """
  select people_family.id as family_id, {shown} from people_family where {matches_family} and {family}
   union all
  select people_membership.family_id, {shown_person} from people_person
    join people_membership on people_membership.person_id = people_person.id
   where {matches_person} and {person} and {membership}
"""


def functions() -> list[str]:
    """The statements that make them. Called when the models are loaded."""
    return [_beginning(), _nearly()]


def _rows(matches: str, shown: str) -> str:
    """Every family that is called so, or has a member who is, among those that the actor may read."""
    return _NAMES.format(
        shown=shown.format(table="people_family"),
        shown_person=shown.format(table="people_person"),
        matches_family=matches.format(table="people_family"),
        matches_person=matches.format(table="people_person"),
        family=Family.gated.policy("people_family", Verb.READ),
        person=Person.gated.policy("people_person", Verb.READ),
        membership=Membership.gated.policy("people_membership", Verb.READ),
    )


def _beginning() -> str:
    begins = "({table}.search_key like word || '%' or {table}.search_key like '% ' || word || '%')"
    return _FUNCTION.format(
        head="people_families_beginning(words text[]) returns table (family_id uuid)",
        likeness=LIKENESS,
        body=(
            "select found.family_id from unnest(words) word cross join lateral"
            f" ({_rows(begins, 'word as said')}) found"
            " group by found.family_id"
            " having count(distinct found.said) = (select count(distinct each) from unnest(words) each)"
        ),
    )


def _nearly() -> str:
    return _FUNCTION.format(
        head="people_families_nearly(wanted text) returns table (family_id uuid, likeness real)",
        likeness=LIKENESS,
        body=(
            "select found.family_id, max(found.likeness) from"
            f" ({_rows('wanted <% {table}.search_key', 'word_similarity(wanted, {table}.search_key) as likeness')})"
            " found group by found.family_id"
        ),
    )
