"""What could harm somebody through coequal, what keeps it from happening, and which tests show that it does."""

from coequal.assurance.safety.hazards import Control, Hazard, hazards
from coequal.assurance.safety.risk import LIKELIHOODS, RISKS, SEVERITIES, Risk, risk

__all__ = ["LIKELIHOODS", "RISKS", "SEVERITIES", "Control", "Hazard", "Risk", "hazards", "risk"]
