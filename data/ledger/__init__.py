"""The ledger itself: one database, its tables, who may write, what was written, where it is."""
