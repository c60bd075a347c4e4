"""A scripted chat model: says and asks for exactly what a test wrote down. As public as the real ones.

`ScriptedModel(script=[AIMessage(...), ...])` answers with its entries in order; running out is an error that says so.
"""

from __future__ import annotations

from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatResult
from pydantic import Field, PrivateAttr


class ScriptedModel(BaseChatModel):
    """Keeps what it was shown in `seen`, so that a test can look at the prompt."""

    script: list[AIMessage] = Field(default_factory=list)
    _seen: list[list[BaseMessage]] = PrivateAttr(default_factory=list)

    @property
    def _llm_type(self) -> str:
        return "faden-scripted"

    @property
    def seen(self) -> list[list[BaseMessage]]:
        return self._seen

    def bind_tools(self, tools: Any, **kwargs: Any) -> ScriptedModel:
        return self

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        step = len(self._seen)
        self._seen.append(messages)
        if step >= len(self.script):
            raise IndexError(f"the script has only {len(self.script)} entries")
        return ChatResult(generations=[ChatGeneration(message=self.script[step])])
