"""Kept connections: one set for all workers of all generations, held by the keeper.

Rule: a connection has the same descriptor number in every process, because epoll knows it by number
and file. The numbers are a block near the limit, held by placeholders from the start, so nothing an app
opens can ever stand there. A worker that sees a number whose serial (on the scoreboard) it does not
know asks the keeper for the file, once, and gets with it what else it lacks.
"""
import os
import resource
import select
import socket
import struct
import threading

from .answer import hang_up
from .board import ALL, NEW_ONES
from .serve import ARM

PUBLISH, FETCH, DROP = b"P", b"F", b"D"
KEPT_MAX = 1024
DESCRIPTORS_WANTED = 4096
# Answers under way may each want a number. With no more left than that, a new connection is given up with its answer.
SPARE = 128
# Files in one message; Linux takes 253 (unix(7), SCM_RIGHTS). Below the text of so many: two numbers each.
FILES_MAX = 64
MESSAGE_MAX = 32 * FILES_MAX


def reserve_numbers():
    """-> (first, count): a block of descriptor numbers held open on /dev/null."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    unlimited = resource.RLIM_INFINITY
    if soft != unlimited and soft < DESCRIPTORS_WANTED:
        soft = DESCRIPTORS_WANTED if hard == unlimited else min(hard, DESCRIPTORS_WANTED)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    top = DESCRIPTORS_WANTED if soft == unlimited else min(soft, DESCRIPTORS_WANTED)
    count = min(KEPT_MAX, top // 4)
    first = top - count
    placeholder = os.open(os.devnull, os.O_RDONLY | os.O_CLOEXEC)
    for number in range(first, first + count):
        os.dup2(placeholder, number, inheritable=False)
    return first, count, placeholder


def send(channel, message, descriptors):
    """As socket.send_fds(), in a third of its time."""
    channel.sendmsg([message], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, struct.pack("%di" % len(descriptors), *descriptors))])


def receive(channel, size, count):
    """-> (message, descriptors)"""
    message, ancillary, _, _ = channel.recvmsg(size, socket.CMSG_LEN(4 * count), socket.MSG_CMSG_CLOEXEC)
    descriptors = []
    for level, kind, data in ancillary:
        if level == socket.SOL_SOCKET and kind == socket.SCM_RIGHTS:
            descriptors += struct.unpack("%di" % (len(data) // 4), data[: len(data) // 4 * 4])
    return message, descriptors


class KeptConnections:
    """The keeper's table. Owns the reserved numbers and the shared epoll set."""

    def __init__(self, listener):
        self.first, count, self.placeholder = reserve_numbers()
        self.free = list(range(self.first, self.first + count))
        self.top = self.first + count
        self.serial = 0
        self.spare = min(SPARE, count // 4)
        self.stopping = False
        self.serials, self.give_up = None, None  # of the scoreboard
        self.used = set()
        self.lacking = {}  # channel -> numbers whose files its worker was not given
        self.epoll = select.epoll()
        self.listener = listener
        self.epoll.register(listener.fileno(), select.EPOLLIN)

    def on_board(self, board):
        self.serials, self.give_up = board.serials, board.give_up

    def stop(self):
        """From now on a connection ends with its next answer."""
        self.stopping = True
        self._judge()

    def _judge(self):
        self.give_up[0] = ALL if self.stopping else NEW_ONES if len(self.free) <= self.spare else 0

    def ignore_listener(self):
        """No worker accepts any more."""
        try:
            self.epoll.unregister(self.listener.fileno())
        except OSError:
            pass

    def handle(self, channel):
        """One message of a worker. False when there is none."""
        try:
            message, descriptors = receive(channel, 64, 1)
        except OSError:
            return False
        if not message:
            return False
        # What a worker says is its app's to spoil: nothing of it may harm the keeper.
        number = int(message[1:]) if message[1:].isdigit() and len(message) < 12 else -1
        if message[:1] == PUBLISH and descriptors:
            self._publish(descriptors[0])
        elif message[:1] == FETCH:
            self._hand_over(number, channel)
        elif message[:1] == DROP:
            self.drop(number)
        return True

    def _hand_over(self, number, channel):
        lacks = self.lacking.get(channel)
        if lacks is None or number not in lacks:
            # A new worker: its predecessor on this channel had the file.
            self.lacking = {other: numbers for other, numbers in self.lacking.items() if other.fileno() >= 0}
            lacks = self.lacking[channel] = set(self.used)
        lacks.discard(number)
        numbers = [number]
        while lacks and len(numbers) < FILES_MAX:
            numbers.append(lacks.pop())
        numbers = [known for known in numbers if known in self.used]
        try:
            if numbers and numbers[0] == number:
                send(channel, b" ".join([b"%d %d" % (known, self.serials[known]) for known in numbers]), numbers)
            else:
                channel.send(b"%d 0" % number)
        except OSError:
            # It was killed before it could read the answer, or asks faster than it listens.
            pass

    def _publish(self, descriptor):
        if not self.free:
            # More connections than numbers: this one is closed between two requests, as a server may.
            hang_up(descriptor, socket.SHUT_RDWR)
            os.close(descriptor)
            return
        number = self.free.pop()
        os.dup2(descriptor, number, inheritable=False)
        os.close(descriptor)
        self.serial += 1
        self.serials[number] = self.serial
        self.used.add(number)
        for lacks in self.lacking.values():
            lacks.add(number)
        self._judge()
        self.epoll.register(number, ARM)

    def drop(self, number):
        """The connection is over; its number may be used again."""
        if number not in self.used:
            return
        self.used.discard(number)
        try:
            self.epoll.unregister(number)
        except OSError:
            pass
        hang_up(number, socket.SHUT_RDWR)
        self.serials[number] = 0
        os.dup2(self.placeholder, number, inheritable=False)
        self.free.append(number)
        self._judge()

    def refuse_more(self, busy):
        """Stopping: no idle connection takes a new request; what already arrived on it is still answered.

        On a unix socket SHUT_RD makes the peer's next write fail before a byte is taken, so a web server that
        knows that sends the request again on a new connection, and nothing is lost.

        `busy()` is asked again once nothing more can come: a worker says on the scoreboard which connection is its own
        before it reads, so a request that was taken just before is seen there, and one that is not is still to be read.
        """
        quiet = [number for number in self.used - busy() if _on_socket(number, _shut_quiet)]
        taken = busy()
        for number in quiet:
            if number not in taken:
                _on_socket(number, _shut_empty)

    def stuck(self, busy):
        """Connections with bytes to read that are not armed, and that no worker says it answers.

        A worker killed between its event and its note on the scoreboard takes the event with it. Every worker
        passes through this state for a microsecond, so the caller looks several times.
        """
        poll = select.poll()
        for number in self.used - busy - self._armed():
            poll.register(number, select.POLLIN)
        return {number for number, _ in poll.poll(0)}

    def arm(self, number):
        self.epoll.modify(number, ARM)

    def _armed(self):
        """proc(5), fdinfo of an epoll descriptor: `tfd: number events: mask`; the mask of a spent one has no EPOLLIN."""
        armed = set()
        with open("/proc/self/fdinfo/%d" % self.epoll.fileno()) as source:
            for line in source:
                words = line.split()
                if words and words[0] == "tfd:" and int(words[3], 16) & select.EPOLLIN:
                    armed.add(int(words[1]))
        return armed


def _on_socket(number, act):
    peer = socket.socket(fileno=number)
    try:
        return act(peer)
    except OSError:
        # The other end is gone, as a worker will see.
        return False
    finally:
        peer.detach()


def _shut_quiet(peer):
    """Unless a request has begun to come: that one is let in whole. -> whether it was quiet"""
    try:
        peer.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT)
        return False
    except BlockingIOError:
        peer.shutdown(socket.SHUT_RD)
        return True


