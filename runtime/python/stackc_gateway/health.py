"""A new generation's first request, asked inside its first worker before any client can. WSGI here; health_loop.py asks the others."""
import io
import os

from .call import call_app
from .exchange import Exchange


class Unhealthy(Exception):
    """The answer was not 2xx or 3xx."""


def check_health(settings, worker):
    """settings.health: {"path": "/healthz", "host": "shop.example.com"}; the path may begin with the mount. Raises Unhealthy."""
    host, below = asked(settings)
    environ = dict(worker.base)
    environ.update(
        {
            "REQUEST_METHOD": "GET",
            "SCRIPT_NAME": settings.mount,
            "PATH_INFO": below,
            "QUERY_STRING": "",
            "REQUEST_URI": settings.mount + below,
            "SERVER_PROTOCOL": "HTTP/1.1",
            "SERVER_NAME": host,
            "SERVER_PORT": "443",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_HOST": host,
            "HTTP_X_FORWARDED_PROTO": "https",
            "HTTPS": "on",
            "wsgi.url_scheme": "https",
            "wsgi.input": io.BytesIO(),
        }
    )
    nowhere = os.open(os.devnull, os.O_WRONLY | os.O_CLOEXEC)
    try:
        exchange = Exchange(nowhere, 0, environ)
        call_app(worker.app, environ, exchange)
    finally:
        os.close(nowhere)
    judge(settings, (exchange.head or b"").partition(b"\r\n")[0][8:].decode("latin-1"))


def asked(settings):
    """-> (host, path below the mount)"""
    path = settings.health["path"]
    return settings.health.get("host", "localhost"), path[len(settings.mount) :] if path.startswith(settings.mount + "/") else path


def judge(settings, status):
    if status[:1] not in ("2", "3"):
        raise Unhealthy("health request %s answered %s" % (settings.health["path"], status or "nothing"))
