"""The bytes of a .docx file → its paragraphs, tables and pictures as plain data."""
