"""sd_notify(3). Node has no datagram sockets, so the keeper says to systemd what the supervisor tells it to."""
import os
import socket
import time


def notify(text):
    """One datagram to $NOTIFY_SOCKET, if there is one; a lost one is not worth an error."""
    address = os.environ.get("NOTIFY_SOCKET")
    if not address or not text:
        return
    if "RELOADING=1" in text.split("\n"):
        # sd_notify(3): without the moment it was sent, a reload's end cannot be told from an earlier READY.
        text += "\nMONOTONIC_USEC=%d" % (time.monotonic_ns() // 1000)
    if address.startswith("@"):
        address = "\0" + address[1:]
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as sock:
        try:
            sock.sendto(text.encode(), address)
        except OSError:
            pass
