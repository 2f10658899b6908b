"""Day by day: check-ins, coping plans, stretches."""
