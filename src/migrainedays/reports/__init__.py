"""Values in, pictures and documents out: for the page, the paper and the command line alike."""
