"""JSON and CSV for programs, with their schemas."""
