"""Django's own settings, derived from the typed ones; nothing here is to be edited by an administrator."""

import secrets
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from rupor import settings as rupor_settings

_settings = rupor_settings.load()


def _secret_key() -> str:
    """A random key kept beside the data, so that sessions outlive a restart."""
    if _settings.secret_key:
        return _settings.secret_key
    path = _settings.home / "secret_key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(secrets.token_urlsafe(48))
        path.chmod(0o600)
    return path.read_text().strip()


def database(url: str) -> dict[str, object]:
    """Django's form of a `postgresql://user:password@host:port/name?option=…` address."""
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", "") or parts.hostname or "",
        "PORT": str(parts.port or query.pop("port", "") or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"application_name": "rupor", **query},
    }


SECRET_KEY = _secret_key()
DEBUG = False
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "rupor.urls"
AUTH_USER_MODEL = "accounts.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {"default": database(rupor_settings.database_url(_settings))}
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "ninja",
    "allauth",
    "allauth.account",
    "allauth.headless",
    "procrastinate.contrib.django",
    *(
        f"rupor.features.{room}"
        for room in (
            "accounts",
            "projects",
            "contacts",
            "numbers",
            "trunks",
            "materials",
            "integrations",
            "flows",
            "billing",
            "limits",
            "followups",
            "deliveries",
            "rentals",
            "confirmations",
            "trials",
            "campaigns",
            "recordings",
            "reports",
        )
    ),
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "rupor.features.accounts.guards.ClosedRegistration"
HEADLESS_ONLY = True
HEADLESS_CLIENTS = ("browser",)
HEADLESS_FRONTEND_URLS = {"account_signup": "/sign-in", "account_reset_password_from_key": "/sign-in"}
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = _settings.language
LANGUAGES = [("ru", "Русский"), ("en", "English")]
USE_I18N = True
STATIC_URL = "/static/"
WEB_ROOT = Path(__file__).resolve().parent.parent / "web" / "dist"
WHITENOISE_ROOT = str(WEB_ROOT) if WEB_ROOT.is_dir() else None
WHITENOISE_INDEX_FILE = True
WHITENOISE_USE_FINDERS = True  # the page of the API's documentation needs nothing from outside
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = _settings.public_url.startswith("https://")
CSRF_COOKIE_SECURE = SESSION_COOKIE_SECURE
CSRF_TRUSTED_ORIGINS = [_settings.public_url] if _settings.public_url else []
SECURE_REFERRER_POLICY = "same-origin"
LOGGING_CONFIG = None
