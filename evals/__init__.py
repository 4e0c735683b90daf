"""Evaluation: gold questions and statements, scores, reports. Nothing here is imported by the assistant."""
