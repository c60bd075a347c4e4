"""Simulated patients through the real doors, judged by the stored outcome. Filled by the evals issue."""
