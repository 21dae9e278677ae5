"""The last answer on a kept connection: its end says that no request may follow.

FastCGI has no `Connection: close`, and a connection that is closed after its answer may carry the next request
already, a POST perhaps, which nobody may send twice. So the end itself must speak.

nginx keeps a connection only when END_REQUEST was the last it read of it (ngx_http_fastcgi_input_filter): one record
more in the same write, and it closes.

Apache would take that record for the next answer's beginning. It keeps a connection unless reading the answer failed,
and an empty STDOUT record hands the whole answer to the client before that (mod_proxy_fcgi.c, dispatch). So behind it
comes a record that breaks off, and then the connection's end: Apache still reads when it comes, and writes no more. It
says so in its log, once for each connection ("Error dispatching request", "reading response body").
"""
from .board import ALL, CONNECTION, NEW
from .fastcgi import GET_VALUES_RESULT, HEADER, STDERR, STDOUT, end_request

NO_MORE = HEADER.pack(1, GET_VALUES_RESULT, 0, 0, 0)


class LastAnswer:
    """Of one thread. Asked at each answer's end, and not when the request came: a stop may have come since."""

    __slots__ = ("give_up", "words")

    def __init__(self, give_up, words):
        self.give_up = give_up  # a word of the scoreboard: connections are given up; looked at before end_of() is called
        self.words = words  # the thread's slot

    def end_of(self, exchange):
        """-> the bytes that end this answer as its connection's last, or None when another may follow"""
        if self.give_up[0] != ALL and self.words[CONNECTION] != NEW:
            # Without numbers it is those that have none yet: to end a kept one would only bring another new one.
            return None
        if is_apache(exchange.environ):
            return _end_for_apache(exchange.number, exchange.body)
        return end_request(exchange.number, 0) + NO_MORE


def _end_for_apache(number, body):
    """Of an upload that was not read to its end Apache would leave the rest in the client's connection, for a request of its
    own: such an answer ends as always (None), and a later one is the last."""
    if body is not None and not body.is_read:
        return None
    return HEADER.pack(1, STDOUT, number, 0, 0) + HEADER.pack(1, STDERR, number, 1, 0)


def is_apache(environ):
    return environ.get("SERVER_SOFTWARE", "").startswith("Apache")
