"""Training the encoder on laws and on questions with the articles that answer them: `python -m assistant.search.train`."""
