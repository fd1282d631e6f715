"""Enquiries: who asked, who answers, and what the public pages say."""
