"""The patient's phone: the app at `/diary/`, its words, and what makes it work without a network."""
