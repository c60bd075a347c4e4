"""The embedded engine as a LangChain chat model: it emits the same tool calls a cloud model would.

It reads the situation from the system message's `additional_kwargs["faden"]` (see `agent/conversation.py`), decides
by `agent.embedded.dialogue`, and speaks authored words only. What it asked for travels in the reply's
`additional_kwargs["faden"]`.
"""

from __future__ import annotations

from typing import Any

from langchain_core.callbacks import AsyncCallbackManagerForLLMRun, CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatResult

from agent.embedded.dialogue import Speech, next_step
from domain.clinic import Clinic


class EmbeddedModel(BaseChatModel):
    """No key, no network, no sampling: the same situation gives the same answer."""

    clinic: Clinic

    @property
    def _llm_type(self) -> str:
        return "faden-embedded"

    def bind_tools(self, tools: Any, **kwargs: Any) -> EmbeddedModel:
        """The policy knows the tools; which are usable is enforced where they run."""
        return self

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        return ChatResult(generations=[ChatGeneration(message=self._answer(messages))])

    async def _agenerate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        return self._generate(messages, stop, None, **kwargs)

    def _answer(self, messages: list[BaseMessage]) -> AIMessage:
        situation = messages[0].additional_kwargs["faden"]
        step = next_step(**situation, clinic=self.clinic)
        if isinstance(step, Speech):
            return _spoken(step)
        first = len(situation["made"])
        calls = [{"name": ask.tool, "args": ask.args, "id": f"call-{first + i}"} for i, ask in enumerate(step)]
        return AIMessage("", tool_calls=calls)


def _spoken(speech: Speech) -> AIMessage:
    extra = {
        "asked": speech.asked,
        "asked_data": speech.asked_data,
        "choices": [{"title": title, "payload": payload} for title, payload in speech.choices],
        "show_choices": speech.show_choices,
    }
    return AIMessage(speech.text, additional_kwargs={"faden": extra})
