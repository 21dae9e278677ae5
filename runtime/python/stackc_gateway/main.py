"""From the command line to the keeper's loop: what is opened, in which order, and what is said when it cannot be."""
import argparse
import os
import resource
import selectors
import signal
import sys
import time

# All of the workers' modules are imported here, before any fork, while sys.path leads to them.
from . import alone, generation, worker  # noqa: F401
from .board import create_board
from .doors import make_queue
from .keep import BLOCKS, Keeper
from .kept import DESCRIPTORS_WANTED, KeptConnections
from .generation import Shared
from .lines import LineReader, parse_line, send_line
from .listen import CannotListen, adopt, bind, inherited_descriptor
from .process import name_process
from .reopen import log_paths
from .settings import BadSettings, read_settings

TICK_S = 0.25
# The supervisor is gone: whoever restarts it should not find old workers.
ORPHAN_S = 1.5
_SIGNALS = {
    signal.SIGTERM: {"do": "stop", "how": "graceful"},
    signal.SIGINT: {"do": "stop", "how": "quick"},
    signal.SIGQUIT: {"do": "stop", "how": "quick"},
    signal.SIGHUP: {"do": "reload"},
    signal.SIGUSR1: {"do": "reopen"},
    signal.SIGTTIN: {"do": "more", "by": 1},
    signal.SIGTTOU: {"do": "more", "by": -1},
}


def main(words):
    """-> exit status: 0 stopped as told, 1 could not start, 2 wrong usage."""
    options = _options(words)
    try:
        settings = read_settings(options.settings)
        listener = _listen(options, settings)
    except BadSettings as fault:
        print("keeper: %s: %s" % (options.settings, fault), file=sys.stderr)
        return 2
    except (CannotListen, OSError) as fault:
        print("keeper: %s" % fault, file=sys.stderr)
        return 1
    listener.socket.setblocking(False)
    name_process(settings.title, "keeper")
    try:
        return _run(options, settings, listener)
    finally:
        listener.unlink()


def _options(words):
    parser = argparse.ArgumentParser(prog="keeper.py")
    parser.add_argument("--settings", required=True, help="keeper.json")
    parser.add_argument("--alone", action="store_true", help="no supervisor: signals are commands")
    parser.add_argument("--fd", type=int, help="a listening socket that was handed over")
    return parser.parse_args(words)


def _listen(options, settings):
    descriptor = options.fd if options.fd is not None else inherited_descriptor(os.environ)
    if descriptor is not None:
        return adopt(descriptor, settings.backlog)
    if not settings.socket:
        raise CannotListen("no socket was handed over and the settings name none")
    return bind(settings.socket, settings.socket_mode, settings.backlog)


def _run(options, settings, listener):
    kept = KeptConnections(listener.socket)
    slots = max(64, settings.workers_max * settings.threads) * BLOCKS
    board = create_board(settings.scoreboard, slots, DESCRIPTORS_WANTED)
    kept.on_board(board)
    private = [] if listener.lock is None else [listener.lock]
    emit, commands = _log_events, None
    if not options.alone:
        events, commands = _take_standard_streams()
        private += [events, commands.descriptor]
        emit = _sender(events)
    keeper = Keeper(options.settings, Shared(listener.socket, make_queue(), kept.epoll, board, log_paths()), listener, kept, emit, private)
    emit(event="listening", pid=os.getpid(), socket=listener.path, board=settings.scoreboard, slots=slots)
    return _loop(keeper, commands, settings, private)


def _take_standard_streams():
    """The pipes to the supervisor leave 0 and 1, where an app's print() would reach them."""
    events = os.dup(1)
    commands = os.dup(0)
    os.dup2(2, 1)
    empty = os.open(os.devnull, os.O_RDONLY)
    os.dup2(empty, 0)
    os.close(empty)
    os.set_blocking(commands, False)
    return events, LineReader(commands)


def _sender(descriptor):
    def emit(**event):
        try:
            send_line(descriptor, **event)
        except OSError:
            pass

    return emit


def _log_events(**event):
    event = {"time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), **event}
    try:
        send_line(2, **event)
    except OSError:
        pass


def _loop(keeper, commands, settings, private):
    wake, woken = os.pipe()
    os.set_blocking(wake, False)
    os.set_blocking(woken, False)
    private += [wake, woken]
    signal.set_wakeup_fd(woken, warn_on_full_buffer=False)
    for number in _SIGNALS:
        of_terminal = number in (signal.SIGTTIN, signal.SIGTTOU) and commands is not None
        signal.signal(number, signal.SIG_IGN if of_terminal else lambda *_: None)
    keeper.selector.register(wake, selectors.EVENT_READ, ("signals", wake))
    if commands is not None:
        keeper.selector.register(commands.descriptor, selectors.EVENT_READ, ("commands", commands))
    private.append(keeper.selector.fileno())
    keeper.obey({"do": "reload"})
    count, next_look, page = settings.workers, 0.0, resource.getpagesize()
    while keeper.exit_status is None:
        nap = keeper.nap()
        for key, _ in keeper.selector.select(TICK_S if nap is None else nap):
            kind, what = key.data
            if kind == "channel":
                keeper.kept.handle(what)
            elif kind == "control":
                keeper.hear(what)
            elif kind == "commands":
                _read_commands(keeper, commands)
            else:
                for number in os.read(wake, 4096):
                    command = _SIGNALS.get(number)
                    if command and command["do"] == "more" and commands is None:
                        count = max(1, min(count + command["by"], settings.workers_max))
                        keeper.obey({"do": "workers", "count": count})
                    elif command and (commands is None or number == signal.SIGTERM):
                        keeper.obey(command)
        keeper.tick()
        if commands is None and time.monotonic() >= next_look and keeper.serving():
            next_look = time.monotonic() + TICK_S
            for command in alone.decide(keeper.serving().settings, alone.look(keeper.shared.board, page), time.monotonic_ns()):
                keeper.obey(command)
    keeper.emit(event="stopped", status=keeper.exit_status)
    return keeper.exit_status


def _read_commands(keeper, commands):
    for line in commands.read():
        command = parse_line(line)
        keeper.obey(command if command is not None else {"do": "no JSON"})
    if commands.ended:
        keeper.selector.unregister(commands.descriptor)
        keeper.obey({"do": "stop", "how": "graceful", "seconds": ORPHAN_S})
