"""Runs a program on a pseudo terminal, as a person would use it.

Arguments: rows, columns, and the program with its arguments. Standard input is a list of steps as JSON: each waits for a
text in the output that follows the previous step, then does what else it has: pause for some seconds, resize, send keys,
run a program, send a signal. Prints as JSON the output, the time in seconds at which each piece of it came, how the
program ended, and whether the terminal has its settings back.
"""

import fcntl
import json
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time

rows, columns, *program = sys.argv[1:]
steps = json.load(sys.stdin)


def resize(descriptor, size):
    fcntl.ioctl(descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", size[0], size[1], 0, 0))


leader, follower = pty.openpty()
resize(follower, [int(rows), int(columns)])
before = termios.tcgetattr(follower)
child = os.fork()
if child == 0:
    os.close(leader)
    os.setsid()
    fcntl.ioctl(follower, termios.TIOCSCTTY, 0)
    for descriptor in (0, 1, 2):
        os.dup2(follower, descriptor)
    os.execvp(program[0], program)

output = b""
position = 0
pieces = []
began = time.time()
deadline = began + float(os.environ.get("DRIVE_SECONDS", "50"))


def read():
    """Reads what there is within 50 ms."""
    global output
    ready, _, _ = select.select([leader], [], [], 0.05)
    if ready:
        piece = os.read(leader, 65536)
        output += piece
        pieces.append([time.time() - began, len(piece)])
    return bool(ready)


missing = None
statuses = []
for step in steps:
    text = step["wait"].encode()
    while text not in output[position:] and time.time() < deadline:
        read()
    if text not in output[position:]:
        missing = step["wait"]
        break
    position = len(output)
    resume = time.time() + step.get("pause", 0)
    while time.time() < resume:
        read()
    if "resize" in step:
        resize(follower, step["resize"])
    if "send" in step:
        os.write(leader, step["send"].encode())
    if "run" in step:
        subprocess.run(step["run"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    if "signal" in step:
        os.kill(child, getattr(signal, step["signal"]))

if missing:
    os.kill(child, signal.SIGKILL)
while not statuses:
    if read():
        continue
    ended, code = os.waitpid(child, os.WNOHANG)
    if ended != 0:
        statuses.append(code)
    elif time.time() > deadline:
        os.kill(child, signal.SIGKILL)

status = statuses[0]
print(
    json.dumps(
        {
            "output": output.decode("utf8", "replace"),
            "pieces": pieces,
            "missing": missing,
            "exitCode": os.WEXITSTATUS(status) if os.WIFEXITED(status) else None,
            "signal": signal.Signals(os.WTERMSIG(status)).name if os.WIFSIGNALED(status) else None,
            "restored": termios.tcgetattr(follower) == before,
        }
    )
)
