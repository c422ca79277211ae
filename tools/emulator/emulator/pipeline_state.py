"""The state of a pipeline's stages, from the record of its runs; and a stage that is retried.

A suite that plays a run says what its actions came to (`POST /emulator/executions`). After a retry the failed actions are in progress, and
the suite says what they came to then.
"""

import json
import time
import uuid
from typing import Any

from moto.codepipeline.responses import CodePipelineResponse
from moto.core.exceptions import JsonRESTError

from .executions import details_of, pipeline_of, runs_of


class _Refused(JsonRESTError):
    code = 400


def install() -> None:
    """Teach moto's CodePipeline the state of stages."""
    CodePipelineResponse.get_pipeline_state = _state  # type: ignore[attr-defined]
    CodePipelineResponse.retry_stage_execution = _retry  # type: ignore[attr-defined]


def _state(response: Any) -> str:
    name = response._get_param("name")
    pipeline = pipeline_of(response, name)
    details = details_of(response, name)
    stages = [_stage(stage, details) for stage in pipeline["stages"]]
    return json.dumps({"pipelineName": name, "pipelineVersion": pipeline.get("version", 1), "stageStates": stages})


def _stage(stage: dict[str, Any], details: list[dict[str, Any]]) -> dict[str, Any]:
    run = _newest_run(stage["name"], details)
    # A stage that no run has come to has no execution.
    latest = {} if run is None else {"latestExecution": {"pipelineExecutionId": run, "status": _status(stage, details)}}
    return {
        "stageName": stage["name"],
        "inboundTransitionState": {"enabled": True},
        "actionStates": [_action(action, _newest(details, stage["name"], action["name"])) for action in stage["actions"]],
        **latest,
    }


def _action(action: dict[str, Any], found: dict[str, Any] | None) -> dict[str, Any]:
    name = action["name"]
    if found is None:
        return {"actionName": name}
    result = found.get("output", {}).get("executionResult", {})
    about = {key: result[key] for key in ("externalExecutionId", "externalExecutionUrl", "errorDetails") if key in result}
    changed = found.get("lastUpdateTime", found.get("startTime"))
    about |= {} if changed is None else {"lastStatusChange": changed}
    if action["actionTypeId"]["category"] == "Approval" and found["status"] == "InProgress":
        # Only an approval that waits has a token: with it, somebody answers.
        about["token"] = str(uuid.uuid5(uuid.NAMESPACE_OID, str(found.get("actionExecutionId", name))))
    return {"actionName": name, "latestExecution": {"status": found["status"], **about}}


def _newest(details: list[dict[str, Any]], stage: str, action: str) -> dict[str, Any] | None:
    """The newest execution of an action; the record is newest first."""
    return next((each for each in details if (each.get("stageName"), each["actionName"]) == (stage, action)), None)


def _newest_run(stage: str, details: list[dict[str, Any]]) -> str | None:
    return next((each.get("pipelineExecutionId", "") for each in details if each.get("stageName") == stage), None)


def _status(stage: dict[str, Any], details: list[dict[str, Any]]) -> str:
    run = _newest_run(stage["name"], details)
    mine = [each for each in details if each.get("pipelineExecutionId", "") == run]
    found = [_newest(mine, stage["name"], action["name"]) for action in stage["actions"]]
    statuses = {"InProgress" if each is None else str(each["status"]) for each in found}
    for status in ("InProgress", "Failed"):
        if status in statuses:
            return status
    return "Succeeded"


def _retry(response: Any) -> str:
    """https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_RetryStageExecution.html"""
    name, stage_name = response._get_param("pipelineName"), response._get_param("stageName")
    run, mode = response._get_param("pipelineExecutionId"), response._get_param("retryMode")
    stages = {stage["name"]: stage for stage in pipeline_of(response, name)["stages"]}
    if stage_name not in stages:
        raise _Refused("StageNotFoundException", f"The pipeline '{name}' has no stage '{stage_name}'")
    details = details_of(response, name)
    if run != _newest_run(stage_name, details):
        raise _Refused(
            "NotLatestPipelineExecutionException",
            f"The pipeline execution '{run}' is not the latest one of the stage '{stage_name}'",
        )
    stage = stages[stage_name]
    if _status(stage, details) != "Failed":
        raise _Refused("StageNotRetryableException", f"The stage '{stage_name}' has no failed actions to retry")
    actions = [action["name"] for action in stage["actions"]]
    failed = [action for action in actions if (_newest(details, stage_name, action) or {}).get("status") == "Failed"]
    for action in failed if mode == "FAILED_ACTIONS" else actions:
        again = {"pipelineExecutionId": run, "actionExecutionId": str(uuid.uuid4()), "startTime": time.time()}
        details.insert(0, {**again, "stageName": stage_name, "actionName": action, "status": "InProgress"})
    for each in runs_of(response, name):
        if each["pipelineExecutionId"] == run:
            each["status"] = "InProgress"
    return json.dumps({"pipelineExecutionId": run})
