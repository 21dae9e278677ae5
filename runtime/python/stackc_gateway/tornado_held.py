"""Tornado's connections, as loop_end.py asks for them. What is under way on one is told by who follows its requests (tornado_worker.py)."""
import time
import weakref


class TornadoHeld:
    def __init__(self, connections):
        self.connections = connections  # HTTPServer's own set
        self.active = {}  # with a request under way: the status of its answer, 0 before it
        self.waiting = weakref.WeakSet()  # for a request: the one before it was heard to the end, and is answered
        self.born = weakref.WeakKeyDictionary()  # those that never had one: since when

    def waits(self, connection):
        self.waiting.add(connection)
        self.born.setdefault(connection, time.monotonic())

    def begins(self, connection, status):
        self.waiting.discard(connection)
        self.born[connection] = 0.0
        self.active[connection] = status

    def ends(self, connection):
        self.active.pop(connection, None)

    def unanswered(self):
        return [c.stream.socket.fileno() for c, begun in list(self.active.items()) if not begun[0] and not c.stream.closed()]

    def open(self):
        return {connection for connection in self.connections if not connection.stream.closed()}

    def end(self, _):
        """A websocket is none of HTTPServer's any more."""
        return False

    def is_fresh(self, connection, seconds):
        return time.monotonic() < self.born.get(connection, 0.0) + seconds

    def is_over(self, connection):
        """A head that was read is handed on two or three turns of the loop later, an answer that is finished may be still to be
        written, and of a head that comes in pieces only the stream knows the first."""
        return connection not in self.active and connection.stream.reading() and self._has_nothing(connection.stream)

    def is_between(self, connection):
        return connection in self.waiting and self.is_over(connection)

    def begins_to_wait(self, connection):
        """As is_between, at the moment before it reads."""
        return connection in self.waiting and self._has_nothing(connection.stream)

    def _has_nothing(self, stream):
        return not stream.closed() and not stream.writing() and not getattr(stream, "_read_buffer_size", 1)

    def descriptor(self, connection):
        return connection.stream.socket.fileno()

    def close(self, connection):
        connection.stream.close()
