"""Danish words, dates and numbers as the pages show them. No Django, no clock."""
