"""The workbook that a committee sends out, and what comes back: YAML → .xlsx → YAML."""
