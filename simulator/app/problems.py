"""What a user can mend: one sentence that says what, where and how."""


class UserError(Exception):
    """The message is the sentence; the command line prints it and ends with status 1."""
