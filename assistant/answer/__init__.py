"""From a question to an answer: understanding, composing, the pipeline."""
