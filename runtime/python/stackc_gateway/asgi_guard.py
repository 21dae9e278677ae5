"""An ASGI app behind the limits of the settings: the web server's are stricter, and say it first.

Rule: a request over a limit is answered before the app hears of it; a body that grows too long ends in an error in
the app's receive(), never in a short body, and in 413 whatever the app makes of the error.
"""
from .limits import ANY, TooLong
from .log import log_event, of_scope

# RFC 9110, 15.5; RFC 6585, 5.
_REASONS = {413: "Content Too Large", 414: "URI Too Long", 431: "Request Header Fields Too Large"}


def guard(app, settings):
    """-> an ASGI app. Lifespan and websockets pass through."""
    limits = [ANY if found is None else found for found in (settings.request_line_bytes, settings.headers_bytes, settings.header_count)]
    body_max = ANY if settings.body_bytes is None else settings.body_bytes

    async def guarded(scope, receive, send):
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        status = _over(scope, limits, body_max)
        if status is not None:
            await _refuse(scope, send, status)
            return
        bounded = Bounded(receive, send, body_max)
        try:
            await app(scope, bounded.receive, bounded.send)
        except Exception:
            if not bounded.is_refused():
                raise
        if bounded.is_refused():
            await _refuse(scope, send, 413)

    return guarded


def _over(scope, limits, body_max):
    line_max, head_max, count_max = limits
    line = len(scope["method"]) + len(scope.get("raw_path") or scope["path"]) + len(scope["query_string"]) + len(" ?  HTTP/1.1")
    if line > line_max:
        return 414
    headers = scope["headers"]
    if len(headers) > count_max or line + sum(len(name) + len(value) + 4 for name, value in headers) > head_max:
        return 431
    for name, value in headers:
        if name == b"content-length" and value.isdigit() and int(value) > body_max:
            return 413
    return None


async def _refuse(scope, send, status):
    log_event("request-refused", of_scope(scope), status=status, reason=_REASONS[status])
    headers = [(b"content-length", b"0"), (b"cache-control", b"no-store"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b""})


class Bounded:
    """One request's receive and send, as the app gets them."""

    def __init__(self, receive, send, body_max):
        self._receive = receive
        self._send = send
        self._body_max = body_max
        self._left = body_max
        self._begun = False

    def is_refused(self):
        return self._left < 0 and not self._begun

    async def receive(self):
        message = await self._receive()
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            raise TooLong("the body is longer than %d bytes" % self._body_max)
        return message

    async def send(self, message):
        if self.is_refused():
            # What the app says of an error that is not its own.
            return
        self._begun = True
        await self._send(message)
