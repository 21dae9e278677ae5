"""A generation's hold on its workers: fork, watch, replace. Rule: a worker that dies at once is replaced ever more slowly.

The generation's own view of a worker; the worker's view of itself is worker.py.
"""
import os
import signal
import sys
import time

from .board import BUSY, CONNECTION, FAULTS, GONE, REQUESTS
from .lines import LineReader, parse_line
from .expire import ALL, LATE
from .process import describe_exit
from .states import EXITING, STARTING, WORKER, Machine
from .worker import DUMP_SIGNAL, Place, run_worker

SHORT_LIFE_S = 1.0
DELAY_FIRST_S, DELAY_MAX_S = 0.1, 30.0
# How long a worker may take to see to its late requests, then to write its stacks, before it is killed.
ORDER_S, DUMP_S = 0.3, 0.3


class Member:
    """One worker process and what is known of it."""

    def __init__(self, place, pid, report, orders, start_s):
        self.orders = orders
        self.why = None  # it is to leave
        self.expired = False
        self.place = place
        self.pid = pid
        self.report = LineReader(report)
        self.born = time.monotonic()
        self.machine = Machine(WORKER)
        self.machine.set("start", self.born + start_s)
        self.failed = None
        self.stack = []
        self.requests = []  # those it gave up
        self.hurried = False
        self.counted = None  # what its slots said when they were freed

    @property
    def is_ready(self):
        return self.machine.state != STARTING

    @property
    def kill_at(self):
        """None: nobody wants its end."""
        return self.machine.end("kill")


