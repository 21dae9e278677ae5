"""From the first bytes of a connection to an environ: which protocol, where the body is, what is left over.

The first byte tells the protocols apart: SCGI begins with a digit, FastCGI with 1, uwsgi with 0.
"""
import io
import os
from urllib.parse import unquote_to_bytes

from . import fastcgi, scgi, uwsgi
from .body import PlainBody, RecordBody, read_more
from .limits import Refusal, over
from .pairs import Malformed

# Web servers send a head in one piece, or in several at once.
HEAD_STALL_MS = 5000
_CLOSED = fastcgi.CLOSED_STREAMS[8:]


def take_request(descriptor, data, prefix):
    """-> (environ, FastCGI request id or 0, keep, body still on the connection or None, bytes left over).

    None when nothing but management records came. Raises Malformed, Truncated, Refusal.
    """
    first = data[0]
    limits = prefix.limits
    if first == 1 and limits.fastcgi:
        return take_fastcgi(descriptor, data, prefix)
    if 48 <= first <= 57 and limits.scgi:
        return _take_plain(descriptor, data, prefix, scgi.read_head)
    if first == 0 and limits.uwsgi:
        return _take_plain(descriptor, data, prefix, uwsgi.read_head)
    raise Malformed("no protocol that is served here (first byte %d)" % first)


def take_fastcgi(descriptor, data, prefix):
    while True:
        try:
            found = fastcgi.read_head(data, prefix)
        except fastcgi.Refused as refused:
            os.write(descriptor, refused.answer)
            data = data[: refused.start] + data[refused.end :]
            if not data:
                return None
            continue
        if found is not None:
            break
        data += read_more(descriptor, HEAD_STALL_MS)
    environ, number, flags, at = found
    keep, limits, head = flags & 1, prefix.limits, at
    if data[at:] == _CLOSED and number == 1:
        environ["wsgi.input"] = io.BytesIO()
        if environ.get("CONTENT_LENGTH", "0") not in ("", "0"):
            # STDIN is closed, yet a body was promised.
            length = _length(environ)
            return _finish(limits, head, length, environ, number, keep, RecordBody(descriptor, data[at:], number, length, limits), b"")
        return _finish(limits, head, None, environ, 1, keep, None, b"")
    length = _length(environ)
    if len(data) - at >= 16:
        # A small body that came with its head.
        version, kind, _, size, padding = fastcgi.HEADER.unpack_from(data, at)
        end = at + 8 + size + padding
        if kind == fastcgi.STDIN and size and data[end : end + 8] == _CLOSED and number == 1 and (length is None or size >= length):
            content = data[at + 8 : at + 8 + size]
            environ["wsgi.input"] = io.BytesIO(content if length is None else content[:length])
            return _finish(limits, head, size, environ, number, keep, None, data[end + 8 :])
    return _finish(limits, head, length, environ, number, keep, RecordBody(descriptor, data[at:], number, length, limits), b"")


def _take_plain(descriptor, data, prefix, read_head):
    base, limits = prefix.base, prefix.limits
    found = read_head(data, base)
    while found is None:
        data += read_more(descriptor, HEAD_STALL_MS)
        found = read_head(data, base)
    environ, at = found
    length = _length(environ) or 0
    if len(data) - at >= length:
        environ["wsgi.input"] = io.BytesIO(data[at : at + length])
        return _finish(limits, at, length, environ, 0, 0, None, b"")
    return _finish(limits, at, length, environ, 0, 0, PlainBody(descriptor, data[at:], length, limits), b"")


def _length(environ):
    text = environ.get("CONTENT_LENGTH")
    if not text:
        return None
    # int() would take "+5", "1_0" and blanks.
    if not (text.isascii() and text.isdigit()) or len(text) > 18:
        raise Malformed("bad CONTENT_LENGTH %r" % text[:40])
    return int(text)


def _finish(limits, head_bytes, length, environ, number, keep, body, left_over):
    status = over(limits, head_bytes, len(environ), length)
    if body is not None:
        environ["wsgi.input"] = io.BufferedReader(body, 65536)
    if environ.get("HTTPS", "") in ("on", "1"):
        environ["wsgi.url_scheme"] = "https"
    # RFC 3875, 4.1.18 takes the entity's fields out of HTTP_*; httpoxy: HTTP_PROXY is a setting of
    # outgoing requests, and no client's to make.
    environ.pop("HTTP_PROXY", None)
    environ.pop("HTTP_CONTENT_TYPE", None)
    environ.pop("HTTP_CONTENT_LENGTH", None)
    if "PATH_INFO" not in environ or "SCRIPT_NAME" not in environ:
        _derive_path(environ)
    if status is not None:
        raise Refusal(status, (environ, number, keep, body, left_over))
    return environ, number, keep, body, left_over


def _derive_path(environ):
    """Debian's scgi_params sets no PATH_INFO: the request's own path, decoded, below SCRIPT_NAME's mount."""
    path = environ.get("REQUEST_URI", "/").partition("?")[0]
    if not path.startswith("/"):
        path = "/" + path.partition("://")[2].partition("/")[2]
    environ.setdefault("PATH_INFO", unquote_to_bytes(path).decode("latin-1"))
    environ["SCRIPT_NAME"] = ""
