"""What is said in each language, as tables: no code."""
