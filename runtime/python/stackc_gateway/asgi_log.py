"""What an ASGI app raised, told once: uvicorn tells it too, and does not know the request.

Rule: the app's own handlers get uvicorn's record as ever; only where it would stand beside our line it is left out.
"""
import asyncio
import logging
import sys

from .log import log_failure, of_scope

_MARK = "_stackc_told"
# A task that is cancelled or dropped: its client has left, or the worker ends.
_ENDED = (asyncio.CancelledError, GeneratorExit)


def tell_failure(scope, fault, begun):
    """`begun`: a byte of the answer has been sent; a websocket has none."""
    if isinstance(fault, _ENDED):
        return
    status = None if begun or scope["type"] == "websocket" else 500
    log_failure(of_scope(scope), fault, status=status, reason="after the answer had begun: it is cut off" if begun else None)
    try:
        setattr(fault, _MARK, True)
    except Exception:
        # A class of the app's that takes no attribute: told twice.
        pass


def leave_out_told():
    """Of all handlers on the way of uvicorn's records that write to our standard error. To be called once the app has set up its own."""
    handlers = [logging.lastResort]
    logger = logging.getLogger("uvicorn.error")
    while logger is not None:
        handlers += logger.handlers
        logger = logger.parent
    for handler in handlers:
        if getattr(handler, "stream", None) is sys.stderr:
            handler.addFilter(_is_news)


def _is_news(record):
    fault = record.exc_info[1] if record.exc_info else None
    return record.name != "uvicorn.error" or not getattr(fault, _MARK, False)
