"""The nodes of the turn, one file each; `agent/graph.py` says in which order."""
