"""Functions of Lambda: their code runs in a process of Node.js, with the keys of their role and the emulator as AWS."""

import io
import json
import os
import subprocess
import tempfile
import time
import uuid
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from moto.awslambda.models import lambda_backends

# The module, not what is in it: stacks need their makers, and these the functions.
from . import stack as stacks
from .enforce.sessions import Session
from .enforce.trust import service_session
from .failure import ResourceFailure
from .provide.api import ENDPOINT, client_of

PROGRAM = Path(__file__).parents[1] / "run-function.cjs"
# Lambda's runtimes contain the AWS SDK; here it is among the packages of the repository.
SDK = PROGRAM.parents[2] / "node_modules"
SERVICE = "lambda.amazonaws.com"


@dataclass(frozen=True)
class Run:
    """How a run ended."""

    good: bool
    printed: str


def function_of(arn: str) -> Any:
    """The function of an ARN, as moto keeps it.

    :raises ResourceFailure: there is none
    """
    parts = arn.split(":")
    if len(parts) < 7 or parts[2] != "lambda":
        raise ResourceFailure(f"The emulator runs functions of Lambda only, and {arn} is none.")
    try:
        return lambda_backends[parts[4]][parts[3]].get_function(parts[6])
    except Exception as error:
        raise ResourceFailure(f"Function not found: {arn}") from error


def run(arn: str, event: dict[str, Any]) -> Run:
    """Run a function once, to its end or to its timeout.

    :raises ResourceFailure: it cannot be run at all
    """
    function = function_of(arn)
    if not function.run_time.startswith("nodejs"):
        raise ResourceFailure(f"The emulator has no runtime {function.run_time}.")
    session = service_session(SERVICE, function.role, arn, arn.split(":")[4])
    if session is None:
        raise ResourceFailure("The role defined for the function cannot be assumed by Lambda.")
    with tempfile.TemporaryDirectory() as folder:
        zipfile.ZipFile(io.BytesIO(function.code_bytes)).extractall(folder)
        _name_inline_code(Path(folder))
        ended = _process(function, arn, event, session, folder)
    _write_log(function, arn, session, ended.printed)
    return ended


def _name_inline_code(folder: Path) -> None:
    """moto takes the code that a template has inside for Python's."""
    inline = folder / "index.py"
    if inline.exists() and not (folder / "index.js").exists():
        inline.rename(folder / "index.js")


def _process(function: Any, arn: str, event: dict[str, Any], session: Session, folder: str) -> Run:
    seconds = int(function.timeout or 3)
    about = {
        "folder": folder,
        "handler": function.handler,
        "event": event,
        "timeoutMs": seconds * 1000,
        "name": function.function_name,
        "arn": arn,
        "requestId": str(uuid.uuid4()),
    }
    try:
        done = subprocess.run(
            [os.environ.get("CAREPLANE_NODE", "node"), str(PROGRAM)],
            input=json.dumps(about),
            env=_environment(function, arn.split(":")[3], session),
            cwd=folder,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Run(False, f"Task timed out after {seconds}.00 seconds")
    return Run(done.returncode == 0, done.stdout + done.stderr)


def _environment(function: Any, region: str, session: Session) -> dict[str, str]:
    return {
        **(function.environment_vars or {}),
        "AWS_ACCESS_KEY_ID": session.key,
        "AWS_SECRET_ACCESS_KEY": session.secret,
        "AWS_SESSION_TOKEN": session.token,
        "AWS_REGION": region,
        "AWS_DEFAULT_REGION": region,
        "AWS_LAMBDA_FUNCTION_NAME": function.function_name,
        "AWS_ENDPOINT_URL": ENDPOINT["url"],
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED": "true",
        "NODE_PATH": str(SDK),
        "PATH": os.environ.get("PATH", ""),
    }


def _log_group(function: Any, arn: str) -> str:
    """The group that the template names: moto keeps none."""
    _, _, _, region, account, *_ = arn.split(":")
    for stack in stacks.STORES.of(account, region).all():
        for resource in stack.resources.values():
            if resource.type == "AWS::Lambda::Function" and resource.physical_id == function.function_name:
                config = resource.properties.get("LoggingConfig", {})
                return config.get("LogGroup") or f"/aws/lambda/{function.function_name}"
    return f"/aws/lambda/{function.function_name}"


def _write_log(function: Any, arn: str, session: Session, printed: str) -> None:
    """What a function prints goes into its log group with its own rights; Lambda drops it silently where it may not."""
    if not printed.strip():
        return
    group = _log_group(function, arn)
    logs = client_of("logs", arn.split(":")[3], session.key, session.token)
    stream = f"run/{uuid.uuid4().hex}"
    lines = [line for line in printed.splitlines() if line.strip()]
    events = [{"timestamp": int(time.time() * 1000), "message": line} for line in lines]
    try:
        if group == f"/aws/lambda/{function.function_name}":
            logs.create_log_group(logGroupName=group)
    except Exception:  # noqa: S110
        pass
    try:
        logs.create_log_stream(logGroupName=group, logStreamName=stream)
        logs.put_log_events(logGroupName=group, logStreamName=stream, logEvents=events)
    except Exception:  # noqa: S110
        pass
