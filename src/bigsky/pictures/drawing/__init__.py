"""The small toolkit that pictures are drawn with."""
