"""From an HTTP request to an operation of a service and its parameters, as botocore's models describe them."""

import io
import re
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import parse_qsl, unquote

from moto.core.model import OperationModel, ServiceModel
from moto.core.parse import PROTOCOL_PARSERS
from moto.core.utils import get_service_model
from werkzeug.wrappers import Request

CREDENTIAL = re.compile(r"Credential=([^/,\s]+)/\d{8}/([^/]*)/([^/]+)/aws4_request")
FORM = "application/x-www-form-urlencoded"
# Operations that nobody signs.
UNSIGNED = {"AssumeRoleWithWebIdentity": "sts", "AssumeRoleWithSAML": "sts"}
# Names in signatures that are other names in botocore's models.
MODELS = {"elasticloadbalancing": "elbv2", "monitoring": "cloudwatch", "codestar-connections": "codeconnections", "cloudcontrolapi": "cloudcontrol"}


class Unreadable(Exception):
    """The request is none that the service's model describes."""


@dataclass
class Call:
    """What a request asks for."""

    service: str
    operation: str
    parameters: dict[str, Any]
    region: str
    key: str | None
    token: str | None
    protocol: str


def signed_by(environ: dict[str, Any]) -> tuple[str | None, str, str]:
    """Access key, region and service that a request is signed for; without a signature no key."""
    header = environ.get("HTTP_AUTHORIZATION", "")
    match = CREDENTIAL.search(header)
    if match is None:
        query = dict(parse_qsl(environ.get("QUERY_STRING", "")))
        match = CREDENTIAL.search(f"Credential={query.get('X-Amz-Credential', '')}")
    return match.groups() if match else (None, "us-east-1", "")  # type: ignore[return-value]


def read(environ: dict[str, Any]) -> Call:
    """The call that a request makes. The body can be read again afterwards.

    :raises Unreadable: no operation of the service is like this
    """
    key, region, signed = signed_by(environ)
    if key is None:
        operation = _form(environ).get("Action", "")
        if operation not in UNSIGNED:
            raise Unreadable("Request is missing Authentication Token")
        signed = UNSIGNED[operation]
    service = _model_of(signed, environ)
    try:
        model = get_service_model(service)
    except Exception as error:
        raise Unreadable(f"the emulator has no model of the service {signed}") from error
    operation, labels, protocol = _operation(model, environ)
    parameters = _parameters(model.operation_model(operation), protocol, labels, environ)
    token = environ.get("HTTP_X_AMZ_SECURITY_TOKEN")
    return Call(service, operation, parameters, region, key, token, protocol)


def _model_of(signed: str, environ: dict[str, Any]) -> str:
    """The model of a service; S3 Control signs as S3 does, and its paths begin with the version of its API."""
    if signed == "s3" and environ.get("PATH_INFO", "").startswith("/v20180820/"):
        return "s3control"
    return MODELS.get(signed, signed)


def body(environ: dict[str, Any]) -> bytes:
    """The whole body, put back for whoever reads it next."""
    if "careplane.body" not in environ:
        length = environ.get("CONTENT_LENGTH")
        source = environ["wsgi.input"]
        content = source.read(int(length)) if length else source.read() if environ.get("wsgi.input_terminated") else b""
        environ["careplane.body"] = content
        environ["wsgi.input"] = io.BytesIO(content)
        environ["CONTENT_LENGTH"] = str(len(content))
    environ["wsgi.input"].seek(0)
    return environ["careplane.body"]


def _form(environ: dict[str, Any]) -> dict[str, str]:
    if not environ.get("CONTENT_TYPE", "").startswith(FORM):
        return dict(parse_qsl(environ.get("QUERY_STRING", "")))
    return dict(parse_qsl(body(environ).decode()))


def _operation(model: ServiceModel, environ: dict[str, Any]) -> tuple[str, dict[str, str], str]:
    """Name of the operation, labels of its path, protocol."""
    target = environ.get("HTTP_X_AMZ_TARGET")
    if target:
        return target.split(".")[-1], {}, "json"
    if model.protocol in ("rest-json", "rest-xml"):
        return (*_by_path(model, environ), str(model.protocol))
    name = _form(environ).get("Action")
    if name is None or name not in model.operation_names:
        raise Unreadable(f"the emulator cannot tell which operation of {model.service_name} this is")
    return name, {}, "ec2" if model.protocol == "ec2" else "query"


