"""The emulator's own endpoints, below /emulator/: what a test sets up, and the report.

GET /emulator/report · GET, POST, DELETE /emulator/faults · POST /emulator/hosted-zones · POST /emulator/quotas ·
POST /emulator/commits · GET, POST /emulator/backups · POST /emulator/executions · GET, POST, DELETE /emulator/containers ·
GET, POST /emulator/tasks · GET, DELETE /emulator/most-at-once · POST /emulator/visits ·
GET, POST, DELETE /emulator/hold · POST /emulator/sessions · POST /emulator/requests · GET, DELETE /emulator/calls · GET /emulator/roles · PUT /emulator/custom-resources/ID, for functions that make custom resources
"""

import json
from collections.abc import Callable
from typing import Any

from moto.iam.models import iam_backends
from moto.route53.models import route53_backends

from . import backups, custom_answers, replacement, tasks
from .cloudfront.visits import visit
from .commits import add_commit
from .containers import behave, forget, known_behaviours
from .corrections import QUOTAS, raise_quotas
from .enforce import calls
from .enforce.decide import Denied, require
from .enforce.policies import boundary_of, identity_policies, trust_of
from .enforce.rows import Need
from .enforce.sessions import session_of
from .enforce.trust import service_session
from .executions import set_details
from .faults import FAULTS
from .hold import HOLD
from .lock import LOCK
from .report import REPORT

PREFIX = "/emulator/"


def with_control(application: Callable[..., Any]) -> Callable[..., Any]:
    """The application, one request at a time, with these endpoints in front."""

    def serve(environment: dict[str, Any], start: Callable[..., Any]) -> Any:
        path = environment.get("PATH_INFO", "")
        if not path.startswith(PREFIX):
            return _serve_or_hold(application, environment, start)
        name, method = path[len(PREFIX) :], environment["REQUEST_METHOD"]
        content = environment["wsgi.input"].read(int(environment.get("CONTENT_LENGTH") or 0))
        try:
            with LOCK:
                if name.startswith(custom_answers.PREFIX):
                    identifier = name.removeprefix(custom_answers.PREFIX)
                    kind = environment.get("CONTENT_TYPE", "")
                    status, answer = custom_answers.receive(identifier, method, kind, content)
                else:
                    status, answer = _answer(method, name, json.loads(content or b"{}"))
        except (ValueError, TypeError, KeyError) as error:
            status, answer = "400 Bad Request", {"message": str(error)}
        start(status, [("Content-Type", "application/json")])
        return [json.dumps(answer).encode()]

    return serve


def _serve_or_hold(application: Callable[..., Any], environment: dict[str, Any], start: Callable[..., Any]) -> Any:
    """One request at a time. One that is held waits without the lock: others go on."""
    when = HOLD.meets()
    if when == "before":
        HOLD.wait()
        start("503 Service Unavailable", [])
        return []
    with LOCK:
        answer = application(environment, start)
    if when == "after":
        HOLD.wait()
    return answer


def _answer(method: str, name: str, body: dict[str, Any]) -> tuple[str, Any]:
    if (method, name) == ("GET", "report"):
        return "200 OK", REPORT.as_json()
    if name == "faults":
        if method == "POST":
            FAULTS.add(body)
        elif method == "DELETE":
            FAULTS.clear()
        return "200 OK", FAULTS.as_json()
    if (method, name) == ("POST", "quotas"):
        raise_quotas(body)
        return "200 OK", QUOTAS
    if (method, name) == ("POST", "hosted-zones"):
        _hosted_zone(body["account"], body["id"], body["name"])
        return "200 OK", body
    if (method, name) == ("POST", "commits"):
        return "200 OK", add_commit(body)
    if name == "backups":
        return "200 OK", backups.fail_next(body) if method == "POST" else backups.jobs()
    if name == "containers":
        return "200 OK", behave(body) if method == "POST" else forget() if method == "DELETE" else known_behaviours()
    if (method, name) == ("POST", "executions"):
        return "200 OK", set_details(body)
    if (method, name) == ("POST", "visits"):
        return "200 OK", visit(body)
    if name == "tasks":
        return "200 OK", tasks.end_next(body) if method == "POST" else tasks.started()
    if name == "hold":
        return "200 OK", HOLD.set(body) if method == "POST" else HOLD.release() if method == "DELETE" else HOLD.as_json()
    if name == "most-at-once" and method in ("GET", "DELETE"):
        return "200 OK", replacement.forget() if method == "DELETE" else replacement.most_at_once()
    if (method, name) == ("POST", "sessions"):
        return _session(body)
    if (method, name) == ("POST", "requests"):
        return _request(body)
    if name == "calls" and method in ("GET", "DELETE"):
        if method == "DELETE":
            calls.clear()
        return "200 OK", calls.recorded()
    if (method, name) == ("GET", "roles"):
        return "200 OK", _roles()
    return "404 Not Found", {"message": f"{method} {PREFIX}{name} is not one of the emulator's endpoints."}


def _hosted_zone(account: str, identifier: str, name: str) -> None:
    """A zone with an id of one's choice: the account had it before, and templates name it by its id."""
    backend = route53_backends[account]["aws"]
    zone = backend.create_hosted_zone(name, private_zone=False, caller_reference=identifier, comment=None)
    backend.zones = {key: known for key, known in backend.zones.items() if known is not zone}
    zone.resource_id = identifier
    backend.zones[identifier] = zone


def _session(about: dict[str, Any]) -> tuple[str, Any]:
    """A session that a service opens, such as CodeBuild for a build."""
    session = service_session(
        about["service"], about["roleArn"], about.get("sourceArn", ""), about.get("sourceAccount", "")
    )
    if session is None:
        return "403 Forbidden", {"message": f"{about['roleArn']} is not there, or does not trust {about['service']}."}
    return "200 OK", {
        "AccessKeyId": session.key,
        "SecretAccessKey": session.secret,
        "SessionToken": session.token,
    }


def _request(about: dict[str, Any]) -> tuple[str, Any]:
    """What a session asks of a service that is not here, such as `git pull` of CodeCommit."""
    session = session_of(about["accessKeyId"], about.get("sessionToken"))
    if session is None:
        return "403 Forbidden", {"message": "The security token included in the request is invalid."}
    need = Need(about["action"], tuple(about["resources"]), about.get("context", {}))
    try:
        require(session, [need], about["region"], about["action"])
    except Denied as error:
        return "403 Forbidden", {"message": str(error)}
    return "200 OK", {"allowed": True}


def _roles() -> list[dict[str, Any]]:
    """Every role with the policies that it has now."""
    return [
        {
            "role": role.arn,
            "policies": identity_policies(role),
            "boundary": boundary_of(role),
            "trust": trust_of(role),
        }
        for account in list(iam_backends.values())
        for role in account["aws"].roles.values()
    ]
