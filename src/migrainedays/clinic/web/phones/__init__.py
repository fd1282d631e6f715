"""The phones of a patient as the clinic sees them, red flags that wait, and the paper sheet for those without."""
