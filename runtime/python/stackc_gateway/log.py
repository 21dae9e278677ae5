"""What a worker says of a request: one JSON object a line on standard error, of the supervisor's shape (PROTOCOL.md).

Rule: a line is whole and its own, whatever a client or an app puts into it; a log that cannot be written costs nobody an
answer. No query string, no body, and of a request's fields the id alone. What the app prints goes its own way.
"""
import fcntl
import json
import os
import select
import stat
import threading
import time
import traceback
from urllib.parse import quote

# Every event of a worker's own, with its level: rows of runtime/node/log/events.ts.
LEVELS = {"app-failed": "error", "answer-length": "warn", "request-refused": "warn", "connection-dropped": "warn"}
# journald breaks a line at 48 KiB (journald.conf(5), LineMax=), and Linux may break one write to its socket past 32 KiB.
LINE_BYTES = 32_000
PATH_CHARACTERS, WORD_CHARACTERS = 1000, 300
# What a write to a pipe moves in one piece, however full it is (pipe(7)).
PIPE_BYTES = select.PIPE_BUF
# How long a log that takes nothing is waited for, where that is ours to say.
WAIT_MS = 1000
_FOLDER = os.path.dirname(__file__)
_STANDARD_ERROR = 2
_one_thread = threading.Lock()


class Own:
    """Who writes: set once in each worker."""

    name = None
    fields = {}
    errors_only = False
    request_ids = True


def introduce(settings, generation, worker):
    Own.name = settings.title or None
    Own.fields = {"generation": generation, "worker": worker}
    Own.errors_only = settings.log_level == "error"
    Own.request_ids = settings.log_request_id


def of_environ(environ):
    """-> a WSGI request's method, path and id. The app may have put anything into its environ."""
    path = _text(environ.get("SCRIPT_NAME")) + _text(environ.get("PATH_INFO"))
    # PEP 3333: bytes of the path stand as characters of latin-1.
    path = path.encode("latin-1", "replace").decode("utf-8", "replace")
    return _request(_text(environ.get("REQUEST_METHOD")), path, _text(environ.get("HTTP_X_REQUEST_ID")))


def of_scope(scope):
    """-> the same of ASGI's, whose path is decoded; a websocket begins with a GET (RFC 6455, 4.1)."""
    found = next((value for name, value in scope["headers"] if name == b"x-request-id"), b"")
    return _request(scope.get("method", "GET"), scope["path"], found.decode("latin-1"))


def of_head(method, target, headers):
    """-> the same of Tornado's: the target as it came."""
    return _request(method, target.partition("?")[0], headers.get("X-Request-ID", ""))


def _request(method, path, request_id):
    words = {"method": _plain(method, 40), "path": _plain(path, PATH_CHARACTERS), "request_id": _plain(request_id, 128)}
    return {key: text for key, text in words.items() if text}


def log_event(event, request, **more):
    """`request`: of_environ() and its kind. Never raises."""
    try:
        if Own.errors_only and LEVELS[event] != "error":
            return
        now = time.time()
        moment = "%s.%03dZ" % (time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(now)), now % 1 * 1000)
        head = {"time": moment, "level": LEVELS[event], "name": Own.name, "event": event}
        fields = {**head, **Own.fields, "pid": os.getpid(), **request, **more}
        if not Own.request_ids:
            fields.pop("request_id", None)
        _write(_line({key: value for key, value in fields.items() if value is not None}))
    except Exception:
        # A full disk, a reader that is gone, an object that is nothing like what it says.
        pass


def log_failure(request, fault, **more):
    """What the app raised."""
    kind = type(fault)
    name = kind.__qualname__ if kind.__module__ == "builtins" else "%s.%s" % (kind.__module__, kind.__qualname__)
    told = {"exception_type": name[:WORD_CHARACTERS], "exception_message": _message(fault), "traceback": _traceback(fault)}
    log_event("app-failed", request, **more, **told)


def _text(value):
    return value if isinstance(value, str) else ""


def _plain(text, characters):
    """No character that a terminal obeys or a reader cannot see: those stand as in a URL."""
    kept = text if len(text) <= characters else text[:characters] + "..."
    if kept.isprintable():
        return kept
    return "".join(each if each.isprintable() else quote(each, safe="", errors="replace") for each in kept)


def _message(fault):
    try:
        return str(fault)[:WORD_CHARACTERS]
    except BaseException:
        # The app's own __str__.
        return None


def _traceback(fault):
    """From the app's own frames on: what is before them is the same for every request."""
    frames = fault.__traceback__
    while frames is not None and frames.tb_next is not None and _is_ours(frames.tb_frame.f_code.co_filename):
        frames = frames.tb_next
    try:
        return "".join(traceback.format_exception(type(fault), fault, frames)).rstrip("\n")
    except Exception:
        return None


def _is_ours(path):
    """This package, or the compiler's own modules around the app, which all have such names."""
    folder, name = os.path.split(path)
    return folder == _FOLDER or name.startswith("stackc_")


def _line(fields):
    """ASCII, so that its length is known and nothing in it ends a line or moves a cursor."""
    if "traceback" in fields:
        room = LINE_BYTES - len(json.dumps({**fields, "traceback": ""})) - 1
        fields["traceback"] = _fit(fields["traceback"], room)
    return json.dumps(fields, separators=(",", ":")).encode("ascii") + b"\n"


def _fit(text, bytes_max):
    """As JSON. Of one that is too long: how it begins, and three times as much of its end, where the fault stands."""
    kept = min(len(text), bytes_max)
    while True:
        cut = text
        if kept < len(text):
            begun = kept // 4
            cut = "%s\n[%d characters are left out]\n%s" % (text[:begun], len(text) - kept, text[len(text) - kept + begun :])
        size = len(json.dumps(cut))
        if size <= bytes_max or kept <= 0:
            return cut
        kept = min(kept - 1, kept * bytes_max // size)


def _write(line):
    """Not by sys.stderr: what the app has printed of a line that is not at its end yet must not come before ours."""
    if len(line) <= PIPE_BYTES or not stat.S_ISFIFO(os.fstat(_STANDARD_ERROR).st_mode):
        _write_all(line)
        return
    # A full pipe takes a long line in pieces; the lock is of the pipe itself, so all workers know it.
    with _one_thread:
        fcntl.lockf(_STANDARD_ERROR, fcntl.LOCK_EX)
        try:
            _write_all(line)
        finally:
            fcntl.lockf(_STANDARD_ERROR, fcntl.LOCK_UN)


def _write_all(line):
    while line:
        try:
            line = line[os.write(_STANDARD_ERROR, line) :]
        except BlockingIOError:
            poll = select.poll()
            poll.register(_STANDARD_ERROR, select.POLLOUT)
            if not poll.poll(WAIT_MS):
                return
