"""The ground everything stands on: verdicts, the clock, ids, encryption. No tables."""
