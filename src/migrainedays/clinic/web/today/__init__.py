"""Today: who comes, whose diary is quiet, whose result is due."""
