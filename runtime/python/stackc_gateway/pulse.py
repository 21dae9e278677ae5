"""What Tornado and ASGI workers have in common on the scoreboard.

Rule: an event loop answers many requests at once, so the slot's start time is the loop's last sign of life: a
loop that is blocked looks like a request that takes too long, and ends like one. The deadline of a single
request is the web server's.
"""
import asyncio
import signal
import sys
import time

from .board import BUCKETS, BUSY, FAULTS, LATENCY, REQUESTS, START, STATE, WORKING

BEAT_S = 0.25
# A connection that was accepted just before a drain may have its first request still to come.
FIRST_REQUEST_S = 2.0


class Missing(Exception):
    """A package that the app's kind of worker is made of is not there."""


def missing(package, interface):
    return Missing("%s apps need the package %s, which %s does not have" % (interface, package, sys.executable))


def run_loop(worker, coroutine):
    """On the loop that the app was imported beside. A loop of the generation's import is the generation's: its epoll set would be
    shared by all workers, so an app that was imported there gets a new one."""
    if worker.loop is None:
        return asyncio.run(coroutine)
    try:
        return worker.loop.run_until_complete(coroutine)
    finally:
        worker.loop.run_until_complete(worker.loop.shutdown_asyncgens())
        worker.loop.close()


async def beat(worker, words):
    """Until the worker is to stop, or newer code serves; then return."""
    told = asyncio.Event()

    def stop():
        worker.stop()
        told.set()

    # A plain handler would be run, and the loop sleep on.
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop)
    waiting = asyncio.ensure_future(told.wait())
    words[STATE] = WORKING
    while not (worker.stopping or worker.is_old()):
        words[START] = time.monotonic_ns()
        worker.check_limits(words)
        await asyncio.wait((waiting,), timeout=BEAT_S)
    waiting.cancel()
    if worker.is_old():
        worker.leave("drained")


async def beat_on(words):
    """While draining: a stream may take its time, a blocked loop may not."""
    while True:
        words[START] = time.monotonic_ns()
        await asyncio.sleep(BEAT_S)


def count(words, took_ns, failed):
    bucket = min((took_ns // 1000).bit_length(), BUCKETS - 1)
    words[LATENCY + bucket] += 1
    words[REQUESTS] += 1
    words[BUSY] += took_ns
    if failed:
        words[FAULTS] += 1
