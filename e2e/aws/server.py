"""The AWS CLI, loaded once: each command runs in a fork of this process.

A command of the CLI spends most of its time on loading the CLI, and the builds of a suite run hundreds of them. Here the
program is loaded once. A command still is a process of its own, with the arguments, variables, folder and files of its
caller, and its exit code is that of the CLI.

    python3 server.py SOCKET

Prints `ready` once it listens. `client.py` is what stands on the PATH as `aws`.
"""

import contextlib
import gc
import importlib
import io
import os
import signal
import socket
import struct
import sys
import traceback

import awscli
import awscli.clidriver

# What the commands of the builds load.
MODULES = (
    "awscli.customizations.configure.set",
    "awscli.customizations.s3.subcommands",
    "awscli.customizations.s3.transferconfig",
    "awscli.text",
    "botocore.retries.standard",
    "s3transfer.manager",
)
# A call of a service that is not there: what it takes to make any call is loaded afterwards.
NOWHERE = {
    "AWS_ACCESS_KEY_ID": "none",
    "AWS_SECRET_ACCESS_KEY": "none",
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_ENDPOINT_URL": "http://127.0.0.1:9",
    "AWS_MAX_ATTEMPTS": "1",
}


def main(path: str) -> None:
    load()
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(path)
    listener.listen(64)
    signal.signal(signal.SIGCHLD, lambda *_: take_note_of_ends())
    gc.collect()
    gc.freeze()
    print("ready", flush=True)
    while True:
        caller, _ = listener.accept()
        if os.fork() == 0:
            listener.close()
            serve(caller)
        caller.close()


def take_note_of_ends() -> None:
    """Of commands: the time that they took then counts as time of this process."""
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0] != 0:
            pass


def load() -> None:
    """Load the CLI, and leave nothing behind of the command with which that is done."""
    before = dict(os.environ)
    os.environ.update(NOWHERE)
    nothing = io.StringIO()
    with contextlib.redirect_stdout(nothing), contextlib.redirect_stderr(nothing):
        awscli.clidriver.create_clidriver().main(["sts", "get-caller-identity"])
        for module in MODULES:
            importlib.import_module(module)
    os.environ.clear()
    os.environ.update(before)


def serve(caller: socket.socket) -> None:
    """Be the command that the caller asks for, to its end."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    code = 255
    try:
        length, files = request(caller)
        folder, count, *texts = (os.fsdecode(text) for text in received(caller, length).split(b"\0"))
        arguments, variables = texts[: int(count)], texts[int(count) :]
        for number, file in enumerate(files):
            os.dup2(file, number)
            os.close(file)
        os.chdir(folder)
        os.environ.clear()
        os.environ.update(variable.split("=", 1) for variable in variables)
        # The CLI adds its own data to the path when it is loaded.
        own = os.path.join(os.path.dirname(awscli.__file__), "data")
        os.environ["AWS_DATA_PATH"] = os.pathsep.join(filter(None, (os.environ.get("AWS_DATA_PATH"), own)))
        sys.argv = ["aws", *arguments]
        sys.stdin = open(0, encoding="utf-8", errors="surrogateescape", closefd=False)
        sys.stdout = open(1, "w", encoding="utf-8", errors="surrogateescape", closefd=False)
        sys.stderr = open(2, "w", encoding="utf-8", errors="backslashreplace", buffering=1, closefd=False)
        code = ended(awscli.clidriver.main)
        sys.stdout.flush()
        sys.stderr.flush()
    except BaseException:
        traceback.print_exc()
    finally:
        caller.sendall(bytes([code & 255]))
        os._exit(0)


def ended(command) -> int:
    """The exit code of a command, however it ends."""
    try:
        return command() or 0
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0 if end.code is None else 1


def request(caller: socket.socket) -> tuple[int, list[int]]:
    """The length of what comes, and the caller's stdin, stdout and stderr."""
    head, files, _, _ = socket.recv_fds(caller, 4, 3)
    return struct.unpack("!I", head)[0], files


def received(caller: socket.socket, length: int) -> bytes:
    content = b""
    while len(content) < length:
        part = caller.recv(length - len(content))
        if not part:
            raise ConnectionError("the caller has ended before it had asked for a command")
        content += part
    return content


if __name__ == "__main__":
    main(sys.argv[1])
