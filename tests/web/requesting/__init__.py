"""The pages on which clinicians write funding requests."""
