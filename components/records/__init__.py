"""What the ledger holds: batches, histories, closed periods."""
