"""Text in, provisions out: reading files, parsing 章/条/款/项, citations, numerals."""
