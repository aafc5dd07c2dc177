"""Settings, from the environment only. `config.env` says what the two shapes are.

Read top to bottom: where things are, who is served, what runs, data, jobs, people,
language, pages, API, security, logs.
"""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import django_stubs_ext
import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from config.env import is_embedded, language_in, refuse_unsafe, secret_key_in
from config.logs import logging_for

# Lets code say ModelForm[Deal] or Paginator[Deal], as the types want it.
django_stubs_ext.monkeypatch()

# Where things are -------------------------------------------------------------------
BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
EMBEDDED = is_embedded(os.environ)
DATA = Path(env.str("BOUSSOLE_DATA", default=str(BASE_DIR / "var"))).resolve()
DEBUG = env.bool("DEBUG", default=False)
# Demo data is loaded: the sign-in page offers its three people.
DEMO = env.bool("DEMO", default=False)

if EMBEDDED:
    DATA.mkdir(mode=0o700, parents=True, exist_ok=True)
    SECRET_KEY = env.str("SECRET_KEY", default="") or secret_key_in(DATA)
else:
    refuse_unsafe(os.environ)
    SECRET_KEY = env.str("SECRET_KEY")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])

# Who is served ----------------------------------------------------------------------
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
if EMBEDDED:
    ALLOWED_HOSTS += ["127.0.0.1", "localhost", "[::1]"]
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

# What runs --------------------------------------------------------------------------
INSTALLED_APPS = [
    "crm",
    "kpis",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "config.collected.StaticFiles",
    "django_htmx",
    "django_filters",
    "django_prometheus",
    "django_structlog",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "rest_framework",
    "knox",
    "drf_spectacular",
    "drf_spectacular_sidecar",
]
MIDDLEWARE = [
    # First, so that the policy stands on every answer: redirects, errors, static files.
    "csp.middleware.CSPMiddleware",
    "django_prometheus.middleware.PrometheusBeforeMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.middleware.problems_under_api",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "config.middleware.session_limits",
    "django_structlog.middlewares.RequestMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "config.middleware.reader",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django_prometheus.middleware.PrometheusAfterMiddleware",
]

# Data -------------------------------------------------------------------------------
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
if EMBEDDED:
    DATABASES: dict[str, Any] = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": DATA / "boussole.sqlite3",
            "CONN_MAX_AGE": 60,
            "OPTIONS": {
                # WAL needs IMMEDIATE: a read that turns into a write inside a
                # transaction fails at once, whatever the timeout.
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": (
                    "PRAGMA journal_mode=WAL;"
                    "PRAGMA synchronous=NORMAL;"
                    "PRAGMA mmap_size=134217728;"
                    "PRAGMA journal_size_limit=27103364;"
                    "PRAGMA cache_size=2000;"
                ),
            },
        }
    }
    SHARED_CACHE: dict[str, Any] = {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
    }
else:
    # A statement may take longer in a worker, and as long as it needs in a migration.
    statement_seconds = env.int("STATEMENT_TIMEOUT", default=15)
    DATABASES = {"default": env.db_url("DATABASE_URL")}
    DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
    if DATABASES["default"]["ENGINE"].endswith("postgresql"):
        DATABASES["default"].setdefault("OPTIONS", {})["options"] = (
            f"-c statement_timeout={statement_seconds}s"
            " -c lock_timeout=3s -c idle_in_transaction_session_timeout=60s"
        )
    SHARED_CACHE = {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": env.str("CACHE_URL", default="") or env.str("REDIS_URL"),
        "KEY_PREFIX": "boussole",
        "OPTIONS": {"socket_timeout": 0.5, "socket_connect_timeout": 0.5},
    }
# The default is seen by every process: rate limits count there. `local` is for what
# each process may remember for itself.
CACHES = {
    "default": SHARED_CACHE,
    "shared": SHARED_CACHE,
    "local": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}
