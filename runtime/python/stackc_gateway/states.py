"""Every state of the keeper, of a generation and of a worker, what leads from one to another, and which clock runs where. Pure.

Rule 1: a state changes by happen() alone. An event without a row in that state is a bug, and raises.
Rule 2: a clock runs only in a state whose row names it. It goes on in the next state if that names it too; else it stops.

picture() draws these tables; runtime/DESIGN.md holds the drawing.
"""


class Row:
    """One state: event -> next state, and clock -> what happens when it has run out."""

    def __init__(self, events, clocks):
        self.events, self.clocks = events, clocks


RUNNING, STOPPING = "running", "stopping"
STARTING, READY, SERVING, DRAINING, EXITING, ENDED = "starting", "ready", "serving", "draining", "exiting", "ended"

_LOOK = {"look": "it counts what waits", "rescue": "it looks for connections of a worker that died"}

KEEPER = {
    RUNNING: Row({"stop": STOPPING}, {**_LOOK, "restart": "it starts a generation in place of one that died"}),
    STOPPING: Row(
        {},
        {**_LOOK, "idle": "it closes idle connections", "deadline": "generations are told to quit", "last": "they are killed"},
    ),
}

# As the keeper sees it (handle.py).
GENERATION = {
    STARTING: Row({"ready": READY, "end": ENDED}, {"start": "it is asked where it hangs", "dump": "it is killed and has failed"}),
    READY: Row({"settle": SERVING, "end": ENDED}, {"settle": "it serves"}),
    SERVING: Row({"replace": DRAINING, "end": ENDED}, {}),
    DRAINING: Row({"end": ENDED}, {"grace": "it is killed"}),
    ENDED: Row({}, {}),
}

_KILL = {"dump": "it is asked where it stands", "kill": "it is killed"}

# As its generation sees it (crew.py).
WORKER = {
    STARTING: Row({"ready": SERVING, "exit": EXITING, "end": ENDED}, {**_KILL, "start": "it is asked where it hangs"}),
    SERVING: Row({"ready": SERVING, "exit": EXITING, "end": ENDED}, _KILL),
    EXITING: Row({"ready": EXITING, "exit": EXITING, "end": ENDED}, {**_KILL, "leave": "what is not done is ended"}),
    ENDED: Row({}, {}),
}

TABLES = {"Keeper": KEEPER, "Generation": GENERATION, "Worker": WORKER}


class Machine:
    """Where something is in its table, and the moments at which its clocks run out (time.monotonic)."""

    def __init__(self, table):
        self.table = table
        self.state = next(iter(table))
        self._ends = {}

    def happen(self, event):
        self.state = self.table[self.state].events[event]
        runs = self.table[self.state].clocks
        self._ends = {clock: end for clock, end in self._ends.items() if clock in runs}

    def set(self, clock, end):
        if clock not in self.table[self.state].clocks:
            raise KeyError("no clock %s runs while %s" % (clock, self.state))
        self._ends[clock] = end

    def clear(self, clock):
        self._ends.pop(clock, None)

    def end(self, clock):
        """-> when it runs out, or None"""
        return self._ends.get(clock)

    def is_due(self, clock, now):
        end = self._ends.get(clock)
        return end is not None and now >= end


def picture(title, table):
    """-> a state diagram in Mermaid's words. Clocks stand as notes."""
    lines = ["stateDiagram-v2", "    accTitle: %s" % title, "    [*] --> %s" % next(iter(table))]
    for state, row in table.items():
        lines += ["    %s --> %s: %s" % (state, after, event) for event, after in row.events.items() if after != state]
        if row.clocks:
            notes = ["        %s: %s" % clock for clock in row.clocks.items()]
            lines += ["    note right of %s" % state, *notes, "    end note"]
    return "\n".join(lines) + "\n"
