"""What a follow-up question takes from the one before it: the topic, a swapped thing."""
