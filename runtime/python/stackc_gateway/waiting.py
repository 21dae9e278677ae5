"""How many requests wait for a worker: connections that nobody has accepted, and kept ones with something to say.

Rule: looked at four times a second from outside, never counted on a request's way. Linux alone tells.
"""
import select
import socket

UNKNOWN = (1 << 64) - 1
# tcpi_unacked of a listening socket is its queue (tcp(7), TCP_INFO): eight bytes, then the fifth word.
_UNACKED = slice(8 + 4 * 4, 8 + 4 * 5)


def count_queued(listener):
    """-> connections on the listening socket that nobody has accepted, or UNKNOWN."""
    try:
        if listener.family != socket.AF_UNIX:
            return int.from_bytes(listener.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 104)[_UNACKED], "little")
        with open("/proc/net/unix", "rb") as source:
            return count_lines(source.read(), _shown(listener.getsockname()))
    except OSError:
        return UNKNOWN


def _shown(name):
    return (b"@" + name[1:] if name[:1] == b"\0" else name) if isinstance(name, bytes) else name.encode("utf-8", "surrogateescape")


def count_lines(text, path):
    """proc(5), /proc/net/unix: who has connected and is not accepted stands there with the listener's path, in state
    02 and without an inode. (The columns: Num RefCount Protocol Flags Type St Inode Path.)"""
    return text.count(b" 02     0 " + path + b"\n")


def count_unread(kept):
    """-> kept connections, of those that are idle, with bytes to read."""
    poll = select.poll()
    for number in kept:
        poll.register(number, select.POLLIN)
    return len(poll.poll(0))
