"""Drafts and briefings as files on disk. Knows no command and no page."""
