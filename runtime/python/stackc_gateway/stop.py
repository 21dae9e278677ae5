"""Stopping without losing a request.

Rule: whoever has connected is answered. A path of ours is taken away first, so that nobody new comes; what
the kernel has queued is still accepted. Idle kept connections are closed to reading, never torn; only then
do the workers drain.
"""
import select
import time

from .board import NEW

QUIET_LOOKS = 3
# Before the end: who still waits for an answer is told that none comes, and stacks are written.
LAST_S = 0.7


class Stop:
    def __init__(self, listener, kept):
        self.listener = listener
        self.kept = kept
        self.deadline = None
        self.drained = False
        self.quiet = 0
        listener.unlink()
        if listener.adopted:
            # The queue is the owner's (systemd's): it waits for the next start.
            kept.ignore_listener()

    def by(self, deadline):
        """A second order may only shorten the first."""
        self.deadline = deadline if self.deadline is None else min(self.deadline, deadline)

    def advance(self, now, busy, generations):
        """Called every few hundredths of a second until no generation is left."""
        if now >= self.deadline:
            for generation in generations:
                generation.tell("quit")
                if now >= self.deadline + 1:
                    generation.kill()
            return
        if self.drained:
            return
        self.kept.refuse_more(busy)
        in_time = now < self.deadline - LAST_S
        if in_time and (self._queued() or self.kept.used or NEW in busy):
            self.quiet = 0
            return
        # Between hearing of a connection and saying so on the scoreboard a worker is unseen for a microsecond.
        self.quiet += 1
        if in_time and self.quiet < QUIET_LOOKS:
            return
        self.drained = True
        for generation in generations:
            generation.tell("drain", seconds=max(0.0, self.deadline - time.monotonic() - LAST_S))

    def _queued(self):
        if self.listener.adopted:
            return False
        poll = select.poll()
        poll.register(self.listener.socket.fileno(), select.POLLIN)
        return bool(poll.poll(0))
