"""Make the models again: each module is one command, and the same corpora give the same bytes."""
