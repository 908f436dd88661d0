"""How well the checks of numbers work: false findings and overlooked changes, on faithful records."""
