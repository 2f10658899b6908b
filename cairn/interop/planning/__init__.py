"""What importing a roster would change: its rows beside what is there. Pure.

A row's person is found by the ref in the program, else by the address inside the organization,
else by the ref of someone who left the program. Columns the file lacks leave what is there.
"""

from cairn.interop.planning.entries import SIDES, Entry, Place, Standing
from cairn.interop.planning.outcome import Change, Outcome, Step
from cairn.interop.planning.plan import plan

__all__ = ["SIDES", "Change", "Entry", "Outcome", "Place", "Standing", "Step", "plan"]
