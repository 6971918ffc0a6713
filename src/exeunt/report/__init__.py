"""From an assessment to what people read: one HTML file a language, JSON, tables. Everything is a pure function."""
