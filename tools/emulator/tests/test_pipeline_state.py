"""Stages of a pipeline: their state is that of the actions that a suite has played, and a failed one can be retried."""

from typing import Any

from botocore.exceptions import ClientError

from .world import ACCOUNT, REGION, Case, client, control, new_role, trusting

PIPELINE = "pipeline-state"
PLACE = {"account": ACCOUNT, "region": REGION, "pipeline": PIPELINE}


def action(name: str, category: str, provider: str, owner: str = "AWS") -> dict[str, Any]:
    """An action of a pipeline."""
    return {"name": name, "actionTypeId": {"category": category, "owner": owner, "provider": provider, "version": "1"}}


class PipelineState(Case):
    """A pipeline with two stages."""

    def setUp(self) -> None:
        super().setUp()
        self.pipelines = client("codepipeline")
        stages = [
            {"name": "Source", "actions": [action("Source", "Source", "CodeCommit")]},
            {"name": "Scan", "actions": [action("Build", "Build", "CodeBuild"), action("Scan", "Build", "CodeBuild")]},
        ]
        role = new_role(trust=trusting({"Service": "codepipeline.amazonaws.com"}))
        store = {"type": "S3", "location": "bucket"}
        if PIPELINE not in [found["name"] for found in self.pipelines.list_pipelines()["pipelines"]]:
            self.pipelines.create_pipeline(
                pipeline={"name": PIPELINE, "roleArn": role, "artifactStore": store, "stages": stages}
            )

    def played(self, *found: tuple[str, str, str, str]) -> None:
        """Say what was run, newest first: run, stage, action, status."""
        details = [
            {"pipelineExecutionId": run, "stageName": stage, "actionName": name, "status": status}
            for run, stage, name, status in found
        ]
        control("POST", "executions", {**PLACE, "details": details})

    def stages(self) -> list[str | None]:
        """The statuses of the stages."""
        found = self.pipelines.get_pipeline_state(name=PIPELINE)["stageStates"]
        return [stage.get("latestExecution", {}).get("status") for stage in found]

    def retry(self, stage: str, run: str) -> str | None:
        """Retry; the code of what is refused."""
        try:
            self.pipelines.retry_stage_execution(
                pipelineName=PIPELINE, stageName=stage, pipelineExecutionId=run, retryMode="FAILED_ACTIONS"
            )
        except ClientError as error:
            return str(error.response["Error"]["Code"])
        return None

    def test_the_state_is_that_of_the_actions(self) -> None:
        self.played()
        self.assertEqual(self.stages(), [None, None])
        source = ("1", "Source", "Source", "Succeeded")
        self.played(("1", "Scan", "Build", "Succeeded"), source)
        self.assertEqual(self.stages(), ["Succeeded", "InProgress"])
        self.played(("1", "Scan", "Scan", "Failed"), ("1", "Scan", "Build", "Succeeded"), source)
        self.assertEqual(self.stages(), ["Succeeded", "Failed"])

    def test_a_failed_stage_is_retried_and_no_other(self) -> None:
        before = (("1", "Scan", "Build", "Succeeded"), ("1", "Source", "Source", "Succeeded"))
        self.played(("1", "Scan", "Scan", "Failed"), *before)
        self.assertEqual(self.retry("Deploy", "1"), "StageNotFoundException")
        self.assertEqual(self.retry("Scan", "0"), "NotLatestPipelineExecutionException")
        self.assertEqual(self.retry("Source", "1"), "StageNotRetryableException")
        self.assertIsNone(self.retry("Scan", "1"))
        self.assertEqual(self.stages(), ["Succeeded", "InProgress"])
        self.assertEqual(self.retry("Scan", "1"), "StageNotRetryableException")
        self.played(("1", "Scan", "Scan", "Succeeded"), *before)
        self.assertEqual(self.stages(), ["Succeeded", "Succeeded"])