def _by_path(model: ServiceModel, environ: dict[str, Any]) -> tuple[str, dict[str, str]]:
    path, query, method = _path(model, environ), _query(environ), environ["REQUEST_METHOD"]
    best: tuple[int, str, dict[str, str]] | None = None
    for name, verb, pattern, wanted, header in _routes(str(model.service_name)):
        match = pattern.match(path) if verb == method else None
        if match is None or (header and header not in environ):
            continue
        if any(query.get(key) is None or (value and query[key] != value) for key, value in wanted.items()):
            continue
        rank = 4 * len(wanted) + 2 * bool(header) + (len(pattern.groupindex) < 2)
        if best is None or rank > best[0]:
            best = (rank, name, {key: unquote(value) for key, value in match.groupdict().items()})
    if best is None:
        raise Unreadable(f"the emulator cannot tell which operation of {model.service_name} {method} {path} is")
    return best[1], best[2]


# What tells operations of S3 apart that have one path: the header that only the second has.
BY_HEADER = {"CopyObject": "HTTP_X_AMZ_COPY_SOURCE", "UploadPartCopy": "HTTP_X_AMZ_COPY_SOURCE"}
# The model asks for these parameters beside what the path says.
BY_QUERY = {
    "UploadPart": ["partNumber", "uploadId"],
    "UploadPartCopy": ["partNumber", "uploadId"],
    "AbortMultipartUpload": ["uploadId"],
    "CompleteMultipartUpload": ["uploadId"],
    "ListParts": ["uploadId"],
}
# Objects of S3 for Outposts and directory buckets: their paths are those of ordinary operations.
NEVER = {"WriteGetObjectResponse", "CreateSession", "ListDirectoryBuckets", "RenameObject"}


@cache
def _routes(service: str) -> list[tuple[str, str, re.Pattern[str], dict[str, str], str | None]]:
    """Operations of a service with path, query and header that make them out."""
    model = get_service_model(service)
    found = []
    for name in model.operation_names:
        http = model.operation_model(name).http
        path, _, query = http["requestUri"].partition("?")
        wanted = dict(parse_qsl(query, keep_blank_values=True))
        wanted.pop("x-id", None)
        if name in NEVER:
            continue
        wanted |= dict.fromkeys(BY_QUERY.get(name, []), "")
        pattern = re.compile(f"^{_expression(path)}/?$")
        found.append((name, http["method"], pattern, wanted, BY_HEADER.get(name)))
    return found


def _expression(path: str) -> str:
    greedy = re.sub(r"\{([^}+]+)\+\}", r"(?P<\1>.+)", path.rstrip("/"))
    return re.sub(r"\{([^}]+)\}", lambda match: f"(?P<{match.group(1).replace('-', '_')}>[^/]+)", greedy)


def _path(model: ServiceModel, environ: dict[str, Any]) -> str:
    """The path; of S3 with the bucket in front, wherever the request has it."""
    path = environ.get("PATH_INFO", "/").encode("latin-1").decode("utf-8", "replace")
    host = environ.get("HTTP_HOST", "").split(":")[0]
    if model.service_name == "s3" and host.endswith(".localhost") and not host.startswith("s3."):
        return f"/{host.removesuffix('.localhost').removesuffix('.s3')}{path}"
    return path


def _query(environ: dict[str, Any]) -> dict[str, str]:
    return dict(parse_qsl(environ.get("QUERY_STRING", ""), keep_blank_values=True))


# Operations of S3 whose body says what they are about.
WITH_BODY = {"DeleteObjects", "PutBucketPolicy"}


def _parameters(
    operation: OperationModel, protocol: str, labels: dict[str, str], environ: dict[str, Any]
) -> dict[str, Any]:
    if operation.service_model.service_name == "s3" and operation.name not in WITH_BODY:
        return _outside_body(operation, labels, environ)
    content = body(environ)
    request = Request({**environ, "wsgi.input": io.BytesIO(content)}, populate_request=False)
    parser = PROTOCOL_PARSERS[protocol](operation, map_type=dict)
    try:
        parsed = parser.parse(
            {
                "method": request.method,
                "values": request.values,
                "headers": request.headers,
                "body": content,
                "url_path": request.path,
                "url_params": labels,
            }
        )
    except Exception as error:
        raise Unreadable(f"{operation.service_model.service_name} {operation.name}: {error}") from error
    return parsed or {}


def _outside_body(operation: OperationModel, labels: dict[str, str], environ: dict[str, Any]) -> dict[str, Any]:
    """Path, query and headers: the body of an object is left where it is."""
    query, found = _query(environ), {}
    for name, shape in operation.input_shape.members.items() if operation.input_shape else []:
        place = shape.serialization.get("location")
        key = shape.serialization.get("name", name)
        if place == "uri" and key in labels:
            found[name] = labels[key]
        elif place == "querystring" and key in query:
            found[name] = query[key]
        elif place == "header" and f"HTTP_{key.upper().replace('-', '_')}" in environ:
            found[name] = environ[f"HTTP_{key.upper().replace('-', '_')}"]
    return found
