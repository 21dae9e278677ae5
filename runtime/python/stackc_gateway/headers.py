"""What an app may put into a response's head. Rule: a name or value that a web server could read as a second
header never leaves this file; the app gets an error it can see (a 500), not a client a forged answer.

Names and statuses repeat from request to request, so each is checked once and remembered.
"""
import re

LENGTH = "Content-Length: "
# name as the app wrote it -> its text up to the value
NAMES = {"Content-Length": LENGTH}
# status as the app wrote it -> (its line, whether no body may follow)
STATUS = {}
BODILESS = (204, 304)
REMEMBERED_MAX = 2000

_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")  # RFC 9110, 5.6.2
_STATUS = re.compile(r"[2-5][0-9][0-9](?: [\t\x20-\x7e\x80-\xff]*)?")
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
_DIGITS = re.compile(r"[0-9]{1,18}")
# RFC 9110, 7.6.1; PEP 3333: "applications and middleware are forbidden from using HTTP/1.1 'hop-by-hop'
# features or headers". Frameworks send some of them all the same: they end here.
_HOP_BY_HOP = frozenset(
    ("connection", "keep-alive", "proxy-connection", "proxy-authenticate", "te", "trailer", "trailers", "transfer-encoding", "upgrade")
)


def status_line(status):
    """-> (text, bodiless). Raises TypeError, ValueError."""
    if type(status) is not str:
        raise TypeError("the status must be str, not %s" % type(status).__name__)
    # A gateway answers once: an interim 1xx cannot come from an app.
    if not _STATUS.fullmatch(status):
        raise ValueError("bad status %r" % status[:80])
    found = "Status: %s\r\n" % status, int(status[:3]) in BODILESS
    if len(STATUS) < REMEMBERED_MAX:
        STATUS[status] = found
    return found


def name_start(name):
    """-> "Name: ", or None for a field that ends at this hop. Raises TypeError, ValueError."""
    if type(name) is not str:
        raise TypeError("a header name must be str, not %s" % type(name).__name__)
    if not _TOKEN.fullmatch(name):
        raise ValueError("bad header name %r" % name[:80])
    low = name.lower()
    if low in _HOP_BY_HOP:
        return None
    # It is how a gateway protocol spells the status line.
    if low == "status":
        raise ValueError("an app must not send %s" % name)
    start = LENGTH if low == "content-length" else name + ": "
    if len(NAMES) < REMEMBERED_MAX:
        NAMES[name] = start
    return start


def check_value(name, value):
    """A tab or a letter of ISO-8859-1 is fine, a control character is not. Raises TypeError, ValueError."""
    if not isinstance(value, str):
        raise TypeError("the value of header %s must be str, not %s" % (name, type(value).__name__))
    if _CONTROL.search(value):
        raise ValueError("a control character in header %s: %r" % (name, value[:80]))


def content_length(value, before):
    """-> int. RFC 9110, 8.6: digits only, and once."""
    if not _DIGITS.fullmatch(value) or before is not None:
        raise ValueError("bad Content-Length %r" % value[:80])
    return int(value)


def named_by(name, value):
    """RFC 9110, 7.6.1: what Connection names ends with it. -> a set, of `connection` too, or nothing."""
    if name.lower() != "connection" or value.strip().lower() in ("close", "keep-alive", ""):
        return None
    return {"connection", *(option.strip().lower() for option in value.split(","))}
