"""The engine that needs no key: German and English understanding, dialogue policy, words from `prompts/`."""
