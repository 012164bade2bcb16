"""Made-up workspaces in which lint finds next to nothing: what it costs where all is well."""

from typing import Any

from bench.generate import workspace
from flowops.model.json import JsonObject

_QUESTIONS = 8  # of the nodes of a flow; the others send messages and save results


def polite(flows: int, nodes: int) -> JsonObject:
    """Flows whose questions have time-outs, answers to wrong replies and translations, and whose texts are short."""
    made: Any = workspace(flows, nodes)
    for flow in made["flows"]:
        uuids = [it["uuid"] for it in flow["nodes"]]
        for index, node in enumerate(flow["nodes"]):
            _mend(flow, node, index, uuids[index + 1] if index + 1 < nodes else None)
    made["triggers"] = [
        {"trigger_type": "C", "flow": {"uuid": made["flows"][0]["uuid"], "name": made["flows"][0]["name"]}}
    ]
    return dict(made)


def _mend(flow: Any, node: Any, index: int, following: str | None) -> None:
    action, router = node["actions"][0], node["router"]
    if action["type"] != "send_msg":
        node.pop("router")
        node["exits"] = node["exits"][:1]
        return
    asks = index % 7 == 0 and index // 7 < _QUESTIONS
    ending = "Reply 1 for Yes, 0 for No" if asks else "Thank you"
    action["text"] = f"{' '.join(action['text'].split()[:9])} @fields.visits. {ending}"
    texts = flow["localization"]["swa"]
    texts[action["uuid"]] = {
        "text": [f"Tafadhali @fields.visits {index}. {'Jibu 1 Ndiyo, 0 Hapana' if asks else 'Asante'}"]
    }
    if not asks:
        _without_question(node, action, following)
        return
    yes, no = router["categories"][0], {**router["categories"][1], "name": "No"}
    other = {"uuid": f"{action['uuid'][:-3]}aaa", "name": "Other", "exit_uuid": f"{node['uuid'][:-3]}bbb"}
    silent = {
        "uuid": f"{action['uuid'][:-3]}ccc",
        "name": "No Response",
        "exit_uuid": f"{node['uuid'][:-3]}ddd",
    }
    case = router["cases"][0]
    router["cases"] = [
        {**case, "arguments": ["1 yes"]},
        {**case, "uuid": f"{case['uuid'][:-3]}eee", "arguments": ["0 no"], "category_uuid": no["uuid"]},
    ]
    for it, words in zip(router["cases"], ("1 ndiyo", "0 hapana"), strict=True):
        texts[it["uuid"]] = {"arguments": [words]}
    router["categories"] = [yes, no, other, silent]
    router["default_category_uuid"] = other["uuid"]
    router["wait"] = {"type": "msg", "timeout": {"seconds": 600, "category_uuid": silent["uuid"]}}
    leads = (following, following, node["uuid"], following)
    node["exits"] = [
        {"uuid": it["exit_uuid"], "destination_uuid": to}
        for it, to in zip(router["categories"], leads, strict=True)
    ]


def _without_question(node: Any, action: Any, following: str | None) -> None:
    result = {
        "type": "set_run_result",
        "uuid": f"{action['uuid'][:-3]}fff",
        "name": "Visits",
        "value": "@fields.visits",
        "category": "",
    }
    node["actions"].append(result)
    node.pop("router")
    node["exits"] = [{**node["exits"][0], "destination_uuid": following}]
