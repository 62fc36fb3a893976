"""The command line and its terminal forms. Knows no component of the page."""
