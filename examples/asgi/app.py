import asyncio
import contextlib
import time


async def app(scope, receive, send):
    """Any ASGI callable will do: FastAPI's and Starlette's apps are such."""
    if scope["type"] == "lifespan":
        await lifespan(receive, send)
    elif scope["type"] == "http" and scope["path"] == "/events":
        await events(receive, send)
    elif scope["type"] == "http":
        await answer(scope, send)


async def lifespan(receive, send):
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return


async def answer(scope, send):
    text = f"{scope['scheme']} from {scope['client'][0]}\n".encode()
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/plain")]})
    await send({"type": "http.response.body", "body": text})


async def events(receive, send):
    """Server-sent events, one a second, for as long as somebody listens."""
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/event-stream")]})
    gone = asyncio.ensure_future(disconnected(receive))
    while not gone.done():
        await send({"type": "http.response.body", "body": f"data: {time.time():.0f}\n\n".encode(), "more_body": True})
        with contextlib.suppress(asyncio.TimeoutError):
            await asyncio.wait_for(asyncio.shield(gone), 1)
    await send({"type": "http.response.body", "body": b""})


async def disconnected(receive):
    while (await receive())["type"] != "http.disconnect":
        pass
