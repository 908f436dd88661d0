"""Documents in, the bytes of Office files out."""
