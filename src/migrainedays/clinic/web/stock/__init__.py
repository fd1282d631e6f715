"""The vials: what is there, what was done to each, who was given what of a lot."""
