"""The runs of a pipeline. moto runs no pipelines; a suite that plays one says what happened."""

import json
import time
import uuid
from typing import Any

from moto.codepipeline.exceptions import InvalidStructureException, PipelineNotFoundException
from moto.codepipeline.responses import CodePipelineResponse

_Key = tuple[str, str, str]
_DETAILS: dict[_Key, list[dict[str, Any]]] = {}
# Newest first, as the service lists them.
_RUNS: dict[_Key, list[dict[str, Any]]] = {}

# Which revision a source can be given, by its provider.
# https://docs.aws.amazon.com/codepipeline/latest/userguide/pipelines-trigger-source-overrides.html
_REVISIONS = {
    "CodeCommit": ("COMMIT_ID",),
    "CodeStarSourceConnection": ("COMMIT_ID",),
    "ECR": ("IMAGE_DIGEST",),
    "S3": ("S3_OBJECT_VERSION_ID", "S3_OBJECT_KEY"),
}


def install() -> None:
    """Teach moto's CodePipeline to answer."""
    CodePipelineResponse.list_action_executions = _list  # type: ignore[attr-defined]
    CodePipelineResponse.list_pipeline_executions = _list_runs  # type: ignore[attr-defined]
    CodePipelineResponse.start_pipeline_execution = _start  # type: ignore[attr-defined]


def set_details(about: dict[str, Any]) -> list[dict[str, Any]]:
    """The record of a pipeline, in the place of what it was: `details` of its actions, or `runs`, newest first.

    `pushed` is a commit that comes with a push to the branch, `byHand` one that a person has started: a run of it is added.
    """
    key = (about["account"], about["region"], about["pipeline"])
    if "runs" in about:
        _RUNS[key] = list(about["runs"])
        return about["runs"]
    for name, trigger in (("pushed", "WebhookV2"), ("byHand", "StartPipelineExecution")):
        if name in about:
            revisions = [{"actionName": "Source", "revisionId": about[name]}]
            _RUNS.setdefault(key, []).insert(0, _run(trigger, revisions))
            return _RUNS[key]
    _DETAILS[key] = list(about["details"])
    return about["details"]


def details_of(response: Any, name: str) -> list[dict[str, Any]]:
    """The record of a pipeline's actions, newest first; what is added to it stays."""
    return _DETAILS.setdefault((response.current_account, response.region, name), [])


def runs_of(response: Any, name: str) -> list[dict[str, Any]]:
    """Its runs, newest first."""
    return _RUNS.setdefault((response.current_account, response.region, name), [])


def _list(response: Any) -> str:
    name = response._get_param("pipelineName")
    if (response.current_account, response.region, name) not in _DETAILS:
        pipeline_of(response, name)
    details = details_of(response, name)
    run = (response._get_param("filter") or {}).get("pipelineExecutionId")
    found = [item for item in details if run is None or item.get("pipelineExecutionId", run) == run]
    return json.dumps({"actionExecutionDetails": found})


def _list_runs(response: Any) -> str:
    name = response._get_param("pipelineName")
    pipeline_of(response, name)
    runs = runs_of(response, name)
    first = int(response._get_param("nextToken") or 0)
    end = first + int(response._get_param("maxResults") or 100)
    more = {"nextToken": str(end)} if end < len(runs) else {}
    return json.dumps({"pipelineExecutionSummaries": runs[first:end], **more})


def _start(response: Any) -> str:
    name = response._get_param("name")
    pipeline = pipeline_of(response, name)
    overrides = response._get_param("sourceRevisions") or []
    for override in overrides:
        _check(pipeline, override)
    revisions = [{"actionName": each["actionName"], "revisionId": each["revisionValue"]} for each in overrides]
    declared = [each["name"] for each in pipeline.get("variables", [])]
    variables = response._get_param("variables") or []
    for each in variables:
        if each["name"] not in declared:
            raise InvalidStructureException(f"{each['name']} is not a variable of the pipeline")
    run = {**_run("StartPipelineExecution", revisions), "variables": variables}
    runs_of(response, name).insert(0, run)
    return json.dumps({"pipelineExecutionId": run["pipelineExecutionId"]})


def _run(trigger: str, revisions: list[dict[str, Any]]) -> dict[str, Any]:
    """A run that begins now. Of one that is started by hand, CodePipeline says so whatever its commit is."""
    return {
        "pipelineExecutionId": str(uuid.uuid4()),
        "status": "InProgress",
        "startTime": time.time(),
        "sourceRevisions": revisions,
        "trigger": {"triggerType": trigger},
    }


def pipeline_of(response: Any, name: str) -> dict[str, Any]:
    """A pipeline, as it was made.

    :raises PipelineNotFoundException: there is none of that name
    """
    found = response.codepipeline_backend.pipelines.get(name)
    if found is None:
        raise PipelineNotFoundException(f"Account '{response.current_account}' does not have a pipeline '{name}'")
    return found.pipeline


def _check(pipeline: dict[str, Any], override: dict[str, Any]) -> None:
    """A revision is given to an action that reads a source, in the kind that its provider has."""
    sources = {
        action["name"]: action["actionTypeId"]["provider"]
        for stage in pipeline["stages"]
        for action in stage["actions"]
        if action["actionTypeId"]["category"] == "Source"
    }
    provider = sources.get(override["actionName"])
    if provider is None:
        raise InvalidStructureException(f"{override['actionName']} is not a source action of the pipeline")
    if override["revisionType"] not in _REVISIONS.get(provider, ()):
        raise InvalidStructureException(f"{override['revisionType']} is no revision of the provider {provider}")
