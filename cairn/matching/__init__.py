"""Who could walk with whom: runs, proposals, offers."""
