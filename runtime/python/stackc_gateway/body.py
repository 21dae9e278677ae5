"""wsgi.input: the request body as a file that ends where the body ends.

Rule: a body that is cut short is an error in the app's read(), never an end of file; an app must not
take half an upload for a whole one. PEP 3333: the server "should allow read() to be called without an
argument, and return the remainder of the client's input stream", and must "simulate an end-of-file
condition" past CONTENT_LENGTH.
"""
import io
import os
import select
import time

from .board import START
from .fastcgi import BEGIN, CANT_MPX_CONN, HEADER, STDIN, end_request, manage
from .limits import NO_LIMITS, TooLong
from .pairs import Malformed

READ_BYTES = 65536

class Truncated(OSError):
    """The web server went away, or stalled, before the end of the request."""


def wait_readable(descriptor, timeout_ms):
    """True when a read will not block."""
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    return bool(poll.poll(timeout_ms))


def read_more(descriptor, timeout_ms):
    """The next bytes of a request that has begun; a web server silent for so long has given up on it. Raises Truncated."""
    if not wait_readable(descriptor, timeout_ms):
        raise Truncated("the request stalled")
    data = os.read(descriptor, READ_BYTES)
    if not data:
        raise Truncated("the request ended early")
    return data


class SlowBody(io.RawIOBase):
    """Of a web server that passes on what its client sends, as it comes: the app is not late while it waits for that."""

    words = None  # the thread's slot of the scoreboard, where somebody watches

    def more(self):
        words = self.words
        if words is None:
            return read_more(self.descriptor, self.stall_ms)
        words[START] = 0
        try:
            return read_more(self.descriptor, self.stall_ms)
        finally:
            words[START] = time.monotonic_ns()


class PlainBody(SlowBody):
    """`length` bytes of a connection (SCGI, uwsgi), of which `held` were read with the head."""

    def __init__(self, descriptor, held, length, limits=NO_LIMITS):
        self.descriptor = descriptor
        self.stall_ms = limits.body_time_ms
        self.held = held[:length]
        self.left = length

    def readable(self):
        return True

    def readinto(self, buffer):
        if not self.left:
            return 0
        data = self.held or self.more()
        taken = min(len(buffer), len(data), self.left)
        buffer[:taken] = data[:taken]
        self.held = data[taken:]
        self.left -= taken
        return taken

    @property
    def ended(self):
        return self.left == 0

    def discard(self):
        """Drop some of what is left; one read at most."""
        data, self.held = self.held or self.more(), b""
        self.left -= min(self.left, len(data))


class RecordBody(SlowBody):
    """STDIN records of one FastCGI request up to the empty one. `length`: what CONTENT_LENGTH states, or None."""

    def __init__(self, descriptor, held, number, length, limits=NO_LIMITS):
        self.descriptor = descriptor
        self.stall_ms = limits.body_time_ms
        self.bytes_max = limits.body_bytes
        self.held = held
        self.number = number
        self.length = length
        self.read_bytes = 0
        self.content = b""
        self.ended = False
        self.given_up = None  # why it will never be whole

    def readable(self):
        return True

    def readinto(self, buffer):
        if self.read_bytes == self.length:
            return 0
        while not self.content:
            if self.ended:
                if self.given_up:
                    raise Truncated(self.given_up)
                if self.length is not None:
                    raise Truncated("the body ended after %d of %d bytes" % (self.read_bytes, self.length))
                return 0
            self._next_record()
        taken = min(len(buffer), len(self.content))
        if self.length is not None:
            taken = min(taken, self.length - self.read_bytes)
        buffer[:taken] = self.content[:taken]
        self.content = self.content[taken:]
        self.read_bytes += taken
        if self.read_bytes > self.bytes_max:
            raise TooLong("the body is longer than %d bytes" % self.bytes_max)
        return taken

    @property
    def is_read(self):
        """Every byte that is due has come; the record that says so may still be on its way."""
        return self.given_up is None and (self.ended or self.read_bytes == self.length)

    def discard(self):
        """Drop one record."""
        self._next_record()
        self.content = b""

    def _next_record(self):
        while len(self.held) < 8:
            self.held += self.more()
        version, kind, number, length, padding = HEADER.unpack_from(self.held)
        if version != 1:
            raise Malformed("no FastCGI record")
        end = 8 + length + padding
        if len(self.held) < end:
            parts, have = [self.held], len(self.held)
            while have < end:
                parts.append(self.more())
                have += len(parts[-1])
            self.held = b"".join(parts)
        if kind == BEGIN and number == self.number:
            # Apache takes an early answer's end for the request's, and sends the next one. What is held is that.
            self._give_up("another request came before the body's end")
        content, self.held = self.held[8 : 8 + length], self.held[end:]
        if number == 0:
            os.write(self.descriptor, manage(kind, content))
        elif number != self.number:
            # Section 3.3: records of a request that is not active are ignored; one that would begin is refused.
            if kind == BEGIN:
                os.write(self.descriptor, end_request(number, CANT_MPX_CONN))
        elif kind == STDIN:
            self.content = content
            self.ended = not content
        else:
            # ABORT_REQUEST (section 5.4), or something that has no place here.
            self._give_up("the web server gave the request up")

    def _give_up(self, why):
        self.ended, self.given_up = True, why
        raise Truncated(why)


def drain(body, pause_ms=2000, bytes_max=1 << 26):
    """Read what is left of a body nobody wants, so that the answer is not lost to a reset. -> True at its end."""
    dropped = 0
    try:
        while not body.ended and dropped < bytes_max:
            # What is held already needs no wait; a little of it may be only half a record, and read_more waits itself.
            if not body.held and not wait_readable(body.descriptor, pause_ms):
                return False
            body.discard()
            dropped += READ_BYTES
    except (OSError, Malformed):
        pass
    return body.ended
