"""Raw tables from outside parties and editors' facts, and the snapshot they make."""
