"""`aws` on the PATH of a suite: asks server.py to be the command, with this process's arguments, variables, folder and files.

    python3 -IS client.py SOCKET ARGUMENTS...

It loads next to nothing, because it starts for every command.
"""

import _socket
import os
import sys

path, *arguments = sys.argv[1:]
variables = (b"%b=%b" % pair for pair in os.environb.items())
texts = (os.fsencode(text) for text in (os.getcwd(), str(len(arguments)), *arguments))
content = b"\0".join((*texts, *variables))
# The numbers of stdin, stdout and stderr, as SCM_RIGHTS takes them.
files = b"".join(number.to_bytes(4, sys.byteorder) for number in range(3))
server = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM)
server.connect(path)
server.sendmsg([len(content).to_bytes(4, "big")], [(_socket.SOL_SOCKET, _socket.SCM_RIGHTS, files)])
server.sendall(content)
answer = server.recv(1)
if not answer:
    sys.stderr.write("aws: the process that runs the commands has ended\n")
sys.exit(answer[0] if answer else 255)
