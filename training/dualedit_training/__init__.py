"""Training, export and measurement of the embedded diorama model."""
