"""Numerics without a clinical word: likelihoods, samplers, intervals, survival, pooling."""
