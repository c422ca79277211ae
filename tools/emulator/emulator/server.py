"""moto's server on loopback, with IAM's judgement and our CloudFormation in front of it."""

import logging
import os
import warnings

# Before moto reads its settings: the policies that AWS keeps are there to be attached.
os.environ["MOTO_IAM_LOAD_MANAGED_POLICIES"] = "true"
# A service of ECS runs the one task that it is made with; without this it never becomes stable.
os.environ["MOTO_ECS_SERVICE_RUNNING"] = "1"

import moto.cloudformation.urls as cloudformation_urls
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from . import (
    account_settings,
    backups,
    commits,
    corrections,
    executions,
    identity,
    letters,
    pipeline_state,
    service_quotas,
    service_tasks,
    target_health,
    tasks,
    trail,
)
from .api import CloudFormation
from .cloud_control import with_cloud_control
from .cloudfront import answers as cloudfront
from .control import with_control
from .enforce import trust
from .enforce.gate import guarded
from .provide.api import ENDPOINT

LOOPBACK = "127.0.0.1"


class Quiet(WSGIRequestHandler):
    """No line for every request."""

    protocol_version = "HTTP/1.1"

    def log_request(self, *_: object) -> None:
        """Nothing."""


def build(port: int) -> BaseWSGIServer:
    """A server that listens already. One in a process: moto keeps its services in the process.

    :param port: 0 takes a free one
    """
    # Errors that the model of a service does not list, such as STS's AccessDenied, are answered all the same.
    warnings.filterwarnings("ignore", ".*does not match an error shape")
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    account_settings.install()
    backups.install()
    cloudfront.install()
    commits.install()
    corrections.install()
    executions.install()
    identity.install()
    letters.install()
    pipeline_state.install()
    target_health.install()
    tasks.install()
    # After the tasks that are started by hand: lists of tasks have both.
    service_tasks.install()
    service_quotas.install()
    trail.install()
    trust.install()
    cloudformation_urls.url_paths = {"{0}/$": CloudFormation.dispatch}
    application = with_control(guarded(with_cloud_control(DomainDispatcherApplication(create_backend_app))))
    server = make_server(LOOPBACK, port, application, threaded=True, request_handler=Quiet)
    # By name: with an address, moto takes the host of a template's URL for a bucket's.
    ENDPOINT["url"] = f"http://localhost:{server.server_port}"
    return server
