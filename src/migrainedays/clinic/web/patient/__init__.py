"""Patients: the list, one course, who they are, their days and visits."""
