"""The guard: statements, the claims in them, and verdicts against the encoded rules."""
