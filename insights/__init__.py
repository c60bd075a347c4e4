"""Numbers a clinic can act on, one file each. Filled by the evals issue; the room and its arrows stand."""
