# SPDX-License-Identifier: EUPL-1.2
"""The gate's start-up: after the last app is migrated, both locks are made anew; log-ins go into the trail."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig, apps
from django.contrib.auth import user_logged_in, user_logged_out, user_login_failed
from django.db.models.signals import post_migrate


def _install(sender: AppConfig, plan: Any = (), **_kwargs: Any) -> None:
    with_models = [config for config in apps.get_app_configs() if config.models_module is not None]
    if sender is with_models[-1]:
        from familievej.gate.lock import install

        install(migrated=bool(plan))


class GateConfig(AppConfig):
    """``familievej.gate``."""

    name = "familievej.gate"
    label = "gate"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Connect what must happen by itself."""
        from familievej.gate import logins

        post_migrate.connect(_install, dispatch_uid="gate-install")
        user_logged_in.connect(logins.logged_in, dispatch_uid="gate-login")
        user_logged_out.connect(logins.logged_out, dispatch_uid="gate-logout")
        user_login_failed.connect(logins.failed, dispatch_uid="gate-login-failed")
