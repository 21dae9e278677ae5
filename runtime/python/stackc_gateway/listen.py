"""The listening socket: adopted from whoever started us, or bound here under a lock.

Rule: a path that answers, or that is not ours, is left alone; so is one that another keeper holds. The
lock is an open file description, so it ends with its process and never goes stale; the lock file itself
stays, because removing it would let two starters lock two different files.
"""
import errno
import fcntl
import os
import socket
import stat


class CannotListen(Exception):
    """Why there is no socket to serve; `.status` is the exit status."""

    status = 1


class Listener:
    """Owns the socket; and its path, unless it was adopted."""

    def __init__(self, sock, path, lock):
        self.socket = sock
        self.path = path
        self.lock = lock
        self.adopted = lock is None
        self.inode = None if self.adopted else _inode(path)

    def unlink(self):
        """Take the path away, if it still leads to our socket."""
        if self.inode is not None and self.inode == _inode(self.path):
            os.unlink(self.path)
            self.inode = None


def _inode(path):
    try:
        found = os.lstat(path)
    except OSError:
        return None
    return found.st_dev, found.st_ino


def adopt(descriptor, backlog):
    """A socket that is bound already (systemd's, or the supervisor's)."""
    sock = socket.socket(fileno=descriptor)
    sock.listen(backlog)
    os.set_inheritable(descriptor, False)
    return Listener(sock, None, None)


def inherited_descriptor(environ):
    """sd_listen_fds(3): descriptors begin at 3; LISTEN_PID says for whom they are. -> int or None"""
    mine = environ.get("LISTEN_PID") == str(os.getpid())
    count = environ.get("LISTEN_FDS", "")
    for name in ("LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES"):
        environ.pop(name, None)
    if not mine or not count.isdigit() or int(count) < 1:
        return None
    if int(count) > 1:
        raise CannotListen("%s sockets were handed over, one is served" % count)
    return 3


def bind(path, mode, backlog):
    """Raises CannotListen."""
    lock = _take_lock(path + ".lock")
    _clear_path(path)
    sock = socket.socket(socket.AF_UNIX)
    before = os.umask(0o177)
    try:
        sock.bind(path)
    except OSError as fault:
        raise CannotListen("cannot bind %s: %s" % (path, fault.strerror)) from None
    finally:
        os.umask(before)
    os.chmod(path, mode)
    sock.listen(backlog)
    return Listener(sock, path, lock)


def _take_lock(path):
    try:
        lock = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    except OSError as fault:
        raise CannotListen("cannot open %s: %s" % (path, fault.strerror)) from None
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        holder = os.read(lock, 32).decode("ascii", "replace").strip() or "unknown"
        raise CannotListen("already running (pid %s)" % holder) from None
    os.ftruncate(lock, 0)
    os.pwrite(lock, b"%d\n" % os.getpid(), 0)
    return lock


def _clear_path(path):
    try:
        found = os.lstat(path)
    except FileNotFoundError:
        return
    if not stat.S_ISSOCK(found.st_mode):
        raise CannotListen("%s is not a socket" % path)
    probe = socket.socket(socket.AF_UNIX)
    try:
        probe.connect(path)
    except OSError as fault:
        if fault.errno != errno.ECONNREFUSED:
            raise CannotListen("%s belongs to someone else: %s" % (path, fault.strerror)) from None
    else:
        raise CannotListen("another program answers on %s" % path)
    finally:
        probe.close()
    if found.st_uid != os.geteuid():
        raise CannotListen("%s belongs to user %d" % (path, found.st_uid))
    os.unlink(path)
