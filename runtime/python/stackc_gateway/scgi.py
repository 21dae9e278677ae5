"""SCGI, the reader's side: a netstring of NUL-separated pairs, then the body. No I/O here.

https://python.ca/scgi/protocol.txt: `length ":" headers ","`, the first header is CONTENT_LENGTH.
"""

from .pairs import Malformed, join_repeated

HEAD_MAX = 1 << 20


def read_head(data, base):
    """-> (environ, offset of the body), or None while more bytes are needed. Raises Malformed."""
    colon = data.find(b":", 0, 12)
    if colon < 0:
        if len(data) > 11 or not data.isdigit():
            raise Malformed("no netstring length")
        return None
    size = data[:colon]
    # int() would take blanks, signs and underscores.
    if not size.isdigit() or (size[0] == 48 and colon > 1):
        raise Malformed("bad netstring length")
    end = colon + 1 + int(size)
    if end > HEAD_MAX:
        raise Malformed("more than %d bytes of headers" % HEAD_MAX)
    if len(data) <= end:
        return None
    # The last NUL ends the last value, so a split leaves one empty word at the end.
    words = data[colon + 1 : end].decode("latin-1").split("\0")
    if data[end] != 44 or words.pop() or len(words) & 1:
        raise Malformed("headers are no list of pairs")
    environ = base.copy()
    environ.update(zip(words[::2], words[1::2]))
    if len(environ) != len(base) + (len(words) >> 1):
        join_repeated(zip(words[::2], words[1::2]), environ)
    return environ, end + 1
