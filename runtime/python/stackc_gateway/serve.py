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

from .answer import BREATH_MS, Thread, answer_one, hang_up
from .board import BUCKETS, BUSY, CONNECTION, IDLE, KIND, LATENCY, LIMIT, NEW, REQUESTS, SEEN, START, STATE, STOPPING, WORKING
from .body import READ_BYTES, wait_readable
from .fastcgi import Prefix
from .marked import mark_paths

ARM = select.EPOLLIN | select.EPOLLONESHOT
# How soon an idle thread sees that it is to stop, and how often it says that it lives.
NAP_S = 0.25
LONGEST = BUCKETS - 1
_now = time.monotonic_ns


def serve_thread(worker, words):
    """Until worker.stopping. `words`: this thread's slot of the scoreboard."""
    thread = Thread(words, Prefix(worker.base, worker.limits, worker.give_up))
    worker.threads.append(thread)
    Loop(worker, thread).run()
    # It takes no more events: who ends the process may do so now without taking one along.
    words[STATE] = STOPPING
    if worker.is_old():
        worker.leave("drained")


class Loop:
    """Rule: a connection is this thread's from the store that names it in words[CONNECTION] to the one that clears that word."""

    def __init__(self, worker, thread):
        self.worker, self.thread, self.words = worker, thread, thread.words
        self.app = mark_paths(worker.app, worker.settings, thread.words)
        self.is_marked = self.app is not worker.app
        # epoll takes what is ready in turn, and the listener is one of many: without more, new connections would be
        # let in one for each round of all kept ones. While some wait, every second turn is theirs.
        self.queued = False

    def run(self):
        """A request on a kept connection passes through here alone and reads locals: the same in three methods was 4 % slower."""
        worker, words, poll, listening = self.worker, self.words, self.worker.epoll.poll, self.worker.listener.fileno()
        serials, mine, answer, arm, now = worker.serials, worker.mine, self._answer, worker.epoll.modify, _now
        serving_from, generation, limited = worker.serving_from, worker.generation, worker.limited
        new_turn = False
        words[SEEN] = now()
        words[STATE] = IDLE
        while not worker.stopping:
            words[SEEN] = now()
            if new_turn:
                descriptor = listening
            else:
                events = poll(NAP_S, 1)
                if not events:
                    continue
                descriptor = events[0][0]
            if descriptor == listening:
                new_turn = False
                if not self._serve_new():
                    break
            else:
                words[CONNECTION] = descriptor
                if serials[descriptor] != mine[descriptor]:
                    worker.fetch(descriptor)
                new_turn = self.queued
                is_old = serving_from[0] > generation
                if is_old or answer(descriptor):
                    # First: from the moment that it is armed it may be another thread's.
                    words[CONNECTION] = 0
                    arm(descriptor, ARM)
                else:
                    worker.drop(descriptor)
                    words[CONNECTION] = 0
                if is_old:
                    break
            if limited:
                worker.check_limits(words)

    def _is_old(self):
        """What has come may have been sent to the new code: somebody who told the client of it waits for no worker of the old."""
        return self.worker.serving_from[0] > self.worker.generation

    def _serve_new(self):
        """-> False when it is the new code's"""
        if self._is_old():
            return False
        self.words[CONNECTION] = NEW
        goes_on = self._accept()
        self.words[CONNECTION] = 0
        return goes_on

    def _accept(self):
        worker = self.worker
        try:
            descriptor = worker.listener._accept()[0]
        except OSError:
            # Another thread was first, or the peer is gone already.
            self.queued = False
            return True
        self.queued = keep = True
        if wait_readable(descriptor, BREATH_MS):
            if self._is_old():
                worker.publish(descriptor)
                return False
            keep = self._answer(descriptor)
        if not keep:
            os.close(descriptor)
        elif worker.stopping and worker.give_up[0]:
            self._end_new(descriptor)
        else:
            worker.publish(descriptor)
        return True

    def _answer(self, descriptor):
        """What has arrived. -> whether the connection can carry another request"""
        try:
            data = os.read(descriptor, READ_BYTES)
        except OSError:
            return False
        if not data:
            return False
        words = self.words
        words[START] = start = _now()
        words[STATE] = WORKING
        keep = answer_one(descriptor, data, self.app, self.thread)
        took = _now() - start
        bucket = (took // 1000).bit_length()
        words[LATENCY + (bucket if bucket < BUCKETS else LONGEST)] += 1
        words[BUSY] += took
        words[REQUESTS] += 1
        words[START] = 0
        if self.is_marked:
            words[KIND] = words[LIMIT] = 0
        words[STATE] = IDLE
        return keep

    def _end_new(self, descriptor):
        """The stop came while this connection was new: the keeper may have nobody left to give it to. What has arrived is answered,
        and no more may come: on a unix socket the peer's next write fails before a byte is taken."""
        hang_up(descriptor, socket.SHUT_RD)
        keep = True
        while keep:
            try:
                data = os.read(descriptor, READ_BYTES)
            except OSError:
                break
            keep = bool(data) and answer_one(descriptor, data, self.app, self.thread)
            self.words[REQUESTS] += bool(data)
        os.close(descriptor)
