"""Rules that tell chrome from article."""
