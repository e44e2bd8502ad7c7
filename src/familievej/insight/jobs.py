# SPDX-License-Identifier: EUPL-1.2
"""The work behind the page: read the data, count, write the report; as whoever ordered it, with a purpose."""

from __future__ import annotations

import logging
import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from familievej.analysis.disclosure_control import ReleaseLog
from familievej.analysis.evaluation.run import evaluate
from familievej.analysis.words import LANGUAGES, Refused, say
from familievej.gate import audit
from familievej.gate.actor import Actor, actor_for
from familievej.gate.decide import NoAccess
from familievej.gate.models import User
from familievej.insight.adapter import fingerprint, tables_of
from familievej.insight.files import RELEASE, contents, kept, published
from familievej.insight.models import Run, RunFile, State
from familievej.insight.nested import held_against
from familievej.insight.reach import may_evaluate, may_see

if TYPE_CHECKING:
    from familievej.analysis.comparison import Against
    from familievej.analysis.disclosure_control import Release
    from familievej.insight.models import Definition

logger = logging.getLogger(__name__)
_HELD_AGAINST = 20
_READ_BACK = 200
PURPOSE = "Evaluation of a programme: counts from pseudonymised data"


def work(run_id: uuid.UUID) -> None:
    """Makes one ordered run. Ordered twice, it is made once."""
    if not Run.objects.filter(pk=run_id, state=State.WAITING).update(state=State.WORKING):
        return
    run = Run.objects.select_related("definition__evaluation__unit", "definition__compared_unit").get(
        pk=run_id
    )
    user = User.objects.filter(pk=run.user_id).first() if run.user_id else None
    actor = actor_for(user, purpose=PURPOSE)
    try:
        with transaction.atomic():
            _make(actor, run)
    except NoAccess:
        run.finish(State.FAILED, failure=_("Whoever ordered this may no longer see it."))
    except Refused as refused:
        run.finish(State.REFUSED, failure=say(refused.text, settings.LANGUAGE_CODE)[:400])
    except Exception as fault:  # noqa: BLE001  whatever it is, the page must say that the work stopped
        # The message of a database fault quotes values of rows: only its kind may be logged.
        logger.error("Run %s stopped: %s", run.pk, type(fault).__name__)  # noqa: TRY400
        run.finish(State.FAILED, failure=_("Something went wrong on our side. Nothing was made."))


def _make(actor: Actor, run: Run) -> None:
    evaluation = run.definition.evaluation
    may_see(actor, evaluation)
    read_at = timezone.now()
    tables = tables_of(evaluation.unit)
    audit.note(actor, audit.Verb.READ, "insight.evaluate", basis=PURPOSE, object_id=str(run.pk))
    snapshot = fingerprint(tables)
    made_on, sources = timezone.localdate(), {"familievej": snapshot}
    definition = run.definition
    against = _against(actor, definition, sources) if definition.compared_unit else None
    made = evaluate(
        tables,
        definition.settled_rules,
        against=against,
        calculation=definition.settled_calculation,
        places=definition.places,
    )
    fit = published(made, made=made_on, sources=sources, log=released_before(run))
    for language in LANGUAGES:
        files = contents(
            made,
            fit,
            language=language,
            made=made_on,
            sources=sources,
            fonts=settings.FAMILIEVEJ_FONTS,
            told=lambda _step: None,
        )
        files |= kept(made, fit, language=language, made=made_on)
        RunFile.objects.bulk_create(
            RunFile.of(run, language, name, content) for name, content in files.items()
        )
    run.finish(State.DONE, read_at=read_at, snapshot=snapshot)


def _against(actor: Actor, definition: Definition, sources: dict[str, str]) -> Against | None:
    """Those compared with, read after the comparison was dated."""
    from familievej.analysis.comparison import Against, refuse_if_late

    comparison, unit = definition.settled_comparison, definition.compared_unit
    if comparison is None or unit is None:
        return None
    may_evaluate(actor, unit.pk)
    refuse_if_late(comparison, timezone.localdate())
    tables = tables_of(unit)
    sources["compared with"] = fingerprint(tables)
    return Against(comparison, tables)


def released_before(run: Run) -> ReleaseLog:
    """What has been published before: small numbers must not come out by subtracting.

    Of the same families, and where one group lies in the other: a unit beside all families, all beside each unit, and
    what is left of all when the other units are taken away.
    """
    unit = run.definition.evaluation.unit_id
    earlier = RunFile.objects.filter(name=RELEASE, language=LANGUAGES[0]).select_related(
        "run__definition__evaluation"
    )
    by_unit: dict[uuid.UUID | None, list[Release]] = {}
    for file in earlier.order_by("-run__done_at")[:_READ_BACK]:
        found = by_unit.setdefault(file.run.definition.evaluation.unit_id, [])
        if len(found) < _HELD_AGAINST:
            found += ReleaseLog.from_json(file.content.decode()).releases
    return ReleaseLog(tuple(held_against(by_unit, unit)))
