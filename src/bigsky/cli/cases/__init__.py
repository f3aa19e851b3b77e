"""A recorded journey: read it, answer its six questions, compare with what was expected."""
