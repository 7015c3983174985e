"""Sources to blocks."""
