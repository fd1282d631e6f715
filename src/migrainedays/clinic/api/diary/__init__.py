"""The interface of the phones: batches by id, each phone let in by its own key."""
