"""What is to be done: tasks of offices, with a day by which, and a way up when it passes."""
