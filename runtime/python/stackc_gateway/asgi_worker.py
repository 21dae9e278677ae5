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
from .doors import Doors
from .health_loop import check_asgi
from .loop_end import give, leave
from .load import server_options
from .pulse import beat, beat_on, count, missing, run_loop
from .uvicorn_held import UvicornHeld


class LifespanFailed(Exception):
    """The app said lifespan.startup.failed, or raised."""


def serve_asgi(worker, words, announce):
    try:
        import uvicorn
    except ImportError:
        raise missing("uvicorn", "asgi") from None
    lifespan = Lifespan(worker.app)
    config = _settings(uvicorn, worker, _counting(worker, lifespan, words, lambda scope: server.let_go(scope)))
    server = _make_server(uvicorn.Server, worker, announce, lifespan)(config)
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
    serving = asyncio.ensure_future(server.serve(sockets=[]))
    beating = asyncio.ensure_future(beat(worker, words))
    await asyncio.wait((serving, beating), return_when=asyncio.FIRST_COMPLETED)
    beating.cancel()
    alive = asyncio.ensure_future(beat_on(words))
    if server.doors is not None:
        await leave(server.doors, server.held, words, worker.settings.idle_close_s)
    server.should_exit = True
    await serving
    alive.cancel()


def _make_server(base, worker, announce, lifespan):
    class Server(base):
        """uvicorn's own, but for the moment between lifespan and listening, and for how connections come to it."""

        doors = held = None

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
            self.doors, self.held = Doors(worker, self.attend), UvicornHeld(self.server_state.connections)
            self.doors.open()

        def let_go(self, scope):
            connection = self.held.of(scope)
            if connection is not None and not give(self.doors, self.held, connection):
                # Its answer is still being written.
                connection.flow.pause_reading()

        async def attend(self, sock):
            known = inspect.signature(self.config.http_protocol_class.__init__).parameters
            options = {"config": self.config, "server_state": self.server_state, "app_state": getattr(self.lifespan, "state", None)}
            try:
                await asyncio.get_running_loop().connect_accepted_socket(
                    lambda: self.held.note(self.config.http_protocol_class(**{name: options[name] for name in options if name in known})), sock
                )
            except OSError:
                # The peer is gone.
                sock.close()

    return Server


async def _telling(app, scope, receive, send):
    try:
        await app(scope, receive, send)
    except BaseException as fault:
        tell_failure(scope, fault, False)
        raise


async def _nothing():
    """Lifespan has started already."""


def _counting(worker, lifespan, words, let_go):
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
                if worker.is_leaving() or single:
                    message = {**message, "headers": [*message.get("headers", ()), (b"connection", b"close")]}
            await send(message)
            if worker.is_leaving() and message["type"] == "http.response.body" and not message.get("more_body"):
                # It had begun before, and said nothing of an end. Before the loop reads on it again:
                let_go(scope)

        try:
            await app(scope, receive, closing)
            failed = False
        except BaseException as fault:
            tell_failure(scope, fault, begun)
            raise
        finally:
            count(words, time.monotonic_ns() - start, failed)

    return counted
