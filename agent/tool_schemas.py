"""Tools as a chat model sees them: name, description and JSON schema of the arguments."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from tools import Tool


def schemas(tools: Sequence[Tool]) -> list[dict[str, Any]]:
    """OpenAI-style function descriptions, which every LangChain chat model accepts in `bind_tools`."""
    return [_schema(tool) for tool in tools]


@cache
def _schema(tool: Tool) -> dict[str, Any]:
    """Made once a tool: pydantic takes a millisecond for each."""
    function = {"name": tool.name, "description": tool.description, "parameters": tool.args.model_json_schema()}
    return {"type": "function", "function": function}
