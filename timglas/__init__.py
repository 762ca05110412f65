"""Timglas: goals and results for Swedish municipalities."""
