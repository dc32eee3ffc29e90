"""Published editions and their records, and the drafting of a new one."""
