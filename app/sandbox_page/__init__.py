"""The page `/sandbox`: the clinic's clock, a patient's chat and what reception sees, side by side.

It only calls what contract.md's "Sandbox" offers. Words in `words/*.json`, one style and one script in `static/`.
"""
