"""How much a request may be, and how long its bytes may take: guards behind the web server's own limits.

Rule: a request over a limit is answered with the status that says so (RFC 9110, 15.5; RFC 6585, 5), and the app
never sees it. Pure, but for the socket option at the end.
"""
import socket
from struct import Struct

ANY = 1 << 62
_TIMEVAL = Struct("@ll")
_UNIX = (socket.AF_UNIX, socket.SOCK_STREAM, 0)


class Refusal(Exception):
    """A whole head of a request that will not be served; `taken` is what take_request() would have given."""

    def __init__(self, status, taken):
        super().__init__(status)
        self.status = status
        self.taken = taken

    def answer(self, environ, start_response):
        """In place of the app."""
        body = self.status.encode("ascii") + b"\n"
        start_response(self.status, [("Content-Type", "text/plain; charset=utf-8"), ("Cache-Control", "no-store")])
        return [body]


class TooLong(OSError):
    """A body without a stated length has become longer than a body may be."""

    status = "413 Content Too Large"


class Limits:
    """Bytes and counts of one request; times between two reads and two writes."""

    def __init__(self, settings=None):
        def of(name, otherwise):
            found = getattr(settings, name, None)
            return otherwise if found is None else found

        self.headers_bytes = of("headers_bytes", ANY)
        self.header_count = of("header_count", ANY)
        self.body_bytes = of("body_bytes", ANY)
        self.body_time_ms = int(of("body_time_s", 60) * 1000)
        self.send_time_s = of("send_time_s", 0)
        protocols = of("protocols", ("fastcgi", "scgi", "uwsgi"))
        self.fastcgi, self.scgi, self.uwsgi = ("fastcgi" in protocols, "scgi" in protocols, "uwsgi" in protocols)

    def limit_sends(self, descriptor):
        """A write that moves nothing for so long fails (socket(7), SO_SNDTIMEO). 0: it may wait for ever."""
        if not self.send_time_s:
            return
        try:
            peer = socket.socket(*_UNIX, fileno=descriptor)
        except OSError:
            return
        try:
            peer.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, _TIMEVAL.pack(int(self.send_time_s), int(self.send_time_s % 1 * 1e6)))
        except OSError:
            # Not a socket: the health request's answer goes nowhere.
            pass
        finally:
            peer.detach()


NO_LIMITS = Limits()


def over(limits, head_bytes, variables, length):
    """-> the status to refuse with, or None"""
    if head_bytes > limits.headers_bytes or variables > limits.header_count:
        return "431 Request Header Fields Too Large"
    if length is not None and length > limits.body_bytes:
        return TooLong.status
    return None
