"""Tables of a record: their joined cells, their faults, and those taken from a workbook."""
