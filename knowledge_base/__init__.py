"""What the clinic approved to be said: import, versions, retrieval; every answer keeps its source."""
