"""Tools that know nothing of doctors: strict YAML, days in words. Every room may import this one; it imports none."""
