"""A generation: one version of the app's code. Imports it once, forks its workers, replaces those that die.

Rule: until the keeper says go, any failure ends the generation and is reported with its traceback; after
that a failure costs one worker. It talks with the keeper in JSON lines over one socket.
"""
import faulthandler
import gc
import os
import selectors
import signal
import sys
import time
import traceback
import warnings

from .body import wait_readable
from .crew import Crew
from .expire import REOPEN
from .leave import end_trial
from .lines import LineReader, parse_line, send_line
from .load import load_app
from .opened import list_open, what_is_left
from .process import die_with_parent, name_process, reset_signals
from .reopen import reopen
from .worker import DUMP_SIGNAL

GC_THRESHOLD = (20_000, 20, 20)


class Gate:
    """A pipe with a byte in it, or not yet: no worker takes a request before there is. Nobody reads the byte.

    Its end alone opens nothing: it means that the generation died.
    """

    def __init__(self):
        self.reader, self.writer = os.pipe()
        self.opened = False

    def open(self):
        if not self.opened:
            os.write(self.writer, b"!")
            self.opened = True

    def reader_in_child(self):
        os.close(self.writer)
        return self.reader


class Shared:
    """What every worker of every generation has in common."""

    def __init__(self, listener, queue, epoll, board, logs):
        self.logs = logs  # descriptor -> path
        self.listener = listener
        self.queue = queue  # of HTTP connections that an event loop has left for another (doors.py)
        self.epoll = epoll
        self.board = board


