"""Policies, cases and assessments as FHIR R4 resources, in the shape of JSON; no server and no framework is needed."""
