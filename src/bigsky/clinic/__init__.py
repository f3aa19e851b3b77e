"""THE PLATFORM: who did what, when, on which screen. It asks the science; the science never asks it."""
