"""All HTTP doors: the API, sign-in, and the cabinet for every other address."""

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe

from rupor.api import api

_NOT_BUILT = """<!doctype html><meta charset="utf-8"><title>Рупор</title>
<p>Кабинет ещё не собран. Выполните <code>make web</code> и обновите страницу. API:
<a href="/api/v1/docs">/api/v1/docs</a>.
<p>The cabinet is not built yet. Run <code>make web</code> and reload. API: <a href="/api/v1/docs">/api/v1/docs</a>."""


@require_safe
@ensure_csrf_cookie
def cabinet(request: HttpRequest) -> HttpResponseBase:
    """The single page serves every address of the cabinet; its own router reads the rest of the path."""
    page = settings.WEB_ROOT / "index.html"
    if not page.is_file():
        return HttpResponse(_NOT_BUILT, status=503)
    answer = FileResponse(page.open("rb"), content_type="text/html; charset=utf-8")
    answer["Cache-Control"] = "no-cache"
    return answer


urlpatterns: list[URLPattern | URLResolver] = [
    path("_allauth/", include("allauth.headless.urls")),
    path("api/v1/", api.urls),
    re_path(r"^(?!api/|_allauth/|static/|assets/|live$|healthz$|metrics$).*$", cabinet),
]
