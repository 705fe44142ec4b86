"""Questions and quiz items that a language model proposes for a regulation: read, proved, stored,
and left for a person to approve. Nothing proposed enters the bank or the stock by itself."""
