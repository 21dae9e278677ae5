"""The end of a process that has imported the app: what the app asked to be done at its exit is done (atexit)."""
import atexit
import os
import signal
import sys
import threading
import traceback

# Of an import that is done again at once: nobody waits for it longer.
TRIAL_S = 2


def end_trial():
    """Does not return. The kernel ends it when its handlers take too long (signal(7), SIGALRM)."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(TRIAL_S)
    run_exit_handlers()
    os._exit(0)


def end_worker():
    """In the main thread, as at any Python program's end: threads that are no daemons and executors finish what they have, then
    exit handlers run. How long that may take is its generation's to see to."""
    try:
        threading._shutdown()
    except BaseException:
        traceback.print_exc(file=sys.stderr)
    run_exit_handlers()


def run_exit_handlers():
    """Never raises: Python has written what a handler raised to standard error."""
    try:
        atexit._run_exitfuncs()
    except BaseException:
        # Before Python 3.10 the last one comes back to us as well.
        pass
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (AttributeError, OSError, ValueError):
            # Closed by the app, or nobody reads it.
            pass
