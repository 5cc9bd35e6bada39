"""Records: kept in batches, shown by one rule, taken back, closed by period."""
