"""What programs talk to: the diary's phones, and FHIR."""
