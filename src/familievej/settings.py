# SPDX-License-Identifier: EUPL-1.2
"""Settings of one installation. Every choice a municipality has is an environment variable (docs/command-line.md)."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from familievej import embedded
from familievej.base import env
from familievej.base.secret import secret_key

PACKAGE = Path(__file__).resolve().parent

# -- The installation ---------------------------------------------------------------------------------------------
FAMILIEVEJ_DATA_DIR = env.folder("FAMILIEVEJ_DATA_DIR", Path(".familievej"))
FAMILIEVEJ_DEMO = env.boolean("FAMILIEVEJ_DEMO", False)
# The folder of the node parts: of the checkout, else beside the working folder, else where the variable says.
FAMILIEVEJ_NODE_MODULES = env.folder("FAMILIEVEJ_NODE_MODULES", PACKAGE.parent.parent / "node_modules")
FAMILIEVEJ_FONTS = FAMILIEVEJ_NODE_MODULES / "dkfds" / "dist" / "fonts" / "IBMPlexSans" / "complete" / "ttf"
DEBUG = env.boolean("FAMILIEVEJ_DEBUG", False)
FAMILIEVEJ_THIS_MACHINE = ["localhost", "127.0.0.1", "[::1]"]
ALLOWED_HOSTS = env.words("FAMILIEVEJ_HOSTS", FAMILIEVEJ_THIS_MACHINE)
# https everywhere, except where somebody tries the system on their own machine.
_alone = DEBUG or FAMILIEVEJ_DEMO or ALLOWED_HOSTS == FAMILIEVEJ_THIS_MACHINE
FAMILIEVEJ_HTTPS = env.boolean("FAMILIEVEJ_HTTPS", not _alone)
CSRF_TRUSTED_ORIGINS = [f"https://{host.lstrip('.')}" for host in ALLOWED_HOSTS] if FAMILIEVEJ_HTTPS else []

# -- The database -------------------------------------------------------------------------------------------------
# "web" cannot pass row-level security, "owner" can: migrations, import and jobs ask for it by name.
FAMILIEVEJ_DATABASE_ROLE = env.choice("FAMILIEVEJ_DATABASE_ROLE", "web", frozenset({"web", "owner"}))
_owner_url, _web_url = env.database("DATABASE_URL"), env.database("DATABASE_WEB_URL")
FAMILIEVEJ_EMBEDDED = _owner_url is None and _web_url is None


def _database() -> dict[str, Any]:
    url = _web_url if FAMILIEVEJ_DATABASE_ROLE == "web" else _owner_url
    if FAMILIEVEJ_EMBEDDED:
        where = embedded.place(FAMILIEVEJ_DATA_DIR)
        user = embedded.WEB_ROLE if FAMILIEVEJ_DATABASE_ROLE == "web" else embedded.OWNER_ROLE
        name = embedded.DEMO_DATABASE if FAMILIEVEJ_DEMO else embedded.DATABASE
        found = {"NAME": name, "USER": user, "HOST": str(where.sockets), "PORT": str(embedded.PORT)}
        options: dict[str, Any] = {}
    elif url is None:
        name = "DATABASE_WEB_URL" if FAMILIEVEJ_DATABASE_ROLE == "web" else "DATABASE_URL"
        # The commands say it better than a stack trace would: `familievej check`, docs/command-line.md.
        raise ImproperlyConfigured(
            f"{name} is not set; the role {FAMILIEVEJ_DATABASE_ROLE!r} connects with it."
        )
    else:
        found = {
            "NAME": url.name,
            "USER": url.user,
            "PASSWORD": url.password,
            "HOST": url.host,
            "PORT": url.port,
        }
        options = dict(url.options)
    commit = "" if env.boolean("FAMILIEVEJ_SYNCHRONOUS_COMMIT", True) else " -c synchronous_commit=off"
    options["options"] = f"{options.get('options', '')} -c timezone=UTC{commit}".strip()
    return {
        "ENGINE": "django.db.backends.postgresql",
        **found,
        "OPTIONS": options,
        "CONN_MAX_AGE": env.integer("FAMILIEVEJ_CONNECTION_AGE", 60, least=0),
        "CONN_HEALTH_CHECKS": True,
    }


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# -- Secrets ------------------------------------------------------------------------------------------------------
SECRET_KEY = secret_key(FAMILIEVEJ_DATA_DIR, may_be_made=FAMILIEVEJ_EMBEDDED)
SECRET_KEY_FALLBACKS = env.words("FAMILIEVEJ_SECRET_KEY_FALLBACKS")
FAMILIEVEJ_KEYS = env.text("FAMILIEVEJ_KEYS", "")
FAMILIEVEJ_KEYS_FILE = Path(env.text("FAMILIEVEJ_KEYS_FILE", str(FAMILIEVEJ_DATA_DIR / "keys.json")))
FAMILIEVEJ_KEYS_MAY_BE_MADE = FAMILIEVEJ_EMBEDDED

# -- Rooms --------------------------------------------------------------------------------------------------------
ROOMS = [
    "familievej.base",
    "familievej.gate",
    "familievej.people",
    "familievej.access",
    "familievej.practice",
    "familievej.course",
    "familievej.plan",
    "familievej.followup",
    "familievej.forms",
    "familievej.extract",
    "familievej.insight",
    "familievej.insight.targetgroup",
    "familievej.family",
    "familievej.portal",
    "familievej.web",
]
INSTALLED_APPS = [
    *ROOMS,
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_htmx",
    "procrastinate.contrib.django",
]
MIDDLEWARE = [
    "familievej.web.health.HealthMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    # Around the transaction: letters about a log-in are sent on commit and need the request.
    "allauth.account.middleware.AccountMiddleware",
    "familievej.gate.middleware.ActorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "familievej.web.session.IdleLimitMiddleware",
    "familievej.web.mfa.StaffMfaMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
ROOT_URLCONF = "familievej.urls"
WSGI_APPLICATION = "familievej.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "familievej.web.context.shell",
            ]
        },
    }
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "familievej_cache"}
}

# -- Rules that a municipality sets ---------------------------------------------------------------------------------
# Own signature on a consent; below it everybody who has custody signs.
FAMILIEVEJ_CONSENT_AGE = env.integer("FAMILIEVEJ_CONSENT_AGE", 15, least=12, most=18)
FAMILIEVEJ_EMERGENCY_HOURS = env.integer("FAMILIEVEJ_EMERGENCY_HOURS", 24, least=1, most=168)

# -- Language and time --------------------------------------------------------------------------------------------
LANGUAGE_CODE = "da"
LANGUAGES = [("da", _("Danish")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Copenhagen"

# -- Log-in -------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "gate.User"
# An address is unique whatever its capitals: a constraint on its lower case, which this check does not see.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]
AUTHENTICATION_BACKENDS = ["familievej.web.backend.AccountBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
_VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {
        "NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {"NAME": f"{_VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
    {"NAME": f"{_VALIDATION}.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
# Accounts are made by the administrator (the adapter closes sign-up), each with one address and no user name.
ACCOUNT_ADAPTER = "familievej.web.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_LOGIN_ON_PASSWORD_RESET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if FAMILIEVEJ_HTTPS else "http"
# A whole town hall comes from one address at eight in the morning: the limit that matters is the one on each account.
ACCOUNT_RATE_LIMITS = {
    "login": "300/m/ip",
    "login_failed": "60/m/ip,5/5m/key",
    "reset_password": "20/m/ip,3/m/key",
}
# How many proxies stand before the server: else one could choose the address that is counted.
ALLAUTH_TRUSTED_PROXY_COUNT = env.integer("FAMILIEVEJ_PROXIES", 0, least=0, most=9)
FAMILIEVEJ_STAFF_MFA_REQUIRED = env.boolean("FAMILIEVEJ_STAFF_MFA_REQUIRED", not FAMILIEVEJ_DEMO)
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_ADAPTER = "familievej.web.second_factors.MfaAdapter"
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Familievej"
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not FAMILIEVEJ_HTTPS

# -- Sessions and cookies -----------------------------------------------------------------------------------------
# The middleware of the shell ends a session after so many minutes without a request, and after a working day.
FAMILIEVEJ_IDLE_MINUTES = env.integer("FAMILIEVEJ_IDLE_MINUTES", 60, least=5, most=480)
SESSION_COOKIE_AGE = int(timedelta(hours=12).total_seconds())
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = FAMILIEVEJ_HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_NAME = "__Host-session" if FAMILIEVEJ_HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if FAMILIEVEJ_HTTPS else "csrf"
CSRF_FAILURE_VIEW = "familievej.web.errors.csrf_failure"

# -- What the browser may do --------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "manifest-src": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = env.boolean("FAMILIEVEJ_HTTPS_REDIRECT", FAMILIEVEJ_HTTPS)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ALLAUTH_TRUSTED_PROXY_COUNT else None
SECURE_HSTS_SECONDS = env.integer("FAMILIEVEJ_HSTS_SECONDS", 31_536_000 if FAMILIEVEJ_HTTPS else 0, least=0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.boolean("FAMILIEVEJ_HSTS_SUBDOMAINS", False)
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# -- Static files -------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = FAMILIEVEJ_DATA_DIR / "static"
# Only what pages use: each folder keeps its place, because the style sheet points to the others.
_DKFDS = FAMILIEVEJ_NODE_MODULES / "dkfds" / "dist"
STATICFILES_DIRS = [
    *((f"dkfds/{part}", _DKFDS / part) for part in ("css", "img", "js", "fonts/IBMPlexSans/complete")),
    ("htmx", FAMILIEVEJ_NODE_MODULES / "htmx.org" / "dist"),
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if env.boolean("FAMILIEVEJ_STATIC_MANIFEST", not DEBUG)
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
MEDIA_ROOT = FAMILIEVEJ_DATA_DIR / "files"
# The register on which the target group is counted; nothing is shown when there is none.
FAMILIEVEJ_TARGETGROUP = env.folder("FAMILIEVEJ_TARGETGROUP", FAMILIEVEJ_DATA_DIR / "targetgroup")
FAMILIEVEJ_UPLOAD_MB = env.integer("FAMILIEVEJ_UPLOAD_MB", 250, least=1, most=2_000)
# The largest paper that is put beside a record, and the command that looks for viruses in it (docs/command-line.md).
FAMILIEVEJ_ATTACHMENT_MB = env.integer("FAMILIEVEJ_ATTACHMENT_MB", 10, least=1, most=100)
FAMILIEVEJ_SCANNER = env.text("FAMILIEVEJ_SCANNER", "")
FILE_UPLOAD_HANDLERS = [
    "familievej.base.uploads.LimitHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# -- E-mail -------------------------------------------------------------------------------------------------------
_smtp = env.text("FAMILIEVEJ_SMTP_HOST", "")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if _smtp else 'dummy'}.EmailBackend"
EMAIL_HOST = _smtp
EMAIL_PORT = env.integer("FAMILIEVEJ_SMTP_PORT", 587, least=1, most=65_535)
EMAIL_HOST_USER = env.text("FAMILIEVEJ_SMTP_USER", "")
EMAIL_HOST_PASSWORD = env.text("FAMILIEVEJ_SMTP_PASSWORD", "")
EMAIL_USE_TLS = env.boolean("FAMILIEVEJ_SMTP_TLS", True)
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("FAMILIEVEJ_MAIL_FROM", "familievej@localhost")

# -- Jobs and log -------------------------------------------------------------------------------------------------
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "tasks"
LEVELS = frozenset({"DEBUG", "INFO", "WARNING", "ERROR"})
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "familievej.base.logs.LineFormatter"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "line"},
    },
    "root": {"handlers": ["stderr"], "level": env.choice("FAMILIEVEJ_LOG_LEVEL", "INFO", LEVELS)},
    "loggers": {
        # The texts of queries hold what people wrote: never printed, whatever the level.
        "django.db.backends": {"level": "WARNING"},
        # Its notices of each job repeat what the job was given.
        "procrastinate": {"level": "WARNING"},
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.server": {"handlers": [], "level": "INFO", "propagate": True},
    },
}
