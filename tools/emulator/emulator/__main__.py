"""`python -m emulator PORT`: serve until the process ends. The address is the first line on stdout."""

import sys

from .provide.api import ENDPOINT
from .server import build


def main(port: int) -> None:
    """Serve on a port of loopback; 0 takes a free one."""
    server = build(port)
    print(ENDPOINT["url"], flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 0)
