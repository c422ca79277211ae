"""Whether whoever works for the stack may make, change or remove a resource that no judged call makes."""

import json
from pathlib import Path
from typing import Any

from ..enforce.caller import ACTING
from ..enforce.decide import Denied, require
from ..enforce.rows import need_of
from ..failure import ResourceFailure
from ..report import REPORT
from .resource import Resource

LIST = Path(__file__).parents[2] / "rights.json"
_TYPES: dict[str, dict[str, Any]] = json.loads(LIST.read_text())["types"]


def check(resource: Resource, verb: str) -> None:
    """Before it is made (`create`), changed (`update`) or removed (`delete`).

    :raises ResourceFailure: the role may not
    """
    acting = ACTING.get()
    if acting is None or acting.role is None:
        return
    if resource.type not in _TYPES:
        REPORT.not_shown(resource.type, verb)
        return
    own = {"stack": resource.stack, "logicalId": resource.logical_id}
    words = {**resource.properties, **own, **({"id": resource.physical_id} if resource.physical_id else {})}
    entries = _TYPES[resource.type].get(verb, [])
    found = (need_of(entry, words, resource.account, resource.region) for entry in entries)
    try:
        require(acting, [need for need in found if need is not None], resource.region, f"{resource.type}:{verb}")
    except Denied as error:
        raise ResourceFailure(str(error)) from error
