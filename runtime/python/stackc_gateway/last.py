"""The last answer on a kept connection: its end says that no request may follow.

FastCGI has no `Connection: close`, and a connection that is closed after its answer may carry the next request
already, a POST perhaps, which nobody may send twice. So the end itself must speak. nginx keeps a connection only when
END_REQUEST was the last it read of it (ngx_http_fastcgi_input_filter): one record more in the same write, and it closes.

Apache would take that record for the next answer's beginning; it cannot be told, so its connections are not ended
here. (An answer without END_REQUEST makes it close, too, but leaves the client waiting for its keep-alive's end.)
"""
from .exchange import Exchange
from .fastcgi import GET_VALUES_RESULT, HEADER, end_request

NO_MORE = HEADER.pack(1, GET_VALUES_RESULT, 0, 0, 0)


class LastExchange(Exchange):
    __slots__ = ()

    def _last(self, data):
        if not self.committed:
            self.committed = True
            data = b"%b\r\n%b" % (self.head, data)
        self._send((self._records(data) if data else b"") + end_request(self.number, 0) + NO_MORE)
        self.done = True


def can_be_told(environ):
    return not environ.get("SERVER_SOFTWARE", "").startswith("Apache")
