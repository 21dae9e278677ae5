"""A new generation's first request, of an app that lives on an event loop. Asked on that loop, before any client can."""
import asyncio

from .health import asked, judge


async def check_asgi(settings, app, state):
    """Of an ASGI app, once its lifespan has started and left this `state`. Raises Unhealthy, and what the app raises."""
    host, below = asked(settings)
    path, statuses = settings.mount + below, []
    headers = [(b"host", host.encode()), (b"x-forwarded-proto", b"https"), (b"x-forwarded-for", b"127.0.0.1")]
    scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "https",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "root_path": settings.mount,
        "headers": headers,
        "client": ("127.0.0.1", 0),
        "server": (host, 443),
        "state": dict(state),
    }

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message):
        if message["type"] == "http.response.start":
            statuses.append(str(message["status"]))

    await app(scope, receive, send)
    judge(settings, "".join(statuses[:1]))


async def check_http(settings, sock):
    """Of whatever speaks HTTP at the other end of `sock`. Raises Unhealthy."""
    host, below = asked(settings)
    reader, writer = await asyncio.open_connection(sock=sock)
    fields = "Host: %s\r\nX-Real-Ip: 127.0.0.1\r\nX-Scheme: https\r\nConnection: close\r\n\r\n" % host
    writer.write(("GET %s%s HTTP/1.1\r\n%s" % (settings.mount, below, fields)).encode())
    line = await reader.readline()
    writer.close()
    judge(settings, line.decode("latin-1").strip().partition(" ")[2])
