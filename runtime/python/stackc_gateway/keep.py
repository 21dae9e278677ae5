"""The keeper: holds the socket and the kept connections, runs generations. It never imports the app.

Rule: one loop, no thread, no blocking call; whatever an app does cannot stop it. Commands come as JSON
lines, events go as JSON lines (PROTOCOL.md); what to do about them is decided elsewhere.
"""
import selectors
import time

from . import states
from .board import CONNECTION, WAITING
from .handle import Handle
from .notify import notify
from .reopen import reopen
from .rescue import Rescue
from .settings import BadSettings, read_settings
from .stop import Stop
from .waiting import UNKNOWN, count_queued, count_unread

# Of slots: one generation serves, one starts, the others drain.
BLOCKS = 5
RESTART_FIRST_S, RESTART_MAX_S = 0.1, 30.0
LOOK_S = 0.25
# Past its grace a generation ends its requests and itself; one that cannot is ended.
PAST_GRACE_S = 5


class Keeper:
    def __init__(self, settings_path, shared, listener, kept, emit, private):
        self.settings_path = settings_path
        self.shared, self.listener, self.kept, self.emit = shared, listener, kept, emit
        self.private = private  # descriptors that no child may keep
        self.selector = selectors.DefaultSelector()
        self.generations = {}  # number -> Handle
        self.last_number = 0
        self.order = 0  # the last one to reload, as whoever gave it counts them
        self.waits = False  # with that order, for a generation to finish
        self.untold = None  # the generation that serves, until that is said
        self.served_once = False
        self.machine = states.Machine(states.KEEPER)
        self.machine.set("look", 0.0)
        self.stopping = None
        self.rescue = Rescue(kept, self.busy, self.machine)
        self.restart_delay = 0.0
        self.exit_status = None
        self.workers_wanted = None
        self.environment = {}  # what new generations get beside our own: values of secrets, so never said

    def of(self, *states):
        return [g for g in self.generations.values() if g.state in states]

    def serving(self):
        return next(iter(self.of(states.SERVING)), None)

    def candidate(self):
        return next(iter(self.of(states.STARTING, states.READY)), None)

    # Commands

    def obey(self, command):
        do = command.get("do")
        if do == "reload" and self.stopping is None:
            self.environment = command.get("environment", self.environment)
            self.order = command.get("order", self.order)
            self._start_generation()
        elif do == "stop":
            self._stop(command)
        elif do == "reopen":
            self._reopen()
        elif do == "notify":
            notify(str(command.get("text", "")))
        elif do == "workers":
            self.workers_wanted = int(command["count"])
            for generation in self.of(states.SERVING):
                generation.tell("workers", count=self.workers_wanted)
        elif do in ("retire", "kill"):
            for generation in self.of(states.SERVING, states.DRAINING):
                generation.tell(do, worker=command.get("worker"), why=command.get("why"))
        else:
            self.emit(event="bad-command", command=str(do))

    def _stop(self, command):
        seconds = command.get("seconds", max([g.settings.graceful_s for g in self.generations.values()], default=0))
        if command.get("how") == "quick" or self.stopping is not None:
            seconds = 0
        now = time.monotonic()
        if self.stopping is None:
            idle_close_s = max([g.settings.idle_close_s for g in self.generations.values()], default=0)
            self.stopping = Stop(self.listener, self.kept, self.machine, now + idle_close_s)
        self.stopping.by(now + seconds)
        if self.candidate():
            self.candidate().kill()

    def _reopen(self):
        faults = reopen(self.shared.logs)
        for generation in self.generations.values():
            generation.tell("reopen")
        self.emit(event="logs-reopened", files=sorted(set(self.shared.logs.values())), faults=faults)

    def _start_generation(self, preload=True):
        self.machine.clear("restart")
        if self.candidate():
            # The last order wins: what was starting is of no more interest.
            self.candidate().said_failed = True
            self.candidate().kill()
            self._end(self.candidate())
        block = self._free_block()
        if block is None:
            if not self.waits:
                self.emit(event="reload-waiting", draining=[g.number for g in self.of(states.DRAINING)])
            self.waits = True
            return
        self.waits = False
        self.last_number += 1
        slots = self.shared.board.slots // BLOCKS
        try:
            settings = read_settings(self.settings_path)
            settings.preload = settings.preload and preload
            if settings.workers_max * settings.threads > slots:
                raise BadSettings("workers_max x threads is more than this keeper was started for")
        except (BadSettings, OSError) as fault:
            self._failed(self.last_number, self.order, "the settings cannot be used", str(fault))
            return
        # Only what other generations have; the listener and the kept connections are for all.
        close = list(self.private) + [s.fileno() for g in self.generations.values() for s in (g.control, *g.channels)]
        numbers = range(block * slots, (block + 1) * slots)
        generation = Handle(settings, self.shared, self.last_number, block, numbers, close, self.environment)
        generation.order = self.order
        self.generations[generation.number] = generation
        self.selector.register(generation.control, selectors.EVENT_READ, ("control", generation))
        for channel in generation.channels:
            self.selector.register(channel, selectors.EVENT_READ, ("channel", channel))
        self.emit(event="generation-starting", generation=generation.number, pid=generation.pid)

    def _free_block(self):
        """None while so many generations answer what they have: each has its grace, and the order waits for the first to end."""
        taken = {g.block for g in self.generations.values()}
        return next((block for block in range(BLOCKS) if block not in taken), None)

    # Events of generations

    def hear(self, generation):
        for event in generation.hear():
            kind = event.get("event")
            if kind == "generation-ready" and generation.state == states.STARTING:
                generation.machine.happen("ready")
                # The first has nobody beside it that could go on if it died young.
                generation.machine.set("settle", time.monotonic() + (generation.settings.settle_s if self.serving() else 0))
            elif kind == "generation-failed":
                generation.said_failed = True
                self._failed(generation.number, generation.order, event.get("why"), event.get("traceback"))
                continue
            elif kind == "import-not-shared":
                generation.is_trial = True
            elif kind == "worker-exited":
                # The app imports in that process: what comes from it is checked like a stranger's.
                numbers = event.pop("connections", None)
                for number in numbers if isinstance(numbers, list) else ():
                    if isinstance(number, int):
                        self.kept.drop(number)
                if event.get("code") != 0:
                    # Also one that was ended for a request of its own: it may have heard of another at that moment.
                    self.rescue.begin()
            self.emit(**event)
        if generation.reader.ended:
            if generation.reader.overflowed:
                generation.kill()
            self._end(generation)

    def _failed(self, number, order, why, detail):
        serves = self.serving() is not None
        self.emit(event="generation-failed", generation=number, order=order, why=why, traceback=detail, serving=serves)
        if self.stopping is not None or self.serving():
            return
        if not self.served_once:
            self.exit_status = 1
        else:
            # Nobody serves: the one that did has died, and so has its successor. Never give up, never hurry.
            self._restart_later()

    def _restart_later(self):
        self.restart_delay = min(max(RESTART_FIRST_S, self.restart_delay * 2), RESTART_MAX_S)
        self.machine.set("restart", time.monotonic() + self.restart_delay)

    def _end(self, generation):
        state = generation.state
        self.selector.unregister(generation.control)
        for channel in generation.channels:
            # A worker's last words may be a connection that it hands over.
            while self.kept.handle(channel):
                pass
            try:
                self.selector.unregister(channel)
            except KeyError:
                pass
        words = generation.reap()
        del self.generations[generation.number]
        self._release_slots(generation)
        if generation.is_trial and not generation.said_failed and self.stopping is None:
            self._start_generation(preload=False)
        elif state in (states.STARTING, states.READY) and not generation.said_failed and self.stopping is None:
            self._failed(generation.number, generation.order, "it %s before it served" % words, "\n".join(generation.stack))
        elif state == states.SERVING and self.stopping is None:
            self.emit(event="generation-died", generation=generation.number, why=words)
            self._restart_later()
        if self.waits and self.stopping is None:
            self._start_generation()

    def _release_slots(self, generation):
        """Its workers died with it: connections they were answering are cut, their slots are free."""
        for slot in generation.slots:
            number = self.shared.board.slot(slot)[CONNECTION]
            if number:
                self.kept.drop(number)
                self.rescue.begin()
            self.shared.board.clear(slot)

    # Time

    def tick(self):
        now = time.monotonic()
        candidate = self.candidate()
        if candidate is not None:
            self._advance(candidate, now)
        self._tell_serving()
        for generation in self.of(states.DRAINING):
            if generation.machine.is_due("grace", now):
                generation.kill()
        if self.machine.is_due("restart", now):
            self._start_generation()
        self.rescue.advance(now)
        if self.machine.is_due("look", now):
            self.machine.set("look", now + LOOK_S)
            self._look()
        if self.stopping is not None:
            self.stopping.advance(now, self.busy, list(self.generations.values()))
            if not self.generations:
                self.exit_status = 0

    def _advance(self, candidate, now):
        if candidate.machine.is_due("settle", now):
            self._promote(candidate)
        elif candidate.machine.is_due("start", now):
            candidate.ask_where(now)
        elif candidate.machine.is_due("dump", now):
            self._give_up(candidate)

    def _give_up(self, candidate):
        candidate.said_failed = True
        self.hear(candidate)
        detail = "\n".join(candidate.stack)
        candidate.kill()
        self._end(candidate)
        self._failed(candidate.number, candidate.order, "it did not start within %g s" % candidate.settings.start_s, detail)

    def _look(self):
        queued = count_queued(self.listener.socket)
        unread = count_unread(self.kept.used - self.busy()) if queued != UNKNOWN else 0
        self.shared.board.words[WAITING] = queued + unread

    def _promote(self, candidate):
        old = self.of(states.SERVING)
        candidate.machine.happen("settle")
        if self.workers_wanted is not None:
            candidate.tell("workers", count=self.workers_wanted)
        candidate.tell("go")
        self.served_once, self.restart_delay = True, 0.0
        # Before anybody hears of it: a worker of the old looks here before it reads, so it reads nothing that was sent afterwards.
        self.shared.board.serving_from[0] = candidate.number
        for generation in old:
            generation.machine.happen("replace")
            generation.machine.set("grace", time.monotonic() + generation.settings.graceful_s + PAST_GRACE_S)
            generation.tell("drain", seconds=generation.settings.graceful_s)
        self.untold = candidate
        self._tell_serving()

    def _tell_serving(self):
        """Once no event loop of the old reads anything more: what it has accepted it would read without a look at the board."""
        serving = self.untold
        if serving is None or any(generation.reads() for generation in self.of(states.DRAINING)):
            return
        if serving.state == states.SERVING:
            self.emit(event="generation-serving", generation=serving.number, order=serving.order)
        self.untold = None

    def nap(self):
        if self.stopping is not None or self.untold is not None:
            return 0.02
        if self.candidate() or any(self.machine.end(clock) is not None for clock in ("restart", "rescue")):
            return 0.05
        return None

    def busy(self):
        """Kept connections that a worker is answering at this moment."""
        slots = (self.shared.board.slot(n) for n in range(self.shared.board.slots))
        return {words[CONNECTION] for words in slots if words[CONNECTION]}

    def close(self):
        self.listener.unlink()