MEDIA_ROOT = DATA / "media"
# One attached file; a whole request may hold ten of them.
ATTACHMENT_MAX_BYTES = env.int("ATTACHMENT_MAX_BYTES", default=10 * 1024 * 1024)

# Jobs: the rest is in config/celery.py ------------------------------------------------
VISIBILITY_TIMEOUT = 900
if EMBEDDED:
    BROKER_FOLDER = DATA / "broker"
    BROKER_URL = "filesystem://localhost//"
    BROKER_OPTIONS: dict[str, Any] = {
        "data_folder_in": str(BROKER_FOLDER / "messages"),
        "data_folder_out": str(BROKER_FOLDER / "messages"),
        "control_folder": str(BROKER_FOLDER / "control"),
        "store_processed": False,
        "polling_interval": 0.1,
    }
    for name in ("messages", "control"):
        (BROKER_FOLDER / name).mkdir(parents=True, exist_ok=True)
else:
    BROKER_URL = env.str("REDIS_URL")
    # Short: three tries of a broker that hangs must not hold up a page for a second.
    BROKER_OPTIONS = {
        "visibility_timeout": VISIBILITY_TIMEOUT,
        "socket_timeout": 0.3,
        "socket_connect_timeout": 0.3,
        "socket_keepalive": True,
    }

# People -----------------------------------------------------------------------------
AUTH_USER_MODEL = "crm.User"
# auth.W004: addresses are unique whatever their case, by a constraint on Lower(email),
# which that check does not see.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {"user_attributes": ("email", "name")}),
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
    )
]
PASSWORD_RESET_TIMEOUT = 3600
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "config.accounts.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
# An admin vouches for the addresses of the people they enter.
ACCOUNT_EMAIL_VERIFICATION = "none"
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Boussole"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_RATE_LIMITS = {
    # Passwords (config/sign_in_limits.py): one account from one address; all accounts from one
    # address; one account from everywhere, more than a handful of addresses can use up.
    "sign_in_here": "10/15m/key",
    "sign_in_address": "10/m/ip,200/h/ip",
    "sign_in_account": "300/h/key",
    # Codes of the second factor.
    "login_failed": "10/m/ip,10/15m/key",
    "reset_password": "20/m/ip,3/h/key",
    # Customers behind one address may be many; who guesses links is one.
    "survey": "60/m/ip",
    # Files taken away (crm/views/exports.py): each asks for more than a page does.
    "export": "60/m/user",
    # A mail program stops the mails of many people from few addresses.
    "mail_stop": "120/m/ip",
}
# How many of the machines in front of us write X-Forwarded-For; 0 believes nobody.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", default=0)

# Sessions end after a week of silence and after thirty days in any case: a rep opens
# the phone every working day and must not lose a call to a sign-in page.
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_IDLE_LIMIT = timedelta(days=7)
SESSION_ABSOLUTE_LIMIT = timedelta(days=30)
SESSION_COOKIE_AGE = int(SESSION_ABSOLUTE_LIMIT.total_seconds())

# Language and time --------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("fr", _("French"))]
# What new people read until they choose, and what the demo is written in.
FIRST_LANGUAGE = language_in(os.environ)
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
# Processes think in UTC; civil days belong to the organisation, whose zone is a row.
# TIME_ZONE in the environment is only what a new organisation starts with.
TIME_ZONE = "UTC"
ORGANISATION_TIME_ZONE = env.str("TIME_ZONE", default="Europe/Paris")

# Pages --------------------------------------------------------------------------------
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "crm.context.shell",
                "kpis.context.freshness",
            ],
        },
    }
]
# A grid of targets is a field a cell: two hundred people by month, with some room.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3_000
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
INSTALLED_APPS += ["django.forms"]
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(BASE_DIR / "staticfiles")))
if EMBEDDED:
    STATIC_ROOT = DATA / "static"
    STATIC_ROOT.mkdir(exist_ok=True)
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "config.finders.NodeModulesFinder",
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
PLAIN_STATIC = "django.contrib.staticfiles.storage.StaticFilesStorage"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": PLAIN_STATIC if EMBEDDED else "config.storage.ManifestStorage"
    },
}
# Embedded: files are served from where they lie, so starting needs no collectstatic.
WHITENOISE_USE_FINDERS = EMBEDDED
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

