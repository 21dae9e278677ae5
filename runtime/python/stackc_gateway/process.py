"""What every process of ours does to itself first. Rule: no process outlives its parent."""
import os
import signal
import sys

PR_SET_PDEATHSIG = 1  # prctl(2)


def die_with_parent(parent):
    """Ask the kernel to kill this process when `parent` ends; without ctypes the lifeline (below) does it."""
    try:
        import ctypes

        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    except (ImportError, OSError, AttributeError):
        _watch_parent(parent)
    if os.getppid() != parent:
        os._exit(1)


def _watch_parent(parent):
    import threading
    import time

    def watch():
        while os.getppid() == parent:
            time.sleep(0.5)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def reset_signals():
    """What the keeper set must not be the app's: handlers, wake-up descriptor."""
    signal.set_wakeup_fd(-1)
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGCHLD, signal.SIGUSR1, signal.SIGQUIT):
        signal.signal(number, signal.SIG_DFL)
    # Ctrl-C reaches the whole foreground group; the keeper alone decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # In the background of a terminal: what is printed there goes on, whatever `stty tostop` says.
    signal.signal(signal.SIGTTIN, signal.SIG_IGN)
    signal.signal(signal.SIGTTOU, signal.SIG_IGN)


def reseed():
    """In a worker whose import was shared: its random numbers are nobody else's. `random` sees to that itself (os.register_at_fork,
    where it was imported), OpenSSL and the system's generator too; numpy's functions have one generator that does not."""
    numbers = sys.modules.get("numpy.random")
    if numbers is not None and hasattr(numbers, "seed"):
        numbers.seed()


def name_process(title, role):
    """What ps(1) and top(1) call it: 15 bytes at most (proc(5), comm)."""
    try:
        with open("/proc/self/comm", "wb") as target:
            target.write(("%s: %s" % (title[: 13 - len(role)], role) if title else role).encode("utf-8", "replace")[:15])
    except OSError:
        pass


class Memory:
    """This process's resident bytes, for three microseconds a look."""

    def __init__(self):
        self.source = os.open("/proc/self/statm", os.O_RDONLY | os.O_CLOEXEC)
        self.page_bytes = os.sysconf("SC_PAGE_SIZE")

    def resident_bytes(self):
        return int(os.pread(self.source, 128, 0).split()[1]) * self.page_bytes


def describe_exit(status):
    """os.wait status -> (code or None, signal name or None, words)."""
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        name = signal.Signals(number).name if number in set(signal.Signals) else str(number)
        hint = ", perhaps out of memory" if number == signal.SIGKILL else ""
        return None, name, "was killed by %s%s" % (name, hint)
    code = os.WEXITSTATUS(status)
    return code, None, "exited with status %d" % code
