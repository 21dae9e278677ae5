"""Tornado on the keeper's socket: its own HTTPServer, so websockets and streams are native.

The same life as a WSGI worker: it accepts until it is told to stop, finishes what it has, then leaves (loop_end.py).
"""
import asyncio
import socket
import time

from .doors import Doors
from .health_loop import check_http
from .loop_end import leave, pass_on
from .limits import ANY
from .load import server_options
from .log import log_event, of_head
from .pulse import beat, beat_on, count, missing, run_loop
from .tornado_held import TornadoHeld


def serve_tornado(worker, words, announce):
    try:
        from tornado.httpserver import HTTPServer
        from tornado.iostream import IOStream
    except ImportError:
        raise missing("tornado", "tornado") from None
    run_loop(worker, _serve(worker, words, announce, HTTPServer, IOStream))


async def _serve(worker, words, announce, http_server, io_stream):
    # The web server alone can reach the socket; it sets X-Real-IP and X-Scheme itself. A name that HTTPServer
    # does not take is a TypeError here: a generation that fails, not a limit that holds nowhere.
    server = http_server(worker.app, **{**_options(worker.settings), **server_options(worker.settings)})

    def attend(sock):
        stream = io_stream(sock, max_buffer_size=server.max_buffer_size, read_chunk_size=server.read_chunk_size)
        server.handle_stream(stream, sock.getpeername())

    held, doors = TornadoHeld(server._connections), Doors(worker, attend)
    _watch_requests(worker, words, held, doors)
    worker.unanswered = held.unanswered
    if worker.asks_health:
        ours, theirs = socket.socketpair()
        server.handle_stream(io_stream(theirs), ("", 0))
        await check_http(worker.settings, ours)
    await asyncio.get_running_loop().run_in_executor(None, announce)
    doors.open()
    await beat(worker, words)
    alive = asyncio.ensure_future(beat_on(words))
    await leave(doors, held, words, worker.settings.idle_close_s)
    alive.cancel()


def _options(settings):
    """Of HTTPServer; what is null in the settings is left to it."""
    keep = settings.keepalive_s
    found = {
        "xheaders": True,
        "no_keep_alive": keep == 0,
        "idle_connection_timeout": keep or None,
        "max_header_size": settings.headers_bytes,
        "max_body_size": settings.body_bytes,
    }
    return {name: value for name, value in found.items() if value is not None}


def _refusal(start_line, headers, settings):
    """-> a status line, or None"""
    from tornado.httputil import ResponseStartLine

    line = len(start_line.method) + len(start_line.path) + len("  HTTP/1.1")
    if line > (settings.request_line_bytes or ANY):
        return ResponseStartLine("", 414, "URI Too Long")
    if sum(1 for _ in headers.get_all()) > (settings.header_count or ANY):
        return ResponseStartLine("", 431, "Request Header Fields Too Large")
    return None


def _watch_requests(worker, words, held, doors):
    """Keeps `held` up to date, and lets each answer say its part.

    The app is whatever HTTPServer takes: an Application, or a router in front of one. So the request is
    followed on its connection, which every answer must pass.
    """
    from tornado.httputil import HTTPHeaders

    app, settings = worker.app, worker.settings
    start_request = app.start_request

    def starting(server_connection, request_connection):
        # Asked when the connection begins to wait for a request: the one before it is answered, and was heard to the end.
        held.waits(server_connection)
        delegate = start_request(server_connection, request_connection)
        received, closed = delegate.headers_received, delegate.on_connection_close
        write_headers, finish = request_connection.write_headers, request_connection.finish
        began, status = [0.0], [0]

        def headers_received(start_line, headers):
            held.begins(server_connection, status)
            began[0] = time.monotonic()
            refusal = _refusal(start_line, headers, settings)
            if refusal is not None:
                request = of_head(start_line.method, start_line.path, headers)
                log_event("request-refused", request, status=refusal.code, reason=refusal.reason)
                # The app hears nothing of it, nor of what follows.
                delegate.data_received = delegate.finish = lambda *_: None
                request_connection.write_headers(refusal, HTTPHeaders({"Content-Length": "0", "Connection": "close"}))
                request_connection.finish()
                return None
            return received(start_line, headers)

        def on_connection_close():
            held.ends(server_connection)
            return closed()

        def writing(start_line, *more, **named):
            status[0] = start_line.code
            if worker.is_leaving():
                # As for a client that asked for it: the answer says so, and the connection ends with it.
                request_connection._disconnect_on_finish = True
            return write_headers(start_line, *more, **named)

        def finishing():
            held.ends(server_connection)
            count(words, int((time.monotonic() - began[0]) * 1e9), status[0] >= 500)
            return finish()

        delegate.headers_received, delegate.on_connection_close = headers_received, on_connection_close
        request_connection.write_headers, request_connection.finish = writing, finishing
        if worker.is_leaving() and held.begins_to_wait(server_connection):
            # Its last answer had begun before that, and said nothing of an end. Before the loop reads on it again:
            pass_on(doors, held, server_connection)
        return delegate

    app.start_request = starting
