"""FastCGI 1.0, the reader's side: bytes in, environ out. No I/O here.

A request is BEGIN_REQUEST, PARAMS up to an empty PARAMS, STDIN up to an empty STDIN, all with
one request id (https://fastcgi-archives.github.io/FastCGI_Specification.html, 3 to 5).
nginx and Apache send one request at a time on a connection; a second one beside it is refused,
as section 5.5 allows (FCGI_CANT_MPX_CONN).
"""
from struct import Struct

from .limits import NO_LIMITS
from .pairs import Malformed, Pairs, join_repeated

BEGIN, ABORT, END, PARAMS, STDIN, STDOUT, STDERR, GET_VALUES, GET_VALUES_RESULT, UNKNOWN = 1, 2, 3, 4, 5, 6, 7, 9, 10, 11
RESPONDER = 1
KEEP_CONN = 1
CANT_MPX_CONN, UNKNOWN_ROLE = 1, 3
HEADER = Struct(">BBHHBx")  # version, type, request id, content length, padding length
CONTENT_MAX = 65535
# Everything before the body. nginx's own ceiling is 8 x 8 KiB of header by default.
HEAD_MAX = 1 << 20

# What a web server sends for a request without a body, after its PARAMS: both streams closed.
CLOSED_STREAMS = b"\x01\x04\0\x01\0\0\0\0\x01\x05\0\x01\0\0\0\0"
_PARAMS_END = CLOSED_STREAMS[:8]
_BEGIN_KEPT = b"\x01\x01\0\x01\0\x08\0\0\0\x01\x01\0\0\0\0\0\x01\x04\0\x01"
_BEGIN_ONCE = b"\x01\x01\0\x01\0\x08\0\0\0\x01\0\0\0\0\0\0\x01\x04\0\x01"


class Refused(Exception):
    """Well-formed records that are no part of a request; `.answer` must be sent, bytes `.start` to `.end` are done with."""

    def __init__(self, answer, start, end):
        super().__init__("refused")
        self.answer = answer
        self.start = start
        self.end = end


class Prefix:
    """The parameters that a web server's configuration puts first and that no request changes.

    They are compared in one piece and copied with the base environ, instead of being parsed again. Only
    names that seldom differ from request to request within a server take part.
    """

    NAMES = frozenset(
        "GATEWAY_INTERFACE SERVER_SOFTWARE SERVER_PROTOCOL SERVER_NAME SERVER_PORT SERVER_ADDR DOCUMENT_ROOT REQUEST_SCHEME HTTPS "
        "SCRIPT_NAME REDIRECT_STATUS SERVER_ADMIN CONTEXT_PREFIX CONTEXT_DOCUMENT_ROOT HTTP_HOST".split()
    )

    def __init__(self, base, limits=NO_LIMITS, give_up=(0,)):
        self.base = base
        self.give_up = give_up  # of the scoreboard
        self.limits = limits
        self.bytes = b""
        self.environ = base
        self.misses = 0

    def learn(self, data, end):
        """Remember the leading run of constants in data[24:end], once in a while: sites may share a worker."""
        self.misses += 1
        if self.misses & 63 != 1:
            return
        pairs = Pairs()
        read_params(data, 24, end, pairs)
        at, environ = 24, self.base.copy()
        for name, value in pairs:
            if name not in self.NAMES or name in environ:
                break
            environ[name] = value
            at += len(name) + len(value) + (2 if len(value) < 128 else 5)
        self.bytes, self.environ = data[24:at], environ


def read_params(data, start, end, environ):
    """Put the name-value pairs of data[start:end] into environ; return how many there were.

    Lengths below 128 take one byte, others four with the high bit set (section 3.4).
    """
    # One decode for all, then slices of text. PEP 3333: strings hold "code points representable
    # in ISO-8859-1", whatever the bytes mean.
    text = data.decode("latin-1")
    count = 0
    at = start
    try:
        while at < end:
            name = data[at]
            value = data[at + 1]
            if name | value < 128:
                at += 2
            else:
                if name < 128:
                    at += 1
                else:
                    name = (name & 127) << 24 | value << 16 | data[at + 2] << 8 | data[at + 3]
                    at += 4
                    value = data[at]
                if value < 128:
                    at += 1
                else:
                    value = (value & 127) << 24 | data[at + 1] << 16 | data[at + 2] << 8 | data[at + 3]
                    at += 4
            middle = at + name
            at = middle + value
            environ[text[middle - name : middle]] = text[middle:at]
            count += 1
    except IndexError:
        raise Malformed("a name-value pair is cut short") from None
    if at != end:
        raise Malformed("a name-value pair is longer than its record")
    return count


