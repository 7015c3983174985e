"""Many documents: files, folders, crawls; on one machine, and what engines build on."""
