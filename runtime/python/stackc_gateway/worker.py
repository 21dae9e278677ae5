"""A worker process, from fork to exit. Rule: it leaves only between two requests, unless it is killed."""
import faulthandler
import os
import random
import select
import signal
import sys
import threading
import time
import traceback

from .board import ALL, GENERATION, PID, REQUESTS, SEEN, STARTING, STATE, STOPPING, THREAD, WORKER
from .expire import wait_for_orders
from .files import FileWrapper
from .health import check_health
from .kept import KeptClient
from .leave import end_worker
from .limits import Limits
from .lines import send_line
from .load import load_app
from .log import introduce
from .process import Memory, die_with_parent, name_process, reseed, reset_signals
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

    def __init__(self, settings, app, shared, place):
        kept = KeptClient(place.channel, shared.epoll, shared.board.serials)
        self.settings = settings
        self.app = app
        self.threads = []  # those that answer requests, as serve_thread() adds them
        self.stopping = False
        self.asks_health = False
        self.loop = None  # the event loop that the app was imported beside, if it was imported here
        self.leaving = None  # why, when by itself
        self.logs = shared.logs
        self.listener, self.queue = shared.listener, shared.queue
        self.epoll = shared.epoll
        self.give_up = shared.board.give_up
        self.generation, self.serving_from = place.generation, shared.board.serving_from
        self.serials, self.mine = kept.serials, kept.mine
        self.fetch, self.publish, self.drop = kept.fetch, kept.publish, kept.drop
        self.limits = Limits(settings)
        self.requests_max = _with_jitter(settings)
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

    def is_old(self):
        """A newer generation serves. True before anybody is told so; what is read from then on may have been sent after that."""
        return self.serving_from[0] > self.generation

    def is_leaving(self):
        """An answer from now on is its HTTP connection's last here. Also while everybody stops: nobody is left to take it over."""
        return self.stopping or self.is_old() or self.give_up[0] == ALL

    def unanswered(self):
        """Connections of an event loop with a request under way and no byte of its answer; that worker says which."""
        return ()

    def check_limits(self, words):
        """After a request: has this worker served long enough? Far more memory at once is the policy's to see."""
        if self.requests_max and words[REQUESTS] >= self.requests_max:
            self.leave("max_requests")
        if self.memory and self.memory.resident_bytes() > self.settings.max_memory_bytes:
            self.leave("memory")

    def leave(self, why):
        if not self.stopping:
            self.stopping, self.leaving = True, why


def _with_jitter(settings):
    """Of each thread. Workers that start together must not leave together."""
    requests, jitter = settings.max_requests, settings.max_requests_jitter
    if not requests:
        return 0
    if jitter is None:
        jitter = requests // 10
    return max(1, (requests + random.randrange(jitter + 1)) // settings.threads)


def run_worker(settings, app, shared, place, report, orders, gate):
    """In the child, after fork. `report`: a pipe to the generation, `orders` one from it; `gate`: at its end when serving may begin."""
    die_with_parent(place.parent)
    reset_signals()
    name_process(settings.title, "w%d" % (place.slot // settings.threads))
    introduce(settings, place.generation, place.slot)
    faulthandler.register(DUMP_SIGNAL, file=report, all_threads=True)
    slots = _take_slots(settings, shared.board, place)
    worker = None

    def announce():
        """Say that it could serve, and wait until it may."""
        # First: one that is stopped right after it has said so must be seen to stand still.
        _give_sign(slots)
        send_line(report, ready=True)
        _wait_gate(worker, gate, slots)

    try:
        loop = None
        if app is None:
            loop = _make_loop() if settings.interface != "wsgi" else None
            app = load_app(settings)
        else:
            reseed()
        worker = Worker(settings, app, shared, place)
        worker.loop = loop
        signal.signal(signal.SIGTERM, worker.stop)
        watching = (worker, slots, orders, report)
        threading.Thread(target=wait_for_orders, args=watching, daemon=True).start()
        worker.asks_health = settings.health is not None and place.asks_health
        if worker.asks_health and settings.interface == "wsgi":
            check_health(settings, worker)
        _SERVE[settings.interface](worker, slots, announce)
    except BaseException:
        send_line(report, failed=traceback.format_exc())
        os._exit(FAILED)
    for words in slots:
        words[STATE] = STOPPING
    if worker.leaving:
        send_line(report, leaving=worker.leaving)
    # Its place is free from here on: what the app has still to do at its exit holds up nobody.
    send_line(report, exiting=True)
    end_worker()


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


def _give_sign(slots):
    for words in slots:
        words[SEEN] = time.monotonic_ns()


def _wait_gate(worker, gate, slots):
    poll = select.poll()
    poll.register(gate, select.POLLIN)
    while not worker.stopping:
        _give_sign(slots)
        for _, event in poll.poll(250):
            if event & select.POLLIN:
                return
            os._exit(1)


def _serve_wsgi(worker, slots, announce):
    may_begin = threading.Event()
    # Before it says that it could serve: a thread that the system refuses is a start that fails.
    # No daemons: what a request starts would be one as well, and be cut off at the end.
    threads = [threading.Thread(target=_serve_later, args=(may_begin, worker, words)) for words in slots[1:]]
    for thread in threads:
        thread.start()
    announce()
    may_begin.set()
    serve_thread(worker, slots[0])
    for thread in threads:
        thread.join()


def _serve_later(may_begin, worker, words):
    may_begin.wait()
    serve_thread(worker, words)


def _serve_tornado(worker, slots, announce):
    from .tornado_worker import serve_tornado

    serve_tornado(worker, slots[0], announce)


def _serve_asgi(worker, slots, announce):
    from .asgi_worker import serve_asgi

    serve_asgi(worker, slots[0], announce)


_SERVE = {"wsgi": _serve_wsgi, "tornado": _serve_tornado, "asgi": _serve_asgi}