def read_head(data, prefix):
    """-> (environ, request id, flags, offset of STDIN), or None while more bytes are needed.

    `environ` starts as a copy of `prefix.base`. Raises Malformed, Refused.
    """
    opening = data[:20]
    if (opening == _BEGIN_KEPT or opening == _BEGIN_ONCE) and len(data) > 24:
        # The shape that web servers send: one PARAMS record holds all of them.
        end = 24 + (data[20] << 8 | data[21])
        after = end + data[22]
        if data[after : after + 8] == _PARAMS_END:
            known = prefix.bytes
            if data.startswith(known, 24):
                environ = prefix.environ.copy()
                start = 24 + len(known)
                if not known:
                    prefix.learn(data, end)
            else:
                environ = prefix.base.copy()
                start = 24
                prefix.learn(data, end)
            expected = len(environ)
            if read_params(data, start, end, environ) + expected != len(environ):
                environ = _join(data, 24, end, prefix.base)
            return environ, 1, opening[10], after + 8
    return _read_records(data, prefix.base)


def _join(data, start, end, base):
    environ = base.copy()
    pairs = Pairs()
    read_params(data, start, end, pairs)
    join_repeated(pairs, environ)
    return environ


def _read_records(data, base):
    """Any legal shape: PARAMS in many records, padded, cut anywhere, management records between."""
    at, request, flags, params = 0, None, 0, []
    total = len(data)
    if total > HEAD_MAX:
        raise Malformed("more than %d bytes of parameters" % HEAD_MAX)
    while total - at >= 8:
        version, kind, number, length, padding = HEADER.unpack_from(data, at)
        if version != 1:
            raise Malformed("FastCGI version %d" % version)
        record, start, end = at, at + 8, at + 8 + length
        if end + padding > total:
            return None
        at = end + padding
        if number == 0:
            raise Refused(manage(kind, data[start:end]), record, at)
        if kind == BEGIN:
            if length < 3:
                raise Malformed("BEGIN_REQUEST of %d bytes" % length)
            if request is not None and number != request:
                raise Refused(end_request(number, CANT_MPX_CONN), record, at)
            if data[start] << 8 | data[start + 1] != RESPONDER:
                raise Refused(end_request(number, UNKNOWN_ROLE), record, at)
            request, flags = number, data[start + 2]
        elif request is None or number != request:
            # Section 3.3: records of a request that is not active are ignored.
            continue
        elif kind == PARAMS and length:
            params.append(data[start:end])
        elif kind == PARAMS:
            block = b"".join(params)
            return _join(block, 0, len(block), base), request, flags, at
        elif kind == ABORT:
            raise Refused(end_request(number, 0), 0, at)
        else:
            raise Malformed("record type %d before the parameters' end" % kind)
    if request is None and at == total:
        # Nothing has begun, and nothing more need come.
        raise Refused(b"", 0, at)
    return None


def end_request(number, protocol_status):
    """Section 5.5: appStatus 0, then why it ended."""
    return HEADER.pack(1, END, number, 8, 0) + b"\0\0\0\0" + bytes((protocol_status, 0, 0, 0))


_VALUES = {"FCGI_MPXS_CONNS": "0"}


def manage(kind, content):
    """Section 4: only GET_VALUES is known; FCGI_MAX_CONNS and FCGI_MAX_REQS have no fixed answer here."""
    if kind != GET_VALUES:
        return HEADER.pack(1, UNKNOWN, 0, 8, 0) + bytes((kind, 0, 0, 0, 0, 0, 0, 0))
    asked = {}
    read_params(content, 0, len(content), asked)
    body = b"".join(
        bytes((len(name), len(_VALUES[name]))) + (name + _VALUES[name]).encode("latin-1") for name in asked if name in _VALUES
    )
    return HEADER.pack(1, GET_VALUES_RESULT, 0, len(body), 0) + body
