"""How connections come to an event loop, and leave it for another one that serves on.

A kept HTTP connection belongs to the loop that accepted it, and the web server writes on it when it likes: whoever closes one that
is idle may close it under a POST, which nobody may send twice. So a worker that leaves closes none. Between two requests a
connection is nothing but a descriptor: it is put into a queue that all workers of all generations take from, beside the
listener, and the web server sees nothing of it. A worker that is old takes nothing more from either.
"""
import asyncio
import errno
import socket

from .board import ALL
from .kept import receive, send

# Out of descriptors: nothing is lost by waiting, the queue is the kernel's.
PAUSE_S = 0.5
# Whoever has accepted a connection waits so long at most for a place in the queue.
PATIENCE_S = 2.0
LOOK_S = 0.05
_FULL = (errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM)


def make_queue():
    """-> (where connections are put, where they are taken). Datagrams with a file each; what nobody has taken yet keeps it open."""
    put, take = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    for end in (put, take):
        end.setblocking(False)
    return put, take


class Doors:
    """Of one worker. `serve(sock)`: called with each connection that comes in; what it returns is awaited before the doors are shut for good."""

    def __init__(self, worker, serve):
        self.worker, self.serve = worker, serve
        self.listener = worker.listener
        self.put, self.take = worker.queue
        self.loop = asyncio.get_running_loop()
        self.is_open = False
        self.arriving = set()

    def open(self):
        if not self.worker.is_leaving():
            self.is_open = True
            self._watch()

    def _watch(self):
        if self.is_open:
            self.loop.add_reader(self.listener.fileno(), self._come, self._accept)
            self.loop.add_reader(self.take.fileno(), self._come, self._receive)

    def _unwatch(self):
        self.loop.remove_reader(self.listener.fileno())
        self.loop.remove_reader(self.take.fileno())

    async def shut(self):
        """Nothing comes in any more, and what has come in is where it belongs."""
        if self.is_open:
            self._unwatch()
        self.is_open = False
        while self.arriving:
            await asyncio.wait(self.arriving)

    def _come(self, get):
        """One at a time: the others are for loops that have less to do."""
        if self.worker.is_old():
            # The worker itself hears of it a moment later.
            self._unwatch()
            return
        try:
            sock = get()
        except OSError as fault:
            if fault.errno in _FULL:
                self._unwatch()
                self.loop.call_later(PAUSE_S, self._watch)
            return
        sock.setblocking(False)
        serving = self.serve(sock)
        if serving is not None:
            task = self.loop.create_task(serving)
            self.arriving.add(task)
            task.add_done_callback(self.arriving.discard)

    def _accept(self):
        return self.listener.accept()[0]

    def _receive(self):
        _, (descriptor,) = receive(self.take, 16, 1)
        return socket.socket(fileno=descriptor)

    def hands_over(self):
        """Somebody else serves on. While everybody stops, a connection ends by a word in its last answer, or by the web server."""
        return self.worker.give_up[0] != ALL

    def hand_over(self, descriptor):
        """-> whether it is in the queue. The caller closes its own, and says nothing to the other end."""
        try:
            send(self.put, b"C", [descriptor])
        except OSError:
            return False
        return True
