# SPDX-License-Identifier: EUPL-1.2
"""Who of the staff can see a record today: asked before it is hidden from one of them."""

from __future__ import annotations

from familievej.access.emergency_sql import DEFINER

_LIVE = "g.starts_at <= statement_timestamp() and (g.ends_at is null or g.ends_at > statement_timestamp())"

# Nobody reads another's grants; whoever may write the record may know who reads it, and why.
FUNCTIONS = f"""
create or replace function access_staff_who_see(about uuid, kind text)
  returns table (user_id uuid, who text, title text) language sql stable {DEFINER} as $$
  select distinct u.id, coalesce(nullif(u.name, ''), u.email), u.title
    from gate_grant g join gate_user u on u.id = g.user_id
   where g.subject_id = about and g.category = kind and {_LIVE}
     and g.basis in ('own_work', 'oversight', 'consent', 'statute', 'emergency')
     and exists (select 1 from gate_grant g where g.user_id = gate_actor() and g.subject_id = about
                    and g.category = kind and g.writes and {_LIVE})
   order by 2
$$;
"""
