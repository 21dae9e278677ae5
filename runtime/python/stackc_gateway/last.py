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
from .exchange import Exchange
from .fastcgi import GET_VALUES_RESULT, HEADER, STDERR, STDOUT, end_request

NO_MORE = HEADER.pack(1, GET_VALUES_RESULT, 0, 0, 0)


class LastExchange(Exchange):
    """For a web server that knows END_REQUEST from what comes after it."""

    __slots__ = ("told",)

    def __init__(self, descriptor, number, head_only, limits, body):
        super().__init__(descriptor, number, head_only, limits)
        self.told = False

    def _last(self, data):
        self._end_with(data, end_request(self.number, 0) + NO_MORE)

    def _end_with(self, data, end):
        if not self.committed:
            self.committed = True
            data = b"%b\r\n%b" % (self.head, data)
        self._send((self._records(data) if data else b"") + end)
        self.done = self.told = True


class LastForApache(LastExchange):
    """Of an upload that was not read to its end Apache would leave the rest in the client's connection, for a request of its
    own: such an answer ends as always, and a later one is the last."""

    __slots__ = ("body",)

    def __init__(self, descriptor, number, head_only, limits, body):
        super().__init__(descriptor, number, head_only, limits, body)
        self.body = body

    def _last(self, data):
        if self.body is None or self.body.is_read:
            number = self.number
            self._end_with(data, HEADER.pack(1, STDOUT, number, 0, 0) + HEADER.pack(1, STDERR, number, 1, 0))
        else:
            Exchange._last(self, data)


def is_apache(environ):
    return environ.get("SERVER_SOFTWARE", "").startswith("Apache")
