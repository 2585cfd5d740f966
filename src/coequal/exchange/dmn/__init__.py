"""A policy as a model of OMG's DMN that other engines run, and a model as a draft policy."""
