"""Answers questions on Chinese accountability regulations (问责制度), every sentence cited."""

__version__ = "0.1.0"
