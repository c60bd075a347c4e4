"""The command line: one file a command, imported only when it is called, so that each starts fast."""
