"""The last of an event loop's life: what is idle goes to another loop, what is under way is finished here.

`held` knows the framework's connections: `open()`, `is_between(c)` (two requests, and nothing of the next has been read),
`is_over(c)` (answered, but perhaps not heard to the end), `end(c)` (one that is no HTTP any more), `descriptor(c)`, `close(c)`.
"""
import asyncio
import time

from .board import SHUT
from .body import wait_readable
from .doors import LOOK_S, PATIENCE_S
from .pulse import FIRST_REQUEST_S


async def leave(doors, held, words, idle_close_s):
    """Returns when no connection is left."""
    if not doors.hands_over():
        await _let_them_go(held, time.monotonic() + idle_close_s)
    await doors.shut()
    began, quiet = time.monotonic(), set()
    while held.open():
        idle = [connection for connection in held.open() if not give(doors, held, connection) and held.is_over(connection)]
        if not idle:
            words[SHUT] = 1
        patience = PATIENCE_S if doors.hands_over() else 0
        quiet = _close_quiet(held, idle, quiet) if time.monotonic() >= began + patience else set()
        await asyncio.sleep(LOOK_S)
    words[SHUT] = 1


def give(doors, held, connection):
    """-> True when it is another loop's now, or is ending."""
    if held.end(connection):
        return True
    return held.is_between(connection) and pass_on(doors, held, connection)


def pass_on(doors, held, connection):
    if not (doors.hands_over() and doors.hand_over(held.descriptor(connection))):
        return False
    held.close(connection)
    return True


async def _let_them_go(held, until):
    """Everybody stops. A web server that keeps a connection may write on it at any moment, so it is let go by the web server, which
    drops what was idle for so long; meanwhile it is served as before, but for `Connection: close`."""
    before = {connection for connection in held.open() if not held.end(connection)}
    while time.monotonic() < until and before.intersection(held.open()):
        await asyncio.sleep(LOOK_S)


def _close_quiet(held, idle, before):
    """What was quiet at two looks is closed: nobody takes it over. -> what is quiet now"""
    quiet = {c for c in idle if not held.is_fresh(c, FIRST_REQUEST_S) and not wait_readable(held.descriptor(c), 0)}
    for connection in quiet & before:
        held.close(connection)
    return quiet
