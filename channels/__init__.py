"""The written doors: each channel a folder that turns what arrives into an `Inbound` and a reply into its own form.

To add one: a folder here, a line in `app/web.py`, and the channel contract test.
"""
