"""What each employee chooses for themselves."""
