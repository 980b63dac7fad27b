"""Figures over time, for a look in passing and for a display on the wall."""
