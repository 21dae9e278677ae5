"""One request's answer: start_response, write(), the body, and their framing.

Rule: nothing is sent before the first non-empty chunk, and each chunk is sent before the next is
asked for. What an app gets wrong before that is a 500; after it, a connection that is cut, so that the
client can tell. Header text is checked here, once, whoever calls.
"""
import os
from time import monotonic_ns

from .board import START
from .fastcgi import CONTENT_MAX, HEADER, STDOUT, end_request
from .headers import LENGTH, NAMES, STATUS, check_value, content_length, name_start, named_by, status_line
from .limits import NO_LIMITS

# What a socket takes at once, whoever reads at its other end (unix(7): at least half of 212992).
ROOM = 65536
_END = b"\x01\x03\0\x01\0\x08\0\0" + bytes(8)
_write = os.write


class Exchange:
    """`number` is the FastCGI request id, 0 for the protocols whose answer is bare bytes. `words`: the thread's slot of the scoreboard,
    where somebody watches. `body`: what of the request's is still on the connection."""

    __slots__ = (
        "descriptor", "number", "head_only", "bodiless", "head", "length", "sent", "committed", "done", "over", "gone", "wrong", "limits",
        "environ", "body", "words", "last_answer", "told",
    )  # fmt: skip

    def __init__(self, descriptor, number, environ, limits=NO_LIMITS, body=None, words=None):
        self.descriptor = descriptor
        self.number = number
        self.environ = environ
        self.limits = limits
        self.body = body
        self.words = words
        # HEAD, 204, 304: whatever the app gives as a body stays here.
        self.head_only = self.bodiless = environ.get("REQUEST_METHOD") == "HEAD"
        self.head = None  # header text, checked
        self.length = None  # what Content-Length states
        self.sent = 0  # body bytes
        self.committed = False  # the head is on its way
        self.done = False  # the answer is whole and its end is sent
        self.over = False  # nothing the app still yields can reach anybody
        self.gone = False  # the web server closed its side
        self.wrong = None  # what was wrong with an answer that had begun
        self.last_answer = None  # of a connection that can carry another request: asked whether it may (last.py)
        self.told = False  # the web server, that it cannot after all

    def start_response(self, status, headers, exc_info=None):
        if exc_info is not None:
            # PEP 3333: "if exc_info is provided, and the HTTP headers have already been output,
            # start_response must raise an error, and should re-raise using the exc_info tuple".
            try:
                if self.committed:
                    raise exc_info[1].with_traceback(exc_info[2])
            finally:
                exc_info = None
        elif self.head is not None:
            # PEP 3333: "it is a fatal error to call start_response without the exc_info argument
            # if start_response has already been called within the current invocation".
            raise AssertionError("start_response was called twice, without exc_info")
        line, bodiless = STATUS.get(status) or status_line(status)
        length = named = None
        # PEP 3333: "servers should check for errors in the headers at the time start_response is
        # called, so that an error can be raised while the application is still running".
        for name, value in headers:
            start = NAMES.get(name)
            if start is None:
                start = name_start(name)
                if start is None:
                    named = named_by(name, value) or named
                    continue
            if type(value) is not str or not value.isprintable():
                check_value(name, value)
            if start is LENGTH:
                length = content_length(value, length)
            line = f"{line}{start}{value}\r\n"
        if named:
            self.head = None
            return self.start_response(status, [field for field in headers if field[0].lower() not in named])
        if length is not None and line.startswith("Status: 204"):
            # RFC 9110, 8.6: a server must not send it in a 204; Django's CommonMiddleware adds one.
            self.head = None
            return self.start_response(status, [field for field in headers if field[0].lower() != "content-length"])
        self.head = line.encode("latin-1")
        self.length = length
        self.bodiless = bodiless or self.head_only
        return self.write

    def write(self, data):
        """PEP 3333: the write() callable, for apps written before iterables."""
        self.chunk(data)

    def whole(self, data):
        """A body that is complete: one write, with its length."""
        length = self.length
        if length is not None or self.bodiless or self.committed or self.head is None or type(data) is not bytes:
            self.chunk(data)
            self.finish()
            return
        # PEP 3333: a server "can calculate a content length" when it has the whole of the body.
        self.head += b"Content-Length: %d\r\n" % len(data)
        self._last(data)

    def chunk(self, data):
        """One bytestring of the body; an empty one sends nothing, not even the headers."""
        if type(data) is not bytes and not isinstance(data, bytes):
            raise TypeError("the body must be bytes, not %s" % type(data).__name__)
        if not data:
            return
        if self.head is None:
            raise AssertionError("the body began before start_response was called")
        if self.bodiless:
            # The head is what it would be with a body; a stream need not be run to its end for that.
            if not self.committed:
                self._last(b"")
            self.over = True
            return
        size = len(data)
        length = self.length
        if length is not None:
            left = length - self.sent
            if size >= left:
                if size > left:
                    self.over = True
                    self.wrong = "the body is longer than its Content-Length of %d bytes" % length
                    data = data[:left]
                if not self.done:
                    # The last byte that is due: the end goes with it, whatever the app still does.
                    self.sent = length
                    self._last(data)
                return
        self.sent += size
        self._more(data)

    def finish(self):
        """The app's iterable is at its end."""
        if self.done:
            return
        if self.head is None:
            raise AssertionError("the app returned without calling start_response")
        if not self.committed:
            if self.length and not self.bodiless:
                raise AssertionError("the body is empty, its Content-Length is %d" % self.length)
            if self.length is None and not self.bodiless:
                self.head += b"Content-Length: 0\r\n"
            self._last(b"")
        elif self.length is None or self.bodiless:
            self._last(b"")
        else:
            self.wrong = "the body ended after %d of %d bytes" % (self.sent, self.length)

    def _last(self, data):
        """The rest of the answer and its end, in one write."""
        last = self.last_answer
        end = last.end_of(self) if last is not None and last.give_up[0] else None
        if self.committed:
            head = b""
        else:
            self.committed = True
            head = self.head + b"\r\n"
        size = len(head) + len(data)
        if size > ROOM and head:
            self.limits.limit_sends(self.descriptor)
        words = self.words if size > ROOM or not head else None
        if words is not None:
            words[START] = 0
        if end is not None:
            self._send(self._records(head + data) + end if size else end)
            self.told = True
        elif self.number == 1 and 0 < size <= CONTENT_MAX:
            self._send(b"\x01\x06\0\x01%c%c\0\0%b%b%b" % (size >> 8, size & 255, head, data, _END))
        elif self.number:
            end = end_request(self.number, 0)
            self._send(self._records(head + data) + end if size else end)
        else:
            self._send(head + data)
        if words is not None:
            words[START] = monotonic_ns()
        self.done = True

    def _more(self, data):
        if not self.committed:
            self.committed = True
            self.limits.limit_sends(self.descriptor)
            data = b"%b\r\n%b" % (self.head, data)
        words = self.words
        if words is None:
            self._send(self._records(data) if self.number else data)
            return
        # The web server takes it as its client does, which is not the app's time; that goes on with the next piece.
        words[START] = 0
        self._send(self._records(data) if self.number else data)
        words[START] = monotonic_ns()

    def _records(self, data):
        """STDOUT records hold at most 65535 bytes each; an empty one would end the stream."""
        if len(data) <= CONTENT_MAX:
            return HEADER.pack(1, STDOUT, self.number, len(data), 0) + data
        view = memoryview(data)
        parts = []
        for at in range(0, len(data), 65528):
            part = view[at : at + 65528]
            parts.append(HEADER.pack(1, STDOUT, self.number, len(part), 0))
            parts.append(part)
        return b"".join(parts)

    def _send(self, data):
        try:
            sent = _write(self.descriptor, data)
            if sent != len(data):
                # A signal came in between.
                view = memoryview(data)
                while sent < len(data):
                    sent += _write(self.descriptor, view[sent:])
        except OSError:
            self.gone = True
            raise
