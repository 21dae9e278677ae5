"""Kept connections whose worker died between a look at its event and its mark on the board: armed again for another.

Rule: a connection is one of them only when it is at each of several looks; a worker that lives marks it meanwhile.
"""
import time

RESCUE_S, LOOKS = 0.1, 5


class Rescue:
    def __init__(self, kept, busy, machine):
        """`busy`: what gives the connections that a worker is answering at this moment; `machine`: the keeper's."""
        self.kept, self.busy, self.machine = kept, busy, machine
        self.looks, self.stuck = 0, set()

    def begin(self):
        """A worker died: was it just about to answer?"""
        self.machine.set("rescue", time.monotonic() + RESCUE_S)
        self.looks, self.stuck = 0, set()

    def advance(self, now):
        if not self.machine.is_due("rescue", now):
            return
        found = self.kept.stuck(self.busy())
        self.stuck = found if self.looks == 0 else self.stuck & found
        self.looks += 1
        if self.stuck and self.looks < LOOKS:
            self.machine.set("rescue", now + RESCUE_S)
            return
        self.machine.clear("rescue")
        # All that are left were there at each look.
        for number in self.stuck:
            self.kept.arm(number)
