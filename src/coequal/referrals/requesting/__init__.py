"""Individual funding requests as clinicians write them: saved as they go, complete before they are sent, and naming nobody."""
