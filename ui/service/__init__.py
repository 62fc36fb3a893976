"""What stands between page and answers: guards, desk, opening, saved.

Knows no component and no HTML.
"""
