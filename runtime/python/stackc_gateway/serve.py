"""One thread's life: wait for a connection that has something to say, read one request, call the app, answer.

Rule: a kept FastCGI connection belongs to no worker. All threads of all workers wait on one epoll set
that was made before the fork; a connection in it is armed for one event, whoever gets that event owns
the connection until the answer is sent and then arms it again. So a request never waits behind a busy
worker while another is idle, and a worker may come and go without closing a connection.
"""
import os
import select
import socket
import time

from .board import BUCKETS, BUSY, CONNECTION, FAULTS, GONE, IDLE, KIND, LATENCY, LIMIT, NEW, REQUESTS, SEEN, START, STATE, STOPPING, WORKING
from .body import READ_BYTES, drain, wait_readable
from .call import call_app
from .exchange import Exchange
from .fastcgi import Prefix
from .last import is_apache, last_end
from .limits import Refusal
from .log import log_event, of_environ
from .marked import mark_paths
from .pairs import Malformed
from .request import take_request

ARM = select.EPOLLIN | select.EPOLLONESHOT
# How soon an idle thread sees that it is to stop, and how often it says that it lives.
NAP_S = 0.25
# A web server connects and sends in one breath; who does not is waited for by epoll, not by a worker.
BREATH_MS = 5
CUT_PAUSE_MS = 100
LONGEST = BUCKETS - 1


def serve_thread(worker, words):
    """Until worker.stopping. `words`: this thread's slot of the scoreboard."""
    epoll, listener, serials, mine = worker.epoll, worker.listener, worker.serials, worker.mine
    poll, accept, arm = epoll.poll, listener._accept, epoll.modify
    listening = listener.fileno()
    read, close, now = os.read, os.close, time.monotonic_ns
    answer, app, prefix = answer_one, worker.app, Prefix(worker.base, worker.limits, worker.give_up)
    app = mark_paths(app, worker.settings, words)
    limited, serving_from, generation = worker.limited, worker.serving_from, worker.generation
    words[SEEN] = now()
    words[STATE] = IDLE
    # epoll takes what is ready in turn, and the listener is one of many: without more, new connections would be
    # let in one for each round of all kept ones. While some wait, every second turn is theirs.
    queued, new_turn = False, False
    while not worker.stopping:
        words[SEEN] = now()
        if new_turn:
            new_turn = False
            descriptor = listening
        else:
            events = poll(NAP_S, 1)
            if not events:
                continue
            descriptor = events[0][0]
        kept = descriptor != listening
        if kept:
            words[CONNECTION] = descriptor
            if serials[descriptor] != mine[descriptor]:
                worker.fetch(descriptor)
            new_turn = queued
        elif serving_from[0] > generation:
            break
        else:
            words[CONNECTION] = NEW
            try:
                descriptor = accept()[0]
            except OSError:
                # Another thread was first, or the peer is gone already.
                words[CONNECTION], queued = 0, False
                continue
            queued = True
            if not wait_readable(descriptor, BREATH_MS):
                if worker.stopping and worker.give_up[0]:
                    _end_new(descriptor, app, prefix, words)
                else:
                    worker.publish(descriptor)
                words[CONNECTION] = 0
                continue
        if serving_from[0] > generation:
            # It may have been sent to the new code: somebody who told the client of it waits for no worker of the old.
            if kept:
                words[CONNECTION] = 0
                arm(descriptor, ARM)
            else:
                worker.publish(descriptor)
                words[CONNECTION] = 0
            break
        keep = False
        try:
            data = read(descriptor, READ_BYTES)
        except OSError:
            data = b""
        if data:
            words[START] = start = now()
            words[STATE] = WORKING
            keep = answer(descriptor, data, app, prefix, words)
            took = now() - start
            bucket = (took // 1000).bit_length()
            words[LATENCY + (bucket if bucket < BUCKETS else LONGEST)] += 1
            words[BUSY] += took
            words[REQUESTS] += 1
            words[START] = words[KIND] = words[LIMIT] = 0
            words[STATE] = IDLE
        if kept:
            if keep:
                words[CONNECTION] = 0
                arm(descriptor, ARM)
            else:
                worker.drop(descriptor)
                words[CONNECTION] = 0
        else:
            if not keep:
                close(descriptor)
            elif worker.stopping and worker.give_up[0]:
                _end_new(descriptor, app, prefix, words)
            else:
                worker.publish(descriptor)
            words[CONNECTION] = 0
        if limited:
            worker.check_limits(words)
    # It takes no more events: who ends the process may do so now without taking one along.
    words[STATE] = STOPPING
    if worker.is_old():
        worker.leave("drained")


def _end_new(descriptor, app, prefix, words):
    """The stop came while this connection was new: the keeper may have nobody left to give it to. What has arrived is answered,
    and no more may come: on a unix socket the peer's next write fails before a byte is taken."""
    hang_up(descriptor, socket.SHUT_RD)
    keep = True
    while keep:
        try:
            data = os.read(descriptor, READ_BYTES)
        except OSError:
            break
        keep = bool(data) and answer_one(descriptor, data, app, prefix, words)
        words[REQUESTS] += bool(data)
    os.close(descriptor)


def answer_one(descriptor, data, app, prefix, words):
    """`data`, what was read: a request, its beginning, or several. -> True when the connection can carry another."""
    while True:
        keep, data = answer_request(descriptor, data, app, prefix, words)
        if not data or not keep:
            return keep


def answer_request(descriptor, data, app, prefix, words):
    """-> (as answer_one, what was read of the request after this one)"""
    try:
        taken = take_request(descriptor, data, prefix)
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
    head_only = environ.get("REQUEST_METHOD") == "HEAD"
    exchange = Exchange(descriptor, number, head_only, prefix.limits)
    exchange.words = words
    if keep and not left_over:
        exchange.kept = (prefix.give_up, last_end, words, environ, body)
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
