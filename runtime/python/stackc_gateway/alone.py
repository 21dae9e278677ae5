"""Policy for a keeper without a supervisor: plain rules, no tuning. Pure: numbers in, commands out.

The supervisor's own policy replaces this one; both see the same scoreboard and give the same commands.
"""
from .board import IDLE, KIND, LIMIT, PID, SEEN, START, STARTING, STATE, WORKER, WORKING
from .late import is_late

# A worker leaves by itself after the request that took it past its memory; one so far past is not waited for.
HARD_MEMORY = 1.5
# An idle thread gives a sign of life four times a second. One that does again by the time the order comes leaves as if retired.
STILL_S = 5


class Seen:
    """One worker, as the scoreboard and /proc show it: slots are (state, start_ns, streaming, limit_ms, seen_ns)."""

    def __init__(self, worker, pid, resident_bytes, slots):
        self.worker = worker
        self.pid = pid
        self.resident_bytes = resident_bytes
        self.slots = slots


def decide(settings, seen, now_ns):
    """-> commands. A command may be given again: the second has no effect."""
    commands = []
    for worker in seen:
        if any(_late(settings, *slot, now_ns) or _still(*slot, now_ns) for slot in worker.slots):
            commands.append({"do": "kill", "worker": worker.worker, "why": "stuck"})
        elif settings.max_memory_bytes and worker.resident_bytes > settings.max_memory_bytes * HARD_MEMORY:
            commands.append({"do": "kill", "worker": worker.worker, "why": "memory"})
    return commands


def _late(settings, state, start_ns, streaming, limit_ms, _, now_ns):
    return state == WORKING and is_late(settings, start_ns, streaming, limit_ms, now_ns)


def _still(state, _, __, ___, seen_ns, now_ns):
    # One that waits for the word to begin gives signs as well.
    return state in (STARTING, IDLE) and seen_ns != 0 and now_ns - seen_ns > STILL_S * 1e9


def look(board, page_bytes):
    """Read the scoreboard and /proc. -> [Seen]"""
    workers = {}
    for number in range(board.slots):
        words = board.slot(number)
        if words[PID] and (words[STATE] in (IDLE, WORKING) or words[STATE] == STARTING and words[SEEN]):
            pid, slots = workers.setdefault(words[WORKER], (words[PID], []))
            slots.append((words[STATE], words[START], words[KIND] == 1, words[LIMIT], words[SEEN]))
    return [Seen(worker, pid, _resident(pid, page_bytes), slots) for worker, (pid, slots) in workers.items()]


def _resident(pid, page_bytes):
    try:
        with open("/proc/%d/statm" % pid, "rb") as source:
            return int(source.read().split()[1]) * page_bytes
    except OSError:
        return 0
