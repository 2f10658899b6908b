"""Programs, who is enrolled in them, and who serves."""
