"""Stopping without losing a request.

Rule: whoever has connected is answered. A path of ours is taken away first, so that nobody new comes; what
the kernel has queued is still accepted, and an adopted socket is served on until the kept connections are gone.

A kept connection is not closed under a web server's hands: a POST that it had just written could not be sent
again. Each ends with its next answer, which says so (last.py). What is left after `idle_close_s` nobody uses any more: the
web server drops what was idle for less than that (nginx), or does not take it again (Apache, `ttl`). Apache with
mod_mpm_prefork knows no `ttl`, and looks just before it writes: microseconds, in which such a connection may be closed.
"""
import select
import time

from .board import NEW

# Between hearing of a connection and saying so on the scoreboard a worker is unseen for a microsecond.
QUIET_LOOKS = 3
# Past its deadline a generation that cannot even quit is killed.
QUIT_S = 1
# Before the end: who still waits for an answer is told that none comes, and stacks are written.
LAST_S = 0.7


class Stop:
    """`idle_at`: by then a web server that was told, or that drops idle connections, has none left. `machine`: the keeper's."""

    def __init__(self, listener, kept, machine, idle_at):
        self.listener = listener
        self.kept = kept
        self.machine = machine
        machine.happen("stop")
        machine.set("idle", idle_at)
        self.drained = False
        self.quiet = 0
        kept.stop()
        listener.unlink()

    def by(self, deadline):
        """A second order may only shorten the first."""
        first = self.machine.end("deadline")
        deadline = deadline if first is None else min(first, deadline)
        self.machine.set("deadline", deadline)
        self.machine.set("last", deadline + QUIT_S)

    def advance(self, now, busy, generations):
        """Called every few hundredths of a second until no generation is left. `busy()`: kept connections under way."""
        if self.machine.is_due("deadline", now):
            for generation in generations:
                generation.tell("quit")
                if self.machine.is_due("last", now):
                    generation.kill()
            return
        deadline = self.machine.end("deadline")
        if self.drained:
            return
        if now < deadline - LAST_S and not self._all_answered(now, busy):
            return
        if self.listener.adopted:
            # The queue is the owner's (systemd's): it waits for the next start.
            self.kept.ignore_listener()
        self.drained = True
        for generation in generations:
            generation.tell("drain", seconds=max(0.0, deadline - time.monotonic() - LAST_S))

    def _all_answered(self, now, busy):
        if self.kept.used and not self.machine.is_due("idle", now):
            return False
        if self.listener.adopted:
            self.kept.ignore_listener()
        if self.kept.used:
            self.quiet = 0
            self.kept.refuse_more(busy)
            return False
        self.quiet = 0 if NEW in busy() or self._queued() else self.quiet + 1
        return self.quiet >= QUIET_LOOKS

    def _queued(self):
        if self.listener.adopted:
            return False
        poll = select.poll()
        poll.register(self.listener.socket.fileno(), select.POLLIN)
        return bool(poll.poll(0))
