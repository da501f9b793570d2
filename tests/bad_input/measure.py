"""Runs a command and writes what it took: `measure.py FILE SECONDS COMMAND…`.

A process of its own, started with next to nothing loaded: Linux counts the memory of whoever starts
a command to the command, and the tests have much.
"""

from __future__ import annotations

import os
import signal
import sys


def main() -> None:
    file, limit, *command = sys.argv[1:]
    process = os.posix_spawn(command[0], command, os.environ)
    signal.signal(signal.SIGALRM, lambda *_: os.kill(process, signal.SIGKILL))
    signal.setitimer(signal.ITIMER_REAL, float(limit))
    _, status, usage = os.wait4(process, 0)
    with open(file, "w") as out:
        exit_status = os.waitstatus_to_exitcode(status)
        out.write(f"{exit_status} {usage.ru_utime + usage.ru_stime} {usage.ru_maxrss * 1024}")


if __name__ == "__main__":
    main()
