"""What every page shares: the frame, the design page, calm errors."""
