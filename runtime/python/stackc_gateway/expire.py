"""A request that took longer than it may: answered 504, its stack told, its worker replaced. WSGI and event loops.

Rule: the thread that is stuck cannot say so; one that sleeps in read() all the worker's life does, and pays no
request more than two stores: each thread publishes the request it answers (answer.py, Thread). An app that has sent a
byte of its answer is not answered again: its connection ends, and the client can tell.
"""
import os
import socket
import sys
import time
import traceback

from . import call
from .board import KIND, LIMIT, START, STATE, STOPPING, WORKING
from .fastcgi import HEADER, STDOUT, end_request
from .late import is_late
from .lines import send_line
from .log import of_environ
from .reopen import reopen
from .serve import NAP_S

# Orders, a byte each: end what is late alone, or all that is under way; open the logs again.
LATE, ALL, REOPEN = b"l", b"a", b"r"
REPLACED = 4
LOOK_S = 0.02
# Idle threads leave even when all that is under way is ended: each has seen by then that it is to stop.
HURRY_S = NAP_S + 2 * LOOK_S
_CALLER = call.__file__
_STATUS = {LATE: b"504 Gateway Timeout", ALL: b"503 Service Unavailable"}


def wait_for_orders(worker, slots, orders, report):
    """The body of that thread; its end is the worker's."""
    while order := os.read(orders, 1):
        if order == REOPEN:
            reopen(worker.logs)
        else:
            _replace(worker, slots, order, report)


def _replace(worker, slots, order, report):
    """Does not return, unless nothing is late any more."""
    worker.stopping = True
    ending = [words for words in slots if _is_to_end(worker.settings, order, words)]
    if order == LATE and not ending:
        # It ended while the order was on its way: nothing is to be cut short, the worker leaves as any that is told to.
        send_line(report, expired=0)
        return
    late, frames = _late_threads(worker, order), sys._current_frames()
    for thread in late:
        # None before the request's head was read.
        exchange = thread.exchange
        answered = exchange is not None and _answer(exchange, _STATUS[order])
        _tell(report, frames.get(thread.ident), exchange.environ if exchange is not None else {}, thread.words, answered)
    for descriptor in worker.unanswered():
        _send(descriptor, b"HTTP/1.1 %b\r\n%b" % (_STATUS[order], _head(_STATUS[order], b"Connection: close\r\n")))
    if not late:
        _tell(report, _main_frame(), {}, None, False)
    send_line(report, expired=len(late))
    _wait_for_others(slots, ending, worker.settings.graceful_s if order == LATE else HURRY_S)
    os._exit(REPLACED)


def _is_to_end(settings, order, words):
    if words[STATE] != WORKING or order == ALL:
        return words[STATE] == WORKING
    return is_late(settings, words[START], words[KIND] == 1, words[LIMIT], time.monotonic_ns())


def _late_threads(worker, order):
    return [thread for thread in worker.threads if _is_to_end(worker.settings, order, thread.words)]


def _main_frame():
    import threading

    return sys._current_frames().get(threading.main_thread().ident)


def _tell(report, frame, environ, words, answered):
    stack = "".join(traceback.format_list(_own(traceback.extract_stack(frame)))) if frame is not None else ""
    send_line(
        report,
        stack=stack,
        thread=0 if words is None else words[3],
        answered=answered,
        **of_environ(environ),
    )


def _own(frames):
    """From the call of the app on: what is before it is the same for every request."""
    calls = [at for at, frame in enumerate(frames) if frame.filename == _CALLER]
    return frames[calls[-1] + 1 :] if calls else frames


def _head(status, more=b""):
    """The fields and the body of our own answer."""
    body = status[4:] + b"\n"
    retry = b"Retry-After: 1\r\n" if status.startswith(b"503") else b""
    fields = b"Content-Type: text/plain; charset=utf-8\r\nCache-Control: no-store\r\n%b%bContent-Length: %d\r\n\r\n"
    return fields % (retry, more, len(body)) + body


def _answer(exchange, status):
    """-> True when nothing had been sent, and this has been."""
    if exchange.committed:
        return False
    exchange.committed = True
    text = b"Status: %b\r\n" % status + _head(status)
    if exchange.head_only:
        text = text[: text.index(b"\r\n\r\n") + 4]
    if exchange.number:
        text = HEADER.pack(1, STDOUT, exchange.number, len(text), 0) + text + end_request(exchange.number, 0)
    return _send(exchange.descriptor, text)


def _send(descriptor, data):
    """And no byte after it, whatever the app still writes."""
    try:
        peer = socket.socket(fileno=descriptor)
    except OSError:
        return False
    try:
        return peer.send(data, socket.MSG_DONTWAIT) == len(data)
    except OSError:
        return False
    finally:
        try:
            peer.shutdown(socket.SHUT_WR)
        except OSError:
            pass
        peer.detach()


def _wait_for_others(slots, ending, seconds):
    """Requests of other threads are not to blame: they have the time that any drain gives them. One that is idle may hear of a
    request until it has seen that it is to stop."""
    patience = time.monotonic() + seconds
    others = [words for words in slots if all(words[3] != own[3] for own in ending)]
    while time.monotonic() < patience and any(words[STATE] != STOPPING for words in others):
        time.sleep(LOOK_S)
