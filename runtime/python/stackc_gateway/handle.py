"""The keeper's hold on one generation: fork it, hear it, end it. The generation's own view is generation.py."""
import os
import signal
import socket
import time

from .board import IDLE, PID, SHUT, STATE, WORKING
from .generation import run_generation
from .lines import LineReader, parse_line, send_line
from .process import describe_exit
from .states import GENERATION, Machine
from .worker import DUMP_SIGNAL

# How long a stack may take to arrive before the process is killed.
DUMP_S = 0.3


class Handle:
    """Owns the child process, its control socket and the keeper's ends of its workers' channels."""

    def __init__(self, settings, shared, number, block, slots, close_in_child, environment):
        """`slots`: the numbers of its slots on the scoreboard, a range."""
        self.settings = settings
        self.number = number
        self.block = block
        self.board, self.slots = shared.board, slots
        self.machine = Machine(GENERATION)
        self.machine.set("start", time.monotonic() + settings.start_s)
        self.order = 0
        self.stack = []
        self.said_failed = False
        self.is_trial = False  # what it imported cannot be shared: another is to follow
        ours, theirs = socket.socketpair()
        pairs = [socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET) for _ in range(settings.workers_max)]
        self.channels = [pair[0] for pair in pairs]
        parent = os.getpid()
        self.pid = os.fork()
        if self.pid == 0:
            for ending in (ours, *self.channels):
                ending.close()
            for descriptor in close_in_child:
                os.close(descriptor)
            run_generation(settings, shared, number, slots.start, [pair[1] for pair in pairs], theirs.detach(), parent, environment)
        theirs.close()
        for _, worker_end in pairs:
            worker_end.close()
        ours.setblocking(False)
        self.control = ours
        self.reader = LineReader(ours.fileno())
        for channel in self.channels:
            channel.setblocking(False)

    @property
    def state(self):
        return self.machine.state

    def hear(self):
        """-> events that have come. Lines that are no JSON are a stack that was asked for."""
        events = []
        for line in self.reader.read():
            message = parse_line(line)
            if message is None:
                self.stack.append(line.decode("utf-8", "replace"))
            else:
                events.append(message)
        return events

    def reads(self):
        """Whether an event loop of it still reads what is sent. One that is still starting looks before it opens its doors."""
        if self.settings.interface == "wsgi":
            return False
        slots = map(self.board.slot, self.slots)
        return any(words[PID] and words[STATE] in (IDLE, WORKING) and not words[SHUT] for words in slots)

    def tell(self, do, **more):
        try:
            send_line(self.control.fileno(), do=do, **more)
        except OSError:
            # It is ending; its end is heard of elsewhere.
            pass

    def kill(self):
        try:
            os.kill(self.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass

    def ask_where(self, now):
        """It did not start in time: where does it hang? It is killed a moment later."""
        os.kill(self.pid, DUMP_SIGNAL)
        self.machine.clear("start")
        self.machine.set("dump", now + DUMP_S)

    def reap(self):
        """After its control socket has ended. -> words of how it ended"""
        _, status = os.waitpid(self.pid, 0)
        self.machine.happen("end")
        self.control.close()
        for channel in self.channels:
            channel.close()
        return describe_exit(status)[2]
