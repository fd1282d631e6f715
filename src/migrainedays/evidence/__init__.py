"""Many patients: what their courses say about a protocol, with intervals, assumptions and refusals."""
