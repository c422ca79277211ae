"""The judge: a process of Node.js that evaluates policies. It starts with the first question, and ends with us."""

import json
import os
import subprocess
import threading
from pathlib import Path
from typing import Any

PROGRAM = Path(__file__).parents[2] / "judge.ts"


class Judge:
    """One process, one question at a time."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None
        self._lock = threading.Lock()

    def ask(self, questions: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """The answers, in the order of the questions.

        :raises RuntimeError: the judge ended; nothing is allowed without it
        """
        if not questions:
            return []
        with self._lock:
            process = self._running()
            assert process.stdin is not None and process.stdout is not None
            process.stdin.write(json.dumps(questions) + "\n")
            process.stdin.flush()
            answer = process.stdout.readline()
        if not answer:
            raise RuntimeError(f"the judge ended with {process.poll()}: is @cloud-copilot/iam-simulate installed?")
        return json.loads(answer)

    def _running(self) -> subprocess.Popen[str]:
        if self._process is None or self._process.poll() is not None:
            node = os.environ.get("CAREPLANE_NODE", "node")
            # It ends with its stdin, and so with this process.
            self._process = subprocess.Popen(
                [node, "--require", "@swc-node/register", str(PROGRAM)],
                # Node.js looks for the packages from here.
                cwd=PROGRAM.parent,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                encoding="utf-8",
            )
        return self._process


JUDGE = Judge()
