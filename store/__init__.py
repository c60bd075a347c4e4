"""Durable truth: tables, migrations, repositories, the unit of work, encryption. Start at `engine.open_store`."""
