"""The screens, by the day's work: each asks `queries`, hands values to a template, writes by `actions`."""