def _shut_empty(peer):
    """Nothing slipped in between. Seen before its next write, this end sends it elsewhere."""
    if not peer.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT):
        peer.shutdown(socket.SHUT_WR)


class KeptClient:
    """A worker's side: knows which of the numbers it already has."""

    def __init__(self, channel, epoll, serials):
        self.channel = channel
        self.epoll = epoll
        self.serials = serials
        self.mine = [0] * len(serials)
        self.lock = threading.Lock()

    def fetch(self, number):
        """Make `number` mean here what it means in the keeper."""
        with self.lock:
            if self.mine[number] == self.serials[number]:
                # It came with what another thread asked for.
                return
            self.channel.send(FETCH + b"%d" % number)
            while True:
                message, descriptors = receive(self.channel, MESSAGE_MAX, FILES_MAX)
                if not message:
                    raise SystemExit("the keeper is gone")
                words = list(map(int, message.split()))
                self._take(words, descriptors)
                if words[0] != number:
                    # An answer to a worker that died before it read it is passed over.
                    continue
                if words[1] in (0, self.serials[number]):
                    self.mine[number] = words[1]
                    return
                self.channel.send(FETCH + b"%d" % number)

    def _take(self, words, descriptors):
        """`words`: number and serial of each descriptor. A serial that is no more: the number is another connection's by now."""
        for number, serial, descriptor in zip(words[::2], words[1::2], descriptors):
            if serial == self.serials[number] != self.mine[number]:
                os.dup2(descriptor, number, inheritable=False)
                self.mine[number] = serial
            os.close(descriptor)

    def publish(self, descriptor):
        """Let every worker read the next request of this connection."""
        try:
            send(self.channel, PUBLISH, [descriptor])
        finally:
            os.close(descriptor)

    def drop(self, number):
        hang_up(number, socket.SHUT_RDWR)
        self.channel.send(DROP + b"%d" % number)
