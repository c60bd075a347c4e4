"""The staff door: the API of contract.md and the pages of the console over it, behind a login."""
