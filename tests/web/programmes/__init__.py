"""Programmes as everybody reads them."""
