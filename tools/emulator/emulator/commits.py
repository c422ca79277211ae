"""Who wrote the commits of a repository. moto keeps no commits; a suite that plays a push says who made it."""

import json
from typing import Any

from moto.codecommit.responses import CodeCommitResponse
from moto.core.exceptions import JsonRESTError

_COMMITS: dict[tuple[str, str, str], dict[str, dict[str, Any]]] = {}


def install() -> None:
    """Teach moto's CodeCommit to answer."""
    CodeCommitResponse.get_commit = _get  # type: ignore[attr-defined]


def add_commit(about: dict[str, Any]) -> dict[str, Any]:
    """A commit of a repository. Without a committer, the author committed."""
    person = about["author"]
    commit = {"commitId": about["commit"], "author": person, "committer": about.get("committer", person)}
    _COMMITS.setdefault((about["account"], about["region"], about["repository"]), {})[about["commit"]] = commit
    return commit


def _get(response: Any) -> str:
    name, commit = response._get_param("repositoryName"), response._get_param("commitId")
    response.codecommit_backend.get_repository(name)
    found = _COMMITS.get((response.current_account, response.region, name), {}).get(commit)
    if found is None:
        raise _CommitIdDoesNotExistException(commit)
    return json.dumps({"commit": found})


class _CommitIdDoesNotExistException(JsonRESTError):
    code = 400

    def __init__(self, commit: str) -> None:
        super().__init__("CommitIdDoesNotExistException", f"Commit ID {commit} does not exist.")
