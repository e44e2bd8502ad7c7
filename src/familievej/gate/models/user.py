# SPDX-License-Identifier: EUPL-1.2
"""A login account. Staff have roles with periods; a family member's account says which person it is."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from familievej.base.periods import DatedQuerySet
    from familievej.gate.models.organisation import StaffRole


class UserManager(BaseUserManager["User"]):
    """Accounts are made by the administrator, never by signing up."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """A new account; without a password nobody can log in to it with one."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """``subject_id`` is the id of the person in a family; ``demo_persona`` marks a role in the demonstration only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(_("e-mail address"))
    name = models.CharField(_("name"), max_length=200, blank=True)
    title = models.CharField(_("title"), max_length=120, blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    language = models.CharField(_("language"), max_length=10, blank=True)
    is_active = models.BooleanField(_("may log in"), default=True)
    subject_id = models.UUIDField(null=True, blank=True, unique=True)
    demo_persona = models.SlugField(null=True, blank=True, unique=True)
    date_joined = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()
    if TYPE_CHECKING:

        @property
        def staff_roles(self) -> DatedQuerySet[StaffRole]:
            """Roles held, now and earlier."""

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="gate_user_email_once")]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        """The name as others see it."""
        return self.name

    @property
    def is_staff(self) -> bool:
        """Nobody reaches Django's own administration: it would read past the gate."""
        return False
