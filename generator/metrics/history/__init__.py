"""Calendar years, long spans, a century: has it been this bad before."""
