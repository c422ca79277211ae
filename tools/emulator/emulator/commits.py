"""Commits of repositories and the tips of their branches. moto keeps neither; a suite that plays a push says what it was."""

import json
from typing import Any

from moto.codecommit.responses import CodeCommitResponse
from moto.core.exceptions import JsonRESTError

_COMMITS: dict[tuple[str, str, str], dict[str, dict[str, Any]]] = {}
# The newest commit of each branch.
_TIPS: dict[tuple[str, str, str], dict[str, str]] = {}
# https://docs.aws.amazon.com/codecommit/latest/APIReference/API_BatchGetCommits.html
AT_ONCE = 100


def install() -> None:
    """Teach moto's CodeCommit to answer."""
    CodeCommitResponse.get_commit = _get  # type: ignore[attr-defined]
    CodeCommitResponse.batch_get_commits = _get_several  # type: ignore[attr-defined]
    CodeCommitResponse.get_branch = _branch  # type: ignore[attr-defined]


def add_commit(about: dict[str, Any]) -> dict[str, Any]:
    """A commit of a repository. Without a committer, the author committed. With `branch` it is the newest one there."""
    person = about["author"]
    commit = {
        "commitId": about["commit"],
        "author": person,
        "committer": about.get("committer", person),
        "parents": about.get("parents", []),
    }
    place = (about["account"], about["region"], about["repository"])
    _COMMITS.setdefault(place, {})[about["commit"]] = commit
    if "branch" in about:
        _TIPS.setdefault(place, {})[about["branch"]] = about["commit"]
    return commit


def _place(response: Any) -> tuple[str, str, str]:
    name = response._get_param("repositoryName")
    response.codecommit_backend.get_repository(name)
    return response.current_account, response.region, name


def _get(response: Any) -> str:
    commit = response._get_param("commitId")
    found = _COMMITS.get(_place(response), {}).get(commit)
    if found is None:
        raise _Refused("CommitIdDoesNotExistException", f"Commit ID {commit} does not exist.")
    return json.dumps({"commit": found})


def _get_several(response: Any) -> str:
    ids = response._get_param("commitIds") or []
    if not ids:
        raise _Refused("CommitIdsListRequiredException", "A list of commit IDs is required.")
    if len(ids) > AT_ONCE:
        raise _Refused("CommitIdsLimitExceededException", f"The maximum number of commit IDs is {AT_ONCE}.")
    known = _COMMITS.get(_place(response), {})
    missing = [{"commitId": each, "errorCode": "CommitIdDoesNotExistException"} for each in ids if each not in known]
    return json.dumps({"commits": [known[each] for each in ids if each in known], "errors": missing})


def _branch(response: Any) -> str:
    name = response._get_param("branchName")
    tip = _TIPS.get(_place(response), {}).get(name)
    if tip is None:
        raise _Refused("BranchDoesNotExistException", f"Branch {name} does not exist.")
    return json.dumps({"branch": {"branchName": name, "commitId": tip}})


class _Refused(JsonRESTError):
    code = 400
