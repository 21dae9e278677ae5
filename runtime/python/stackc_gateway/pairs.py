"""What the three gateway protocols have in common: a list of name-value pairs. No I/O here.

A header field that came twice comes as two pairs; a plain dict would keep the last and lose the
rest. RFC 3875, 4.1.18: repeated fields become one value "having the same semantics".
"""


class Malformed(Exception):
    """These bytes are not of the protocol they began with; the connection is of no more use."""


class Pairs(list):
    """Takes pairs where a dict would, and keeps every one."""

    def __setitem__(self, name, value):
        self.append((name, value))


def join_repeated(pairs, environ):
    """Give each repeated header field all of its values (RFC 9110, 5.3; cookies: RFC 6265, 5.4).

    Any other name keeps its last value: a web server's configuration states it twice to replace it.
    """
    seen = {}
    for name, value in pairs:
        if name in seen and name.startswith("HTTP_"):
            value = seen[name] + ("; " if name == "HTTP_COOKIE" else ", ") + value
        seen[name] = value
    environ.update(seen)
