"""Speed, measured as ratios side by side in one run: `./faden bench [turn|context|retrieval|sockets]`.

Absolute times depend on the machine and what else it does; a ratio of two things measured alternately does not.
No test asserts any of these numbers.
"""
