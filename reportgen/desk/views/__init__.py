"""The pages and requests of the desk, one module a tab: `Session` and request → response."""
