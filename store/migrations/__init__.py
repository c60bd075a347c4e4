"""The schema's history. A change: alter `store/tables/`, add `versions/vNNNN_….py`, name its revision here.

`tests/store/test_migrations.py` says what differs between the tables and the migrated schema.
"""

HEAD = "0003"
"""The revision this code needs; known without loading Alembic, so that an up-to-date start is quick."""
