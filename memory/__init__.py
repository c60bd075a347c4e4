"""One memory for all channels: arriving messages, the thread, the brief, the enquiry, the journal.

Doors and tools come here instead of to the store. What may be read depends on proven identity, decided in
`memory/assurance.py`; nothing above this room can widen it.
"""

from memory.brief import Brief, Known
from memory.memory import Arrival, Memory

__all__ = ["Arrival", "Brief", "Known", "Memory"]
