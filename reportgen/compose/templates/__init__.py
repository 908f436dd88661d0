"""Templates of a theme: what kinds there are, what they see, what they may do, their faults."""
