"""What the clinic's own results say: its patients, version against version, and questions asked beforehand."""
