"""What users leave behind, in SQLite below the data directory: nothing of it ever leaves it."""
