"""A worker process, from fork to exit. Rule: it leaves only between two requests, unless it is killed."""
import faulthandler
import os
import random
import select
import signal
import sys
import threading
import traceback

from .board import GENERATION, PID, REQUESTS, STARTING, STATE, STOPPING, THREAD, WORKER
from .files import FileWrapper
from .health import check_health
from .kept import KeptClient
from .lines import send_line
from .load import load_app
from .process import Memory, die_with_parent, reset_signals
from .serve import serve_thread

# Not a signal that apps use; the generation sends it to see where a worker stands.
DUMP_SIGNAL = signal.SIGRTMAX - 1
FAILED = 3


class Place:
    """Where a worker belongs: its generation, its first slot, its channel to the keeper."""

    def __init__(self, parent, generation, slot, channel, asks_health):
        self.parent = parent
        self.generation = generation
        self.slot = slot
        self.channel = channel
        self.asks_health = asks_health


class Worker:
    """What the threads of one worker share."""

    def __init__(self, settings, app, shared, channel):
        kept = KeptClient(channel, shared.epoll, shared.board.serials)
        self.settings = settings
        self.app = app
        self.stopping = False
        self.loop = None  # the event loop that the app was imported beside, if it was imported here
        self.listener = shared.listener
        self.epoll = shared.epoll
        self.serials, self.mine = kept.serials, kept.mine
        self.fetch, self.publish, self.drop = kept.fetch, kept.publish, kept.drop
        self.requests_max = _with_jitter(settings.max_requests, settings.threads)
        self.memory = Memory() if settings.max_memory_bytes else None
        self.limited = bool(self.requests_max or self.memory)
        self.base = {
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.errors": sys.stderr,
            "wsgi.multithread": settings.threads > 1,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
            "wsgi.file_wrapper": FileWrapper,
            # Its end is the body's end, whether or not a length was stated.
            "wsgi.input_terminated": True,
        }

    def stop(self, *_):
        self.stopping = True

    def check_limits(self, words):
        """After a request: has this worker served long enough? Far more memory at once is the policy's to see."""
        if self.requests_max and words[REQUESTS] >= self.requests_max:
            self.stopping = True
        if self.memory and self.memory.resident_bytes() > self.settings.max_memory_bytes:
            self.stopping = True


def _with_jitter(requests, threads):
    """Workers that start together must not leave together."""
    if not requests:
        return 0
    return max(1, (requests + random.randrange(requests // 10 + 1)) // threads)


def run_worker(settings, app, shared, place, report, gate):
    """In the child, after fork. `report`: a pipe to the generation; `gate`: at its end when serving may begin."""
    die_with_parent(place.parent)
    reset_signals()
    faulthandler.register(DUMP_SIGNAL, file=report, all_threads=True)
    slots = _take_slots(settings, shared.board, place)
    worker = None

    def announce():
        """Say that it could serve, and wait until it may."""
        send_line(report, ready=True)
        _wait_gate(worker, gate)

    try:
        loop = None
        if app is None:
            loop = _make_loop() if settings.interface != "wsgi" else None
            app = load_app(settings)
        worker = Worker(settings, app, shared, place.channel)
        worker.loop = loop
        signal.signal(signal.SIGTERM, worker.stop)
        if settings.health is not None and place.asks_health:
            check_health(settings, worker)
        _SERVE[settings.interface](worker, slots, announce)
    except BaseException:
        send_line(report, failed=traceback.format_exc())
        os._exit(FAILED)
    for words in slots:
        words[STATE] = STOPPING


def _make_loop():
    """What an import ties to "the current event loop" must be tied to the one that will run."""
    import asyncio

    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    return loop


def _take_slots(settings, board, place):
    slots = []
    for thread in range(settings.threads):
        words = board.slot(place.slot + thread)
        words[PID], words[GENERATION], words[WORKER], words[THREAD] = os.getpid(), place.generation, place.slot, thread
        words[STATE] = STARTING
        slots.append(words)
    return slots


def _wait_gate(worker, gate):
    poll = select.poll()
    poll.register(gate, select.POLLIN)
    while not worker.stopping:
        for _, event in poll.poll(250):
            if event & select.POLLIN:
                return
            os._exit(1)


def _serve_wsgi(worker, slots, announce):
    announce()
    threads = [threading.Thread(target=serve_thread, args=(worker, words), daemon=True) for words in slots[1:]]
    for thread in threads:
        thread.start()
    serve_thread(worker, slots[0])
    for thread in threads:
        thread.join()


def _serve_tornado(worker, slots, announce):
    from .tornado_worker import serve_tornado

    serve_tornado(worker, slots[0], announce)


def _serve_asgi(worker, slots, announce):
    from .asgi_worker import serve_asgi

    serve_asgi(worker, slots[0], announce)


_SERVE = {"wsgi": _serve_wsgi, "tornado": _serve_tornado, "asgi": _serve_asgi}
