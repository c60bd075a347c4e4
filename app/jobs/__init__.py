"""Durable work: turns and due rows. The only place that imports dbos; everything else starts work through ports."""
