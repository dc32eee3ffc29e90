"""The domain as values: metrics, records, errors, formatting, and all input names."""
