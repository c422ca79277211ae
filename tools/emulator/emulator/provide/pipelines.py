"""What builds and releases: CodeCommit, CodeBuild and CodePipeline."""

from typing import Any

from .api import Api, call
from .resource import Resource


class Project(Api):
    """moto cannot change a project; one of the same name, made anew, is the same to everybody."""

    def change(self, resource: Resource, before: dict[str, Any]) -> None:
        """Delete it, and make it as it is now."""
        resource.properties.setdefault("Name", resource.physical_id)
        call(resource, "codebuild", "delete_project", {"name": resource.physical_id})
        call(resource, "codebuild", "create_project", self._values(resource))


def _pipeline(resource: Resource) -> dict[str, Any]:
    return {"pipeline": resource.properties, "tags": resource.properties.get("Tags", [])}


TYPES = {
    "AWS::CodeCommit::Repository": Api(
        "codecommit",
        "create_repository",
        "repositoryMetadata.repositoryId",
        "delete_repository",
        {"repositoryName": "=RepositoryName"},
        attributes={
            "Arn": "repositoryMetadata.Arn",
            "Name": "repositoryMetadata.repositoryName",
            "CloneUrlHttp": "repositoryMetadata.cloneUrlHttp",
        },
        tags=False,
    ),
    "AWS::CodeBuild::Project": Project(
        "codebuild",
        "create_project",
        "project.name",
        "delete_project",
        {"name": "{id}"},
        attributes={"Arn": "project.arn"},
        named=("Name", 149),
    ),
    "AWS::CodePipeline::Pipeline": Api(
        "codepipeline",
        "create_pipeline",
        "pipeline.name",
        "delete_pipeline",
        {"name": "{id}"},
        update="update_pipeline",
        attributes={"Version": "pipeline.version"},
        named=("Name", 100),
        shape=_pipeline,
    ),
}
