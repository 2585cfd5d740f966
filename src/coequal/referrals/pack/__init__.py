"""The referral pack: what it holds, what it lacks and who can supply it, as a document and as a FHIR bundle; and the stop."""
