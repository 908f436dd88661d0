"""Theme folders in, what the writers need of formats, palettes and Office files out."""
