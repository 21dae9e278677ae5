"""A generation's hold on its workers: fork, watch, replace. Rule: a worker that dies at once is replaced ever more slowly.

The generation's own view of a worker; the worker's view of itself is worker.py.
"""
import os
import signal
import sys
import time

from .board import BUSY, CONNECTION, FAULTS, GONE, REQUESTS
from .lines import LineReader, parse_line
from .process import describe_exit
from .worker import DUMP_SIGNAL, Place, run_worker

SHORT_LIFE_S = 1.0
DELAY_FIRST_S, DELAY_MAX_S = 0.1, 30.0
# How long a stack may take to be written before the worker is killed.
DUMP_S = 0.3


class Member:
    """One worker process and what is known of it."""

    def __init__(self, place, pid, report):
        self.place = place
        self.pid = pid
        self.report = LineReader(report)
        self.born = time.monotonic()
        self.ready = False
        self.failed = None
        self.stack = []
        self.kill_at = None
        self.retiring = False


class Crew:
    def __init__(self, settings, app, shared, number, slot_base, channels, gate):
        self.settings, self.app, self.shared, self.number = settings, app, shared, number
        self.gate = gate
        self.wanted = settings.workers
        self.members = {}  # slot -> Member
        self.places = [
            Place(os.getpid(), number, slot_base + index * settings.threads, channel, index == 0) for index, channel in enumerate(channels)
        ]
        self.delay = 0.0
        self.not_before = 0.0

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
        sys.stdout.flush()
        sys.stderr.flush()
        pid = os.fork()
        if pid == 0:
            status = 1
            try:
                os.close(ours)
                run_worker(self.settings, self.app, self.shared, place, theirs, self.gate.reader_in_child())
                status = 0
            finally:
                try:
                    sys.stdout.flush()
                    sys.stderr.flush()
                finally:
                    os._exit(status)
        os.close(theirs)
        member = self.members[place.slot] = Member(place, pid, ours)
        return member

    def shrink(self):
        """Ask the newest to leave when there are too many. Said once to each."""
        surplus = len([m for m in self.members.values() if not m.retiring]) - self.wanted
        for member in sorted(self.members.values(), key=lambda m: -m.place.slot):
            if surplus <= 0:
                break
            if not member.retiring:
                self.signal(member, signal.SIGTERM)
                member.retiring = True
                surplus -= 1

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
                member.ready = True

    def dump(self, member):
        """Ask where it stands; kill it a moment later."""
        if member.kill_at is None:
            member.stack = []
            self.signal(member, DUMP_SIGNAL)
            member.kill_at = time.monotonic() + DUMP_S

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
            member = next((m for m in self.members.values() if m.pid == pid), None)
            if member is not None:
                ended.append((member, self._bury(member, status)))
        return ended

    def _bury(self, member, status):
        self.listen_to(member)
        os.close(member.report.descriptor)
        del self.members[member.place.slot]
        code, signal_name, words = describe_exit(status)
        life = time.monotonic() - member.born
        crashed = bool(status)
        if crashed and life < SHORT_LIFE_S:
            self.delay = min(max(DELAY_FIRST_S, self.delay * 2), DELAY_MAX_S)
            self.not_before = time.monotonic() + self.delay
        elif life >= SHORT_LIFE_S:
            self.delay = self.not_before = 0.0
        totals, connections = self._clear_slots(member)
        return {
            "event": "worker-exited",
            "generation": self.number,
            "worker": member.place.slot,
            "pid": member.pid,
            "code": code,
            "signal": signal_name,
            "why": words,
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
