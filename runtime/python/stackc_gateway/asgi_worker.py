"""ASGI on the keeper's socket, served by uvicorn: HTTP, websockets and lifespan are its own.

A worker is ready when the app's lifespan has started, and not before: an app that fails there is a generation
that fails, and the old one goes on.
"""
import asyncio
import contextlib
import inspect
import time

from .asgi_guard import guard
from .asgi_log import leave_out_told, tell_failure
from .body import wait_readable
from .health_loop import check_asgi
from .load import server_options
from .pulse import FIRST_REQUEST_S, beat, beat_on, count, missing, run_loop


class LifespanFailed(Exception):
    """The app said lifespan.startup.failed, or raised."""


def serve_asgi(worker, words, announce):
    try:
        import uvicorn
    except ImportError:
        raise missing("uvicorn", "asgi") from None
    lifespan = Lifespan(worker.app)
    server = _make_server(uvicorn.Server, worker, announce, lifespan)(_settings(uvicorn, worker, _counting(worker, lifespan, words)))
    worker.unanswered = lambda: [d for d in map(_unanswered, list(server.server_state.connections)) if d is not None]
    run_loop(worker, _serve(server, worker, words))


def _settings(uvicorn, worker, app):
    known = inspect.signature(uvicorn.Config.__init__).parameters
    # Which of them there are depends on uvicorn's age; each is a limit that the web server keeps as well.
    stated = server_options(worker.settings)
    options = {"timeout_keep_alive": worker.settings.keepalive_s, **stated}
    options = {name: value for name, value in options.items() if name in known and value is not None}
    return uvicorn.Config(
        app,
        # Only the web server reaches the socket, and it sets the forwarding headers itself.
        proxy_headers=True,
        forwarded_allow_ips="*",
        server_header=False,
        date_header=False,
        access_log=False,
        log_config=None,
        **options,
    )


class Lifespan:
    """The app's lifespan, overheard: what it says went wrong belongs into the report of a failed start."""

    def __init__(self, app):
        self.app = app
        self.fault = None

    async def __call__(self, scope, receive, send):
        async def hearing(message):
            if message["type"] == "lifespan.startup.failed":
                self.fault = message.get("message") or "no reason given"
            await send(message)

        await self.app(scope, receive, hearing)


def _unanswered(connection):
    """-> the descriptor of a connection whose request has no byte of an answer yet"""
    cycle = getattr(connection, "cycle", None)
    transport = getattr(connection, "transport", None)
    if cycle is None or transport is None or transport.is_closing() or getattr(cycle, "response_started", True):
        return None
    return transport.get_extra_info("socket").fileno()


async def _serve(server, worker, words):
    serving = asyncio.ensure_future(server.serve(sockets=[worker.listener]))
    beating = asyncio.ensure_future(beat(worker, words))
    await asyncio.wait((serving, beating), return_when=asyncio.FIRST_COMPLETED)
    beating.cancel()
    alive = asyncio.ensure_future(beat_on(words))
    await _quieten(server)
    server.should_exit = True
    await serving
    alive.cancel()


async def _quieten(server):
    """uvicorn's own shutdown closes a connection even when a request waits unread on it: let those be read first.

    Nobody new is accepted, each answer says `Connection: close`; what is quiet after that may be closed.
    """
    for listening in getattr(server, "servers", ()):
        for sock in listening.sockets:
            # Not close(): asyncio would reset what it has accepted and not yet attached.
            asyncio.get_running_loop().remove_reader(sock.fileno())
    looks, patience = 0, time.monotonic() + FIRST_REQUEST_S
    while looks < 2:
        await asyncio.sleep(0.05)
        fresh = time.monotonic() < patience
        waiting = any(_unread(connection, fresh) for connection in list(server.server_state.connections))
        looks = 0 if waiting else looks + 1


def _unread(connection, fresh):
    if fresh and getattr(connection, "cycle", True) is None:
        return True
    transport = getattr(connection, "transport", None)
    sock = transport.get_extra_info("socket") if transport and not transport.is_closing() else None
    return sock is not None and sock.fileno() >= 0 and wait_readable(sock.fileno(), 0)


def _make_server(base, worker, announce, lifespan):
    class Server(base):
        """uvicorn's own, but for the moment between lifespan and listening."""

        # The worker's handlers stay: SIGTERM means what it means to every worker.

        def install_signal_handlers(self):
            """Before uvicorn 0.29."""

        @contextlib.contextmanager
        def capture_signals(self):
            """uvicorn 0.29 and later."""
            yield

        async def startup(self, sockets=None):
            await self.lifespan.startup()
            if self.lifespan.should_exit:
                raise LifespanFailed("the app's lifespan did not start: %s" % lifespan.fault)
            if worker.asks_health:
                await check_asgi(worker.settings, worker.app, getattr(self.lifespan, "state", {}))
            leave_out_told()
            await asyncio.get_running_loop().run_in_executor(None, announce)
            self.lifespan.startup = _nothing
            await super().startup(sockets=sockets)

    return Server


async def _telling(app, scope, receive, send):
    try:
        await app(scope, receive, send)
    except BaseException as fault:
        tell_failure(scope, fault, False)
        raise


async def _nothing():
    """Lifespan has started already."""


def _counting(worker, lifespan, words):
    app = guard(worker.app, worker.settings)
    single = worker.settings.keepalive_s == 0

    async def counted(scope, receive, send):
        if scope["type"] == "lifespan":
            await lifespan(scope, receive, send)
            return
        # Not uvicorn's own root_path: from 0.26 on it puts that before a path that has it already.
        scope["root_path"] = worker.settings.mount
        if scope["type"] != "http":
            await _telling(app, scope, receive, send)
            return
        # `X_Real_IP` must not pass for `X-Real-IP` in an app that turns names into CGI's.
        if any(b"_" in name for name, _ in scope["headers"]):
            scope["headers"] = [pair for pair in scope["headers"] if b"_" not in pair[0]]
        start, failed, begun = time.monotonic_ns(), True, False

        async def closing(message):
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                if worker.stopping or single:
                    message = {**message, "headers": [*message.get("headers", ()), (b"connection", b"close")]}
            await send(message)

        try:
            await app(scope, receive, closing)
            failed = False
        except BaseException as fault:
            tell_failure(scope, fault, begun)
            raise
        finally:
            count(words, time.monotonic_ns() - start, failed)

    return counted
