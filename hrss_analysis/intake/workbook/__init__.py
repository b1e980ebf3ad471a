"""Spreadsheets out and in: a template for each sender, and a reader of what comes back."""
