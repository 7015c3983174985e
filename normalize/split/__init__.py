"""What a text says of itself, field by field."""
