"""The one place where the parts meet: the program, its screens with their sessions, and what the command line does."""
