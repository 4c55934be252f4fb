"""The demo: one invented municipality, the same at each loading but for the day it is loaded."""
