"""Finding the clauses that a question is about: encoder, FAISS and BM25 indexes, the hybrid retriever, training."""
