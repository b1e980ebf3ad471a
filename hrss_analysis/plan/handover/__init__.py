"""From one year's plan to the next: what becomes of each indicator, proposed here and decided by a person."""
