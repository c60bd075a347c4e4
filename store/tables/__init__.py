"""All tables. Importing this package registers every one of them in `metadata`."""

from store.tables import book, knowledge, people, plans, staff, thread
from store.tables.columns import metadata

__all__ = ["book", "knowledge", "metadata", "people", "plans", "staff", "thread"]
