"""One request of a connection: read it, call the app, leave the connection in a state that its other end can tell."""
import os
import socket
import threading

from .board import FAULTS, GONE, KIND
from .body import drain
from .call import call_app
from .exchange import Exchange
from .last import LastAnswer, is_apache
from .limits import Refusal
from .log import log_event, of_environ
from .pairs import Malformed
from .request import take_request

# A web server sends in one breath; who does not is waited for by epoll, not by a worker.
BREATH_MS = 5
CUT_PAUSE_MS = 100


class Thread:
    """What a thread that answers requests works with, and shows to the one that ends late requests (expire.py)."""

    __slots__ = ("words", "prefix", "last_answer", "ident", "exchange")

    def __init__(self, words, prefix):
        self.words = words  # its slot of the scoreboard
        self.prefix = prefix
        self.last_answer = LastAnswer(prefix.give_up, words)
        self.ident = threading.get_ident()
        # The request under way: published by one store when its head has been read, None from its end on.
        self.exchange = None


def answer_one(descriptor, data, app, thread):
    """`data`, what was read: a request, its beginning, or several. -> True when the connection can carry another."""
    while True:
        keep, data = answer_request(descriptor, data, app, thread)
        thread.exchange = None
        if not data or not keep:
            return keep


def answer_request(descriptor, data, app, thread):
    """-> (as answer_one, what was read of the request after this one)"""
    words = thread.words
    try:
        taken = take_request(descriptor, data, thread.prefix)
    except Refusal as refusal:
        taken, app = refusal.taken, refusal.answer
        log_event("request-refused", of_environ(taken[0]), status=int(refusal.status[:3]), reason=refusal.status[4:])
    except (Malformed, OSError) as fault:
        words[FAULTS] += 1
        log_event("connection-dropped", {}, reason=str(fault))
        return False, None
    if taken is None:
        return True, None
    environ, number, keep, body, left_over = taken
    if body is not None:
        body.words = words
    thread.exchange = exchange = Exchange(descriptor, number, environ, thread.prefix.limits, body, words)
    if keep and not left_over:
        exchange.last_answer = thread.last_answer
    whole = call_app(app, environ, exchange)
    keep = keep and not exchange.told
    if exchange.gone:
        words[GONE] += 1
        return False, None
    if exchange.wrong is not None:
        words[FAULTS] += 1
    if not whole:
        if body is not None:
            # Apache closes an empty upload a moment later; were we gone by then, it would blame that write.
            drain(body, CUT_PAUSE_MS)
        cut(descriptor, number, words[KIND])
        return False, None
    if body is not None:
        # An answer came before the upload's end: closing now would reset the connection and lose it.
        if not keep:
            hang_up(descriptor, socket.SHUT_WR)
        if keep and is_apache(environ):
            return _between_records(descriptor, body)
        if not drain(body):
            if keep:
                hang_up(descriptor, socket.SHUT_RDWR)
            return False, None
        left_over = body.held
    return keep, left_over


def _between_records(descriptor, body):
    """Apache that has read an answer sends no more of the upload, not even its end, and keeps the connection: the next request
    may come on it. What still comes before that are whole records, and those of no request are passed over."""
    if drain(body, BREATH_MS):
        return 1, body.held
    if body.held:
        hang_up(descriptor, socket.SHUT_RDWR)
        return False, None
    return 1, None


def cut(descriptor, number, is_stream):
    """The answer is not whole and the client must be able to tell: no END_REQUEST, no more bytes.

    Where nginx does not buffer (a stream), it takes the end of the connection for the answer's end; a record
    of no known version it takes for what it is. Where it buffers, that record would cost what came before it.
    """
    hang_up(descriptor, socket.SHUT_RDWR, b"\xff" * 8 if number and is_stream else b"")


def hang_up(descriptor, how, last=b""):
    """shutdown() works on the connection itself, whatever other process holds a descriptor of it."""
    try:
        peer = socket.socket(fileno=descriptor)
    except OSError:
        return
    try:
        if last:
            peer.send(last, socket.MSG_DONTWAIT)
        peer.shutdown(how)
    except OSError:
        pass
    finally:
        peer.detach()
