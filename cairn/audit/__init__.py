"""An append-only record of who did what, and the receipts that make a retry harmless."""
