"""Start the keeper: `python3 keeper.py --settings keeper.json [--alone] [--fd N]`.

With a supervisor, commands come on standard input and events go to standard output. Alone, signals are
commands (TERM graceful, INT and QUIT quick, HUP reload, USR1 log files anew, TTIN and TTOU one worker more or less) and
events go to standard error.
"""
import os
import sys

# Ctrl-C in a terminal reaches the supervisor alone; what it means is decided there. A group does, and no session: Linux
# weighs sessions against each other (sched(7), autogrouping), and a web server of the same one would wait for its workers.
if "--alone" not in sys.argv and os.getpgrp() != os.getpid():
    os.setpgid(0, 0)
# A script's own folder comes first on sys.path; the app must not find our modules there.
_HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:] = [entry for entry in sys.path if os.path.abspath(entry or ".") != _HERE]
sys.path.insert(0, _HERE)
from stackc_gateway.main import main  # noqa: E402

sys.path.remove(_HERE)

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
