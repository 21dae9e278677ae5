"""The scoreboard: one mapped file in which every worker thread says what it is doing.

Rule: a store is a plain store of one aligned 8-byte word, so no request pays a system call, and a
reader in another process (the keeper, the supervisor) never sees half of one. Each slot has one
writer. Layout: PROTOCOL.md, "Scoreboard"; all words little endian, times in CLOCK_MONOTONIC
nanoseconds.
"""
import mmap
import os
import sys

MAGIC = 0x3144524F42435453  # "STCBORD1"
HEADER_WORDS = 16
# A word of the head: which connections are given up with their next answer (last.py).
GIVE_UP = 6
# A word of the head: the generation that serves. An older one takes no request any more, as soon as this is written.
SERVING_FROM = 7
NEW_ONES, ALL = 1, 2
SLOT_WORDS = 64

# Words of a slot.
PID, GENERATION, WORKER, THREAD, STATE, START, CONNECTION, REQUESTS, FAULTS, GONE, BUSY, KIND, READ, SEEN, SHUT, LIMIT = range(16)
LATENCY = 16  # 32 buckets: bucket i counts requests that took at least 2**(i-1) and less than 2**i microseconds
BUCKETS = 32

# A word of the head: requests that wait for a worker (the greatest number: not known). Written by the keeper.
WAITING = 5

# CONNECTION of a thread that takes a new connection: it has no number yet.
NEW = 1 << 32

# STATE
FREE, STARTING, IDLE, WORKING, STOPPING = range(5)


class Board:
    """Owns the mapping. `words` is the whole file as one array of unsigned words."""

    def __init__(self, descriptor, slots, descriptors):
        if sys.byteorder != "little":
            raise SystemExit("the scoreboard needs a little endian machine")
        self.slots = slots
        self.serials_at = HEADER_WORDS + slots * SLOT_WORDS
        size = 8 * (self.serials_at + descriptors)
        os.ftruncate(descriptor, size)
        self.map = mmap.mmap(descriptor, size)
        self.words = memoryview(self.map).cast("Q")
        # One word per descriptor number: which kept connection it is at present (0: none).
        self.serials = self.words[self.serials_at :]
        self.give_up = self.words[GIVE_UP : GIVE_UP + 1]
        self.serving_from = self.words[SERVING_FROM : SERVING_FROM + 1]
        self.words[1:5] = memoryview(b"".join(n.to_bytes(8, "little") for n in (slots, HEADER_WORDS, SLOT_WORDS, descriptors))).cast("Q")
        self.words[0] = MAGIC

    def slot(self, number):
        """The words of one slot, to write to or read from."""
        start = HEADER_WORDS + number * SLOT_WORDS
        return self.words[start : start + SLOT_WORDS]

    def clear(self, number):
        self.slot(number)[:] = memoryview(bytes(8 * SLOT_WORDS)).cast("Q")


def create_board(path, slots, descriptors):
    """A new file at `path`, or one without a name when nobody else is to read it."""
    if path is None:
        descriptor = os.memfd_create("stackc-board", os.MFD_CLOEXEC)
    else:
        fresh = "%s.%d" % (path, os.getpid())
        descriptor = os.open(fresh, os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o640)
        os.replace(fresh, path)  # a reader of the old file keeps the old file
    try:
        return Board(descriptor, slots, descriptors)
    finally:
        os.close(descriptor)