class Generation:
    def __init__(self, settings, shared, number, slot_base, channels, control):
        self.settings = settings
        self.number = number
        self.control = control
        self.commands = LineReader(control)
        self.gate = Gate()
        self.serving = False
        self.serving_from = shared.board.serving_from
        self.ready_said = False
        self.draining_until = None
        # Before the keeper gives up, which can show where the generation stands, and not where its workers do.
        self.ready_by = time.monotonic() + max(settings.start_s - 1, settings.start_s / 2)
        app = self._import() if settings.preload else None
        self.crew = Crew(settings, app, shared, number, slot_base, channels, self.gate)

    def _import(self):
        before = list_open()
        try:
            app = load_app(self.settings)
        except BaseException:
            self.fail("the app does not import", traceback.format_exc())
        # First: what nobody holds any more may be open still.
        gc.collect()
        left, lost, listens = what_is_left(before)
        if not listens:
            # Who listens cannot be imported twice at a time: the address is taken.
            left, lost = left + ["thread %s" % name for name in lost], []
        if left:
            # The keeper hears of it and of our end, and starts another whose workers import for themselves.
            self.say("import-not-shared", what=", ".join(left))
            end_trial()
        if lost:
            # fork(2): the child has the calling thread alone. Whatever waits for the others would wait for ever.
            self.say("threads-lost", threads=", ".join(lost))
        # What the import made is never collected, so its pages stay shared with the workers.
        gc.freeze()
        gc.set_threshold(*GC_THRESHOLD)
        return app

    def is_old(self):
        """A newer one serves: the word to drain is on its way, and workers may leave before it comes."""
        return self.serving_from[0] > self.number

    def say(self, event, **more):
        send_line(self.control, event=event, generation=self.number, **more)

    def fail(self, why, detail):
        self.say("generation-failed", why=why, traceback=detail)
        self.kill_all()
        os._exit(1)

    def kill_all(self):
        crew = getattr(self, "crew", None)
        for member in crew.everyone() if crew else ():
            crew.signal(member, signal.SIGKILL)

    def run(self):
        wake, woken = os.pipe()
        os.set_blocking(wake, False)
        os.set_blocking(woken, False)
        signal.set_wakeup_fd(woken, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        selector = selectors.DefaultSelector()
        selector.register(self.control, selectors.EVENT_READ)
        selector.register(wake, selectors.EVENT_READ)
        self.crew.private = [self.control, wake, woken, selector.fileno()]
        while True:
            for member in self.crew.fill() if self.draining_until is None and not self.is_old() else ():
                selector.register(member.report.descriptor, selectors.EVENT_READ, member)
                self.say("worker-started", worker=member.place.slot, pid=member.pid)
            for key, _ in selector.select(self._nap()):
                if key.data is not None:
                    self._hear(key.data, selector)
                elif key.fd == wake:
                    _empty(wake)
                else:
                    self._obey()
            self._bury(selector)
            self._tick()
            if self.draining_until is not None and not self.crew.everyone():
                self.say("generation-drained")
                return

    def _nap(self):
        if any(m.kill_at for m in self.crew.everyone()):
            return 0.05
        if self.draining_until is None and not self.is_old() and len(self.crew.members) < self.crew.wanted:
            return max(0.0, self.crew.not_before - time.monotonic())
        if self.draining_until is not None:
            return 0.25
        ends = [m.machine.end(clock) for m in self.crew.everyone() for clock in ("start", "leave")] + [None if self.ready_said else self.ready_by]
        ends = [end for end in ends if end is not None]
        return max(0.0, min(ends) - time.monotonic()) if ends else None

    def _hear(self, member, selector):
        self.crew.listen_to(member)
        if member.report.ended:
            selector.unregister(member.report.descriptor)
            if member.report.overflowed:
                self.crew.signal(member, signal.SIGKILL)
        members = self.crew.members.values()
        if not self.ready_said and len(members) == self.crew.wanted and all(m.is_ready for m in members):
            self.ready_said = True
            self.say("generation-ready", workers=len(members))

    def _bury(self, selector):
        for member, event in self.crew.reap():
            try:
                selector.unregister(member.report.descriptor)
            except (KeyError, ValueError):
                pass
            late = member.kill_at is not None and not self.ready_said
            for request in member.requests:
                told = {key: request.get(key) for key in ("thread", "method", "path", "request_id", "answered")}
                self.say("stack", worker=member.place.slot, pid=member.pid, text=str(request["stack"]), **told)
            if member.stack and not late:
                self.say("stack", worker=member.place.slot, pid=member.pid, text="\n".join(member.stack))
            event["failed"] = member.failed
            send_line(self.control, **event)
            if not self.serving and wait_readable(self.control, 0):
                # The word to go may have come a moment before the death.
                self._obey()
            if not self.serving and self.draining_until is None:
                why = "is not ready after %g s" % self.settings.start_s if late else "%s before it served" % event["why"]
                self.fail("a worker did not start" if member.failed else "a worker %s" % why, member.failed or "\n".join(member.stack))

    def _obey(self):
        for line in self.commands.read():
            command = parse_line(line) or {}
            do, slot = command.get("do"), command.get("worker")
            member = self.crew.members.get(slot)
            if do == "go":
                self.serving = True
                self.gate.open()
            elif do == "workers":
                self.crew.wanted = max(1, min(int(command["count"]), len(self.crew.places)))
                self.crew.shrink()
            elif do == "retire" and member:
                self.crew.retire(member, command.get("why") or "asked")
            elif do == "kill" and member:
                self.crew.expire(member, command.get("why") or "asked", hurry=command.get("why") != "stuck")
            elif do == "reopen":
                reopen(self.crew.shared.logs)
                self.crew.order_all(REOPEN)
            elif do == "drain":
                self._drain(command.get("seconds", self.settings.graceful_s))
            elif do == "quit":
                self.kill_all()
                os._exit(0)
        if self.commands.ended:
            self.kill_all()
            os._exit(1)

    def _drain(self, seconds):
        if self.draining_until is None:
            for member in self.crew.members.values():
                self.crew.retire(member, "drained")
        self.draining_until = time.monotonic() + seconds

    def _tick(self):
        now = time.monotonic()
        for member in self.crew.everyone():
            if not self.ready_said and not member.is_ready and now >= self.ready_by:
                self.crew.dump(member)
            elif self.draining_until is not None and now >= self.draining_until:
                # What is still at work after its time is answered by us and shown, then ended.
                self.crew.expire(member, "drained", hurry=True)
            elif member.machine.is_due("start", now):
                # One that replaces another.
                member.why = member.why or "stuck"
                self.crew.dump(member)
            elif member.machine.is_due("leave", now):
                self.crew.expire(member, "asked", hurry=True)
            if member.kill_at is not None:
                self.crew.hasten(member, now)


def _empty(descriptor):
    try:
        while os.read(descriptor, 4096):
            pass
    except BlockingIOError:
        pass


def run_generation(settings, shared, number, slot_base, channels, control, parent, environment):
    """In the child of the keeper, after fork. Never returns."""
    status = 1
    try:
        die_with_parent(parent)
        reset_signals()
        name_process(settings.title, "g%d" % number)
        os.environ.update(environment)
        # Where an import hangs: the keeper sends this before it gives up.
        faulthandler.register(DUMP_SIGNAL, file=control, all_threads=True)
        # Threads that the app's import started do not survive into workers; that is said by an event of its own.
        warnings.filterwarnings("ignore", message=".*multi-threaded, use of fork.*", category=DeprecationWarning)
        Generation(settings, shared, number, slot_base, channels, control).run()
        status = 0
    except BaseException:
        traceback.print_exc(file=sys.stderr)
    finally:
        os._exit(status)
