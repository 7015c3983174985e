"""What plugin authors work with: fixtures, learning an outlet from its pages, checking a plugin."""
