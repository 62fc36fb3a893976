"""What English text tells by itself: grammar, names, numbers, dates, negation, quoted speech.

Knows no question, no model of language and no store of articles. One idea a file: import the file.
"""
