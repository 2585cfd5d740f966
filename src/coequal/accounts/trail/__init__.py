"""The audit trail: who did what, when, in which role and why; it is only ever added to, and shows where it was tampered with."""

from coequal.accounts.trail.recording import Thing, record

__all__ = ["Thing", "record"]
