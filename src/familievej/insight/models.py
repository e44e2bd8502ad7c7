# SPDX-License-Identifier: EUPL-1.2
"""A saved evaluation: first what is to be counted, dated; then the runs that read data, which can be
compared.

None of it names a person. A report holds counts, also small ones, so its files are encrypted.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from familievej.analysis.evaluation.rules import Rules, rules_from
from familievej.base.crypto import decrypt, encrypt
from familievej.gate.models import Unit
from familievej.insight.wanted import calculation_from, comparison_of

if TYPE_CHECKING:
    from familievej.analysis.comparison import Comparison
    from familievej.analysis.economy.definition import Calculation


class Evaluation(models.Model):
    """One programme's evaluation; ``unit`` limits it to the families of one unit, without it it is of all."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(max_length=160)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.title


class Definition(models.Model):
    """What is counted and how, fixed before any run of it reads data. Never changed: a change is a new
    version."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="definitions")
    version = models.PositiveSmallIntegerField()
    question = models.TextField()
    comparison = models.TextField(blank=True)
    rules = models.JSONField(default=dict, blank=True)
    compared_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    design = models.JSONField(default=dict, blank=True)
    calculation = models.JSONField(default=dict, blank=True)
    places = models.PositiveIntegerField(null=True, blank=True)
    user_id = models.UUIDField(null=True)
    user_name = models.CharField(max_length=200)
    fixed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "version"], name="insight_definition_once")
        ]

    def __str__(self) -> str:
        return f"{self.evaluation} {self.version}"

    @property
    def settled_rules(self) -> Rules:
        """The rules as analysis takes them."""
        return rules_from(self.rules)

    @property
    def settled_comparison(self) -> Comparison | None:
        """Whom one compares with and how, fixed on the day of the definition; None when there is nobody."""
        if self.compared_unit is None:
            return None
        fixed_on = timezone.localdate(self.fixed_at)
        return comparison_of(self.compared_unit, self.comparison, self.design, fixed_on)

    @property
    def settled_calculation(self) -> Calculation | None:
        """What was set for the long run. Raises ``Refused`` when the file does not hold any more."""
        return calculation_from(self.calculation) if self.calculation else None


class State(models.TextChoices):
    """Where a run stands."""

    WAITING = "waiting", _("waiting")
    WORKING = "working", _("being made")
    DONE = "done", _("ready")
    REFUSED = "refused", _("the data could not carry it")
    FAILED = "failed", _("stopped by a failure")


class Run(models.Model):
    """One reading of the data by one definition. ``snapshot`` is the fingerprint of what was read."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    definition = models.ForeignKey(Definition, on_delete=models.CASCADE, related_name="runs")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    user_id = models.UUIDField(null=True)
    user_name = models.CharField(max_length=200)
    ordered_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    step = models.CharField(max_length=60, blank=True)
    snapshot = models.CharField(max_length=64, blank=True)
    failure = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ["-ordered_at"]

    def __str__(self) -> str:
        return f"{self.definition} {self.ordered_at:%Y-%m-%d}"

    @property
    def is_busy(self) -> bool:
        """Whether it is ordered or being made."""
        return self.state in (State.WAITING, State.WORKING)

    def finish(self, state: State, **facts: Any) -> None:
        """The end of the work."""
        self.state, self.done_at, self.step = state, timezone.now(), ""
        for name, fact in facts.items():
            setattr(self, name, fact)
        self.save()


class RunFile(models.Model):
    """One file of a run's report in one language, encrypted."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="files")
    language = models.CharField(max_length=2)
    name = models.CharField(max_length=40)
    sealed = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "language", "name"], name="insight_runfile_once")
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.language})"

    @classmethod
    def of(cls, run: Run, language: str, name: str, content: bytes) -> RunFile:
        """A file of ``run``, not yet saved."""
        return cls(
            run=run, language=language, name=name, sealed=encrypt(content.hex(), bound_to=f"insight:{run.pk}")
        )

    @property
    def content(self) -> bytes:
        """What is in the file."""
        return bytes.fromhex(decrypt(self.sealed, bound_to=f"insight:{self.run_id}"))
