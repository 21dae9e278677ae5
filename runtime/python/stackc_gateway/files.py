"""wsgi.file_wrapper: a file-like object the kernel can send by itself.

PEP 3333, "Optional Platform-Specific File Handling": the wrapper must be iterable like any other body
(middleware may look through it), and must have a close() that calls the file's own.
"""
import io
import os
import stat

from .board import START
from .fastcgi import HEADER, STDOUT

BLOCK_BYTES = 65536
# Content of one STDOUT record, a multiple of eight as section 3.3 of FastCGI likes.
RECORD_BYTES = 65528


class FileWrapper:
    def __init__(self, filelike, blksize=BLOCK_BYTES):
        self.filelike = filelike
        self.blksize = blksize
        if hasattr(filelike, "close"):
            self.close = filelike.close

    def __iter__(self):
        return self

    def __next__(self):
        data = self.filelike.read(self.blksize)
        if data:
            return data
        raise StopIteration


def send_file(exchange, wrapper):
    """-> True when the kernel sent the file; False when it is no plain file and must be iterated.

    "Transmission must begin at the current position within the 'file' at the time that transmission
    begins, and continue until the end is reached" - or Content-Length is.
    """
    if exchange.committed or exchange.head is None or exchange.bodiless:
        return False
    try:
        filelike = _plain(wrapper.filelike)
        source = filelike.fileno()
        at = filelike.tell()
        about = os.fstat(source)
    except (AttributeError, OSError, ValueError):
        return False
    left = about.st_size - at
    if not stat.S_ISREG(about.st_mode) or left <= 0:
        return False
    if exchange.length is None:
        exchange.head += b"Content-Length: %d\r\n" % left
        exchange.length = left
    left = min(left, exchange.length)
    if not left:
        return False
    _send_blocks(exchange, source, at, left)
    return True


def _plain(filelike):
    """The file itself. What only has a file's descriptor, as a GzipFile, has other bytes than it. Raises AttributeError."""
    while not isinstance(filelike, io.IOBase):
        # Of tempfile, or a framework's.
        filelike = filelike.file
    if not isinstance(filelike, (io.FileIO, io.BufferedReader, io.BufferedRandom)):
        raise AttributeError("no plain file")
    return filelike


def _send_blocks(exchange, source, at, left):
    exchange._more(b"")
    if exchange.words is not None:
        # The rest is between the kernel and the client.
        exchange.words[START] = 0
    number, target = exchange.number, exchange.descriptor
    try:
        while left:
            size = min(left, RECORD_BYTES) if number else left
            if number:
                exchange._send(HEADER.pack(1, STDOUT, number, size, 0))
            while size:
                sent = os.sendfile(target, source, at, size)
                if not sent:
                    # The file shrank under us: finish() finds the body short and cuts the connection.
                    return
                at, size, left = at + sent, size - sent, left - sent
                exchange.sent += sent
    except OSError:
        exchange.gone = True
        raise
    if exchange.sent == exchange.length:
        exchange._last(b"")
