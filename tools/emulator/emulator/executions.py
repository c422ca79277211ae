"""What a pipeline's record says of its runs. moto runs no pipelines; a suite that plays one says what happened."""

import json
from typing import Any

from moto.codepipeline.exceptions import PipelineNotFoundException
from moto.codepipeline.responses import CodePipelineResponse

_DETAILS: dict[tuple[str, str, str], list[dict[str, Any]]] = {}


def install() -> None:
    """Teach moto's CodePipeline to answer."""
    CodePipelineResponse.list_action_executions = _list  # type: ignore[attr-defined]


def set_details(about: dict[str, Any]) -> list[dict[str, Any]]:
    """The record of a pipeline, in the place of what it was."""
    _DETAILS[about["account"], about["region"], about["pipeline"]] = list(about["details"])
    return about["details"]


def _list(response: Any) -> str:
    name = response._get_param("pipelineName")
    details = _DETAILS.get((response.current_account, response.region, name))
    if details is None:
        if name not in response.codepipeline_backend.pipelines:
            raise PipelineNotFoundException(f"Account '{response.current_account}' does not have a pipeline '{name}'")
        details = []
    run = (response._get_param("filter") or {}).get("pipelineExecutionId")
    found = [item for item in details if run is None or item.get("pipelineExecutionId", run) == run]
    return json.dumps({"actionExecutionDetails": found})
