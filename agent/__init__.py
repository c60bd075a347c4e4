"""One turn in, one reply out: recall → screen → converse ⇄ act → check → remember.

Knows the modality (text, voice), not the channel. `agent/graph.py` is the flow chart, `agent/turn.py` the door.
"""
