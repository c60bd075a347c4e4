"""The phone: a call as a session on the same turn as every other channel. Filled by the voice issue."""
