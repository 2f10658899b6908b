"""Who is told what, discreetly, and through which channel."""
