"""Looking after people: support at any hour."""
