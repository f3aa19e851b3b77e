"""The science of ketamine care: facts in, decision out; no clock, no disk, no network."""
