"""How are the facts kept true? Checked, listed when they must be read again, compared between years, begun anew."""
