"""The dialogue policy of the embedded engine: what to do next, over the enquiry, and in which authored words.

`plan.make_plan` reads the message once (what to note, what to ask the clinic, what the aim is); `respond.next_step`
then looks at what the tools came to and either makes one more call or speaks. Both are pure: the same turn, run again
after a crash, makes the same calls and finds them in the journal.
"""

from agent.embedded.dialogue.respond import next_step
from agent.embedded.dialogue.situation import Ask, Situation, Speech

__all__ = ["Ask", "Situation", "Speech", "next_step"]
