"""Tornado on the keeper's socket: its own HTTPServer, so websockets and streams are native.

The same life as a WSGI worker: it accepts until it is told to stop, finishes what it has, then leaves. A kept
HTTP connection belongs to one worker, so while it drains each answer says `Connection: close`, and a
connection is closed when nothing is under way on it and nothing waits to be read.
"""
import asyncio
import socket
import time
import weakref

from .body import wait_readable
from .health_loop import check_http
from .limits import ANY
from .load import server_options
from .log import log_event, of_head
from .pulse import FIRST_REQUEST_S, beat, beat_on, count, missing, run_loop


def serve_tornado(worker, words, announce):
    try:
        from tornado.httpserver import HTTPServer
        from tornado.iostream import IOStream
    except ImportError:
        raise missing("tornado", "tornado") from None
    run_loop(worker, _serve(worker, words, announce, HTTPServer, IOStream))


async def _serve(worker, words, announce, http_server, io_stream):
    active, served = _watch_requests(worker.app, words, worker.settings)
    worker.unanswered = lambda: [c.stream.socket.fileno() for c, begun in list(active.items()) if not begun[0] and not c.stream.closed()]
    # The web server alone can reach the socket; it sets X-Real-IP and X-Scheme itself. A name that HTTPServer
    # does not take is a TypeError here: a generation that fails, not a limit that holds nowhere.
    server = http_server(worker.app, **{**_options(worker.settings), **server_options(worker.settings)})
    if worker.asks_health:
        ours, theirs = socket.socketpair()
        server.handle_stream(io_stream(theirs), ("", 0))
        await check_http(worker.settings, ours)
    await asyncio.get_running_loop().run_in_executor(None, announce)
    server.add_sockets([worker.listener])
    await beat(worker, words)
    # This closes our descriptor of the socket; the keeper has its own.
    server.stop()
    alive = asyncio.ensure_future(beat_on(words))
    server.conn_params.no_keep_alive = True
    quiet, patience = set(), time.monotonic() + FIRST_REQUEST_S
    while server._connections:
        fresh = set() if time.monotonic() >= patience else {c for c in server._connections if c not in served}
        quiet = _close_quiet(server, fresh.union(active), quiet)
        await asyncio.sleep(0.05)
    alive.cancel()


def _options(settings):
    """Of HTTPServer; what is null in the settings is left to it."""
    keep = settings.keepalive_s
    found = {
        "xheaders": True,
        "no_keep_alive": keep == 0,
        "idle_connection_timeout": keep or None,
        "max_header_size": settings.head_bytes_max,
        "max_body_size": settings.body_bytes_max,
    }
    return {name: value for name, value in found.items() if value is not None}


def _refusal(start_line, headers, settings):
    """-> a status line, or None"""
    from tornado.httputil import ResponseStartLine

    line = len(start_line.method) + len(start_line.path) + len("  HTTP/1.1")
    if line > (settings.request_line_bytes_max or ANY):
        return ResponseStartLine("", 414, "URI Too Long")
    if sum(1 for _ in headers.get_all()) > (settings.head_count_max or ANY):
        return ResponseStartLine("", 431, "Request Header Fields Too Large")
    return None


def _close_quiet(server, active, before):
    """Close connections that were quiet at two looks. -> those that are quiet now"""
    quiet = set()
    for connection in list(server._connections):
        stream = connection.stream
        if connection in active or stream.closed() or not _waits(stream) or wait_readable(stream.fileno(), 0):
            continue
        quiet.add(connection)
        if connection in before:
            stream.close()
    return quiet


def _waits(stream):
    """For a request, and for nothing else: a head that was read is handed on two or three turns of the loop later, an answer that
    is finished may be still to be written, and of a head that comes in pieces only the stream knows the first."""
    return stream.reading() and not stream.writing() and not getattr(stream, "_read_buffer_size", 0)


def _watch_requests(app, words, settings):
    """-> the server connections with a request under way (and the status of each one's answer, 0 before it), and those that ever had one; kept up to date.

    `app` is whatever HTTPServer takes: an Application, or a router in front of one. So the request is
    followed on its connection, which every answer must pass.
    """
    from tornado.httputil import HTTPHeaders

    active, served = {}, weakref.WeakSet()
    start_request = app.start_request

    def starting(server_connection, request_connection):
        delegate = start_request(server_connection, request_connection)
        received, closed = delegate.headers_received, delegate.on_connection_close
        write_headers, finish = request_connection.write_headers, request_connection.finish
        began, status = [0.0], [0]

        def headers_received(start_line, headers):
            active[server_connection] = status
            served.add(server_connection)
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
            active.pop(server_connection, None)
            return closed()

        def writing(start_line, *more, **named):
            status[0] = start_line.code
            return write_headers(start_line, *more, **named)

        def finishing():
            active.pop(server_connection, None)
            count(words, int((time.monotonic() - began[0]) * 1e9), status[0] >= 500)
            return finish()

        delegate.headers_received, delegate.on_connection_close = headers_received, on_connection_close
        request_connection.write_headers, request_connection.finish = writing, finishing
        return delegate

    app.start_request = starting
    return active, served
