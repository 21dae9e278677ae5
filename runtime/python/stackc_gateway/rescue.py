"""Kept connections whose worker died between a look at its event and its mark on the board: armed again for another.

Rule: a connection is one of them only when it is at each of several looks; a worker that lives marks it meanwhile.
"""
import time

RESCUE_S, LOOKS = 0.1, 5


class Rescue:
    def __init__(self, kept, busy):
        """`busy`: what gives the connections that a worker is answering at this moment."""
        self.kept, self.busy = kept, busy
        self.at, self.looks, self.stuck = None, 0, set()

    def begin(self):
        """A worker died: was it just about to answer?"""
        self.at, self.looks, self.stuck = time.monotonic() + RESCUE_S, 0, set()

    def advance(self, now):
        if self.at is None or now < self.at:
            return
        found = self.kept.stuck(self.busy())
        self.stuck = found if self.looks == 0 else self.stuck & found
        self.looks += 1
        self.at = now + RESCUE_S if self.stuck else None
        if self.looks == LOOKS:
            for number in self.stuck:
                self.kept.arm(number)
            self.at = None
