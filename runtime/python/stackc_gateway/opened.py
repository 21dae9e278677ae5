"""What an import leaves open or running that no two processes can have between them.

Rule: after fork(2) a descriptor is one open file of all its processes. Two that ask over one connection read each other's
answers (PostgreSQL, libpq-connect), two that read one file move each other's place in it, and a database's locks belong to
one of them (sqlite.org/howtocorrupt.html, 2.6). What is made to be had by several stays out: a socket that listens, shared
memory, what is only written to and not locked, what is only mapped.
"""
import fcntl
import os
import socket
import stat
import threading

_FOLDER = "/proc/self/fd/"
# Devices in which nobody has a place or a state.
_STATELESS = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")
_SHARED_MEMORY = ("/dev/shm/", "/memfd:")
LISTENS = "a socket that listens"


def list_open():
    """-> {descriptor: what it is, as proc(5) has it}"""
    found = {}
    try:
        names = os.listdir(_FOLDER)
    except OSError:
        return found
    for name in names:
        try:
            found[int(name)] = os.readlink(_FOLDER + name)
        except OSError:
            # The listing's own.
            pass
    return found


def what_is_left(before):
    """-> (words for each open thing that ends sharing, names of threads that no fork has, whether something listens).
    `before`: list_open() of then."""
    fresh = {number: target for number, target in list_open().items() if before.get(number) != target}
    mapped = _list_mapped() if fresh else ()
    words = [word for word in (_describe(number, target, mapped) for number, target in sorted(fresh.items())) if word]
    threads = [thread.name for thread in threading.enumerate() if thread is not threading.main_thread()]
    return list(dict.fromkeys(word for word in words if word != LISTENS)), threads, LISTENS in words


def _describe(number, target, mapped):
    """-> words, or None for what processes may share"""
    try:
        mode = os.fstat(number).st_mode
        flags = fcntl.fcntl(number, fcntl.F_GETFL)
    except OSError:
        return None
    if target.startswith("anon_inode:"):
        return target[len("anon_inode:") :].strip("[]")
    if stat.S_ISSOCK(mode):
        return _describe_socket(number)
    if stat.S_ISFIFO(mode):
        return "pipe" if target.startswith("pipe:") else "pipe %s" % target
    if stat.S_ISCHR(mode):
        return None if target in _STATELESS else "device %s" % target
    if stat.S_ISREG(mode) and not flags & os.O_PATH and not target.startswith(_SHARED_MEMORY):
        access = flags & os.O_ACCMODE
        if access == os.O_RDWR or _is_locked(number) or (access == os.O_RDONLY and target not in mapped):
            return "file %s" % target
    return None


def _is_locked(number):
    """flock(2)'s lock would be held by all workers, fcntl(2)'s by none (proc(5), fdinfo)."""
    try:
        with open("/proc/self/fdinfo/%d" % number) as source:
            return any(line.startswith("lock:") for line in source)
    except OSError:
        return False


def _describe_socket(number):
    try:
        peer = socket.socket(fileno=number)
    except OSError:
        return "socket"
    try:
        if peer.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
            return LISTENS
        return _name(peer.getpeername())
    except OSError:
        return "socket"
    finally:
        peer.detach()


def _name(address):
    if isinstance(address, tuple) and len(address) >= 2:
        return "socket to %s" % (("[%s]:%s" if ":" in str(address[0]) else "%s:%s") % address[:2])
    if isinstance(address, bytes):
        address = "@" + address[1:].decode("utf-8", "replace")
    return "socket to %s" % address if address else "socket"


def _list_mapped():
    """-> paths, as readlink() has them of a descriptor's file (proc(5), maps)"""
    try:
        with open("/proc/self/maps", encoding="utf-8", errors="surrogateescape") as source:
            return {line.rstrip("\n").split(None, 5)[5] for line in source if "/" in line}
    except (OSError, IndexError):
        return ()
