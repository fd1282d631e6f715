"""The week, whom to call, and how the clinic arranges its visits."""
