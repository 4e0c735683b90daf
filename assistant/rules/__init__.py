"""Encoded rules: schema, loading and checking, topics, lexicon, rendering, deadlines, assessment."""