# API ----------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        # The first one's header makes "not signed in" a 401.
        "config.tokens.Tokens",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["crm.api.parsing.Json"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_THROTTLE_CLASSES": ["rest_framework.throttling.ScopedRateThrottle"],
    "DEFAULT_THROTTLE_RATES": {"tokens": "10/hour", "figures": "240/min"},
    "NUM_PROXIES": ALLAUTH_TRUSTED_PROXY_COUNT,
    "URL_FORMAT_OVERRIDE": None,
    "EXCEPTION_HANDLER": "config.problems.handler",
    "COERCE_DECIMAL_TO_STRING": True,
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
REST_KNOX = {
    "TOKEN_TTL": timedelta(days=90),
    "TOKEN_LIMIT_PER_USER": 10,
    "AUTO_REFRESH": False,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Boussole",
    "DESCRIPTION": "The facts of a sales team, and the figures computed from them.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.IsAuthenticated"],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_ADD_EXPLICIT_BLANK_NULL_CHOICE": False,
    "ENUM_NAME_OVERRIDES": {
        "ActivityKind": "crm.models.Activity.Kind",
        "ActivityStatus": "crm.models.Activity.Status",
        "ActivityDirection": "crm.models.Activity.Direction",
        "ActivityTarget": "crm.models.Activity.Target",
        "ProspectKind": "crm.models.Prospect.Kind",
        "DealKind": "crm.models.Deal.Kind",
        "DealState": "crm.models.Deal.State",
    },
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "config.schema.problems_everywhere",
    ],
}

# Security -----------------------------------------------------------------------------
# No nonce: every script and style is a file of ours. Images from data: addresses are
# the ones inside Tabler's own style sheet.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "connect-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF, "data:"],
        "form-action": [SELF],
        "base-uri": [SELF],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_NAME = "boussole_session"
CSRF_COOKIE_NAME = "boussole_csrf"
LANGUAGE_COOKIE_NAME = "boussole_language"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "django.views.csrf.csrf_failure"
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")
if not EMBEDDED:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https"
    # Probes come from inside, over plain HTTP.
    SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz|metrics)$"]
    # TLS_PROXY: a proxy in front ends TLS, redirects to it and sets this header.
    SECURE_SSL_REDIRECT = not env.bool("TLS_PROXY", default=False)
    if not SECURE_SSL_REDIRECT:
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# Mail ---------------------------------------------------------------------------------
# Without a mail server nothing is sent: invitations are links an admin copies.
#: Where people open the application: mails hold links.
SITE_URL = (
    env.str("SITE_URL", default="")
    or ("http://localhost:8000" if EMBEDDED else f"https://{ALLOWED_HOSTS[0]}")
).rstrip("/")
MAIL_URL = env.str("EMAIL_URL", default="")
vars().update(env.email_url_config(MAIL_URL or "dummymail://"))
DEFAULT_FROM_EMAIL = env.str(
    "DEFAULT_FROM_EMAIL", default="Boussole <boussole@localhost>"
)

# Logs ---------------------------------------------------------------------------------
DJANGO_STRUCTLOG_CELERY_ENABLED = True
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False
LOGGING_CONFIG = "config.logs.configure"
LOGGING = logging_for(machines=not EMBEDDED, level=env.str("LOG_LEVEL", default="INFO"))
SENTRY_DSN = env.str("SENTRY_DSN", default="")
if SENTRY_DSN:
    import sentry_sdk

    sentry_sdk.init(dsn=SENTRY_DSN, send_default_pii=False)
