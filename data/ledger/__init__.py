"""The ledger: everything that was ever said, by whom, when, and out of which file."""