class Crew:
    def __init__(self, settings, app, shared, number, slot_base, channels, gate):
        self.settings, self.app, self.shared, self.number = settings, app, shared, number
        self.gate = gate
        self.private = []  # descriptors of the generation that no worker may keep
        self.wanted = settings.workers
        self.members = {}  # slot -> Member
        self.leavers = []  # those that serve no more and see to what the app does at its exit
        self.places = [
            Place(os.getpid(), number, slot_base + index * settings.threads, channel, index == 0) for index, channel in enumerate(channels)
        ]
        self.delay = 0.0
        self.not_before = 0.0

    def everyone(self):
        return [*self.members.values(), *self.leavers]

    def fill(self):
        """Start what is missing, if it is time. -> the new members"""
        fresh = []
        while len(self.members) < self.wanted and time.monotonic() >= self.not_before:
            place = next((place for place in self.places if place.slot not in self.members), None)
            if place is None:
                break
            fresh.append(self._start(place))
            if self.delay:
                break
        return fresh

    def _start(self, place):
        ours, theirs = os.pipe()
        os.set_blocking(ours, False)
        their_orders, orders = os.pipe()
        sys.stdout.flush()
        sys.stderr.flush()
        pid = os.fork()
        if pid == 0:
            status = 1
            try:
                for descriptor in (ours, orders, *self.private, *(d for m in self.everyone() for d in (m.report.descriptor, m.orders))):
                    os.close(descriptor)
                run_worker(self.settings, self.app, self.shared, place, theirs, their_orders, self.gate.reader_in_child())
                status = 0
            finally:
                try:
                    sys.stdout.flush()
                    sys.stderr.flush()
                finally:
                    os._exit(status)
        os.close(theirs)
        os.close(their_orders)
        member = self.members[place.slot] = Member(place, pid, ours, orders, self.settings.start_s)
        return member

    def shrink(self):
        """Ask the newest to leave when there are too many. Said once to each."""
        surplus = len([m for m in self.members.values() if m.why is None]) - self.wanted
        for member in sorted(self.members.values(), key=lambda m: -m.place.slot):
            if surplus <= 0:
                break
            if member.why is None:
                self.retire(member, "scaled")
                surplus -= 1

    def retire(self, member, why):
        """It leaves after its request."""
        member.why = member.why or why
        self.signal(member, signal.SIGTERM)

    def signal(self, member, number):
        try:
            os.kill(member.pid, number)
        except ProcessLookupError:
            pass

    def listen_to(self, member):
        """Read a worker's report. A line that is no JSON is part of a stack that it was asked for."""
        for line in member.report.read():
            message = parse_line(line)
            if message is None:
                member.stack.append(line.decode("utf-8", "replace"))
            elif "failed" in message:
                member.failed = str(message["failed"])
            elif message.get("ready"):
                member.machine.happen("ready")
            elif "stack" in message:
                member.requests.append(message)
            elif "expired" in message:
                # Its other threads may finish; it ends by itself.
                member.expired = True
                if not member.hurried:
                    member.machine.clear("dump")
                    member.machine.set("kill", time.monotonic() + self.settings.graceful_s + ORDER_S)
            elif "leaving" in message:
                member.why = member.why or str(message["leaving"])
            elif "exiting" in message and member.machine.state != EXITING:
                self._free_place(member)

    def _free_place(self, member):
        member.machine.happen("exit")
        member.machine.set("leave", time.monotonic() + self.settings.graceful_s)
        member.counted = self._clear_slots(member)
        del self.members[member.place.slot]
        self.leavers.append(member)

    def dump(self, member):
        """Ask where it stands, and no more; kill it a moment later."""
        if member.kill_at is None:
            self.signal(member, DUMP_SIGNAL)
            member.machine.set("kill", time.monotonic() + DUMP_S)

    def expire(self, member, why, hurry=False):
        """Have its late requests answered, or all of them in a hurry; ask where it stands if it does not; kill it a moment later."""
        if member.kill_at is not None and (member.hurried or not hurry):
            return
        member.why, member.hurried = member.why or why, hurry
        try:
            os.write(member.orders, ALL if hurry else LATE)
        except OSError:
            pass
        now = time.monotonic()
        member.machine.set("dump", now + ORDER_S)
        member.machine.set("kill", now + ORDER_S + DUMP_S)

    def order_all(self, order):
        for member in self.everyone():
            try:
                os.write(member.orders, order)
            except OSError:
                pass

    def hasten(self, member, now):
        """Called every few hundredths of a second while one is to be killed."""
        if member.machine.is_due("dump", now):
            member.machine.clear("dump")
            if not member.expired:
                self.signal(member, DUMP_SIGNAL)
        if member.machine.is_due("kill", now):
            self.signal(member, signal.SIGKILL)

    def reap(self):
        """-> [(member, event)] for each worker that ended."""
        ended = []
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                break
            if not pid:
                break
            member = next((m for m in self.everyone() if m.pid == pid), None)
            if member is not None:
                ended.append((member, self._bury(member, status)))
        return ended

    def _bury(self, member, status):
        self.listen_to(member)
        os.close(member.report.descriptor)
        os.close(member.orders)
        if member in self.leavers:
            self.leavers.remove(member)
        else:
            del self.members[member.place.slot]
        code, signal_name, words = describe_exit(status)
        life = time.monotonic() - member.born
        # Told to leave before it could hear of it, it ends by the signal itself: as told.
        left = member.why is not None and signal_name == "SIGTERM"
        crashed = bool(status) and member.kill_at is None and not left
        if crashed and life < SHORT_LIFE_S:
            self.delay = min(max(DELAY_FIRST_S, self.delay * 2), DELAY_MAX_S)
            self.not_before = time.monotonic() + self.delay
        elif life >= SHORT_LIFE_S:
            self.delay = self.not_before = 0.0
        totals, connections = member.counted or self._clear_slots(member)
        return {
            "event": "worker-exited",
            "generation": self.number,
            "worker": member.place.slot,
            "pid": member.pid,
            "code": code,
            "signal": signal_name,
            "why": words,
            "reason": "crashed" if crashed else member.why or "asked",
            "crashed": crashed,
            "lived_s": round(life, 3),
            "connections": connections,
            "totals": totals,
        }

    def _clear_slots(self, member):
        """What its threads had counted, and the kept connections they were answering."""
        totals, connections = {"requests": 0, "faults": 0, "gone": 0, "busy_ns": 0}, []
        for thread in range(self.settings.threads):
            words = self.shared.board.slot(member.place.slot + thread)
            for name, at in (("requests", REQUESTS), ("faults", FAULTS), ("gone", GONE), ("busy_ns", BUSY)):
                totals[name] += words[at]
            if words[CONNECTION]:
                connections.append(words[CONNECTION])
            self.shared.board.clear(member.place.slot + thread)
        return totals, connections
