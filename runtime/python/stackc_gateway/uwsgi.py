"""The uwsgi protocol, the reader's side: one packet of length-prefixed pairs, then the body. No I/O here.

https://uwsgi-docs.readthedocs.io/en/latest/Protocol.html: modifier1, datasize (little endian),
modifier2, then key and value, each after two bytes of length. Only modifier1 0 (WSGI) is served, and no
variable has a meaning of its own here: UWSGI_FILE and its kind are plain words in the environ.
"""


from .pairs import Malformed, Pairs, join_repeated


def read_head(data, base):
    """-> (environ, offset of the body), or None while more bytes are needed. Raises Malformed."""
    if len(data) < 4:
        return None
    if data[0] != 0 or data[3] != 0:
        raise Malformed("modifiers other than 0")
    end = 4 + (data[1] | data[2] << 8)
    if len(data) < end:
        return None
    environ = base.copy()
    count = _read_pairs(data, end, environ)
    if len(environ) != len(base) + count:
        pairs = Pairs()
        _read_pairs(data, end, pairs)
        join_repeated(pairs, environ)
    return environ, end


def _read_pairs(data, end, environ):
    text = data.decode("latin-1")
    count, at = 0, 4
    try:
        while at < end:
            name = at + 2
            middle = name + (data[at] | data[at + 1] << 8)
            value = middle + 2
            at = value + (data[middle] | data[middle + 1] << 8)
            environ[text[name:middle]] = text[value:at]
            count += 1
    except IndexError:
        raise Malformed("a pair is cut short") from None
    if at != end:
        raise Malformed("a pair is longer than its packet")
    return count
