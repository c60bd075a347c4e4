"""Speech engines (STT, TTS) for the phone and for voice notes, one file each. Filled by the voice issue."""
