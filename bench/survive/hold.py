"""What systemd does with a .socket unit: holds the socket, hands it to a program, starts that again when it ends.

systemd-socket-activate(1) cannot stand for it here: it becomes the program, and the socket ends with it.
Usage: hold.py SOCKET PROGRAM ARGUMENT...; each start prints its process id.
"""
import os
import signal
import socket
import sys


def main(path, *words):
    sock = socket.socket(socket.AF_UNIX)
    sock.bind(path)
    os.chmod(path, 0o666)
    sock.listen(512)
    child = [0]

    def end(*_):
        if child[0]:
            os.kill(child[0], signal.SIGKILL)
        os._exit(0)

    signal.signal(signal.SIGTERM, end)
    while True:
        child[0] = os.fork()
        if not child[0]:
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            os.dup2(sock.fileno(), 3)
            os.set_inheritable(3, True)
            os.environ.update(LISTEN_FDS="1", LISTEN_PID=str(os.getpid()))
            os.execvp(words[0], words)
        print(child[0], flush=True)
        os.waitpid(child[0], 0)


main(*sys.argv[1:])
