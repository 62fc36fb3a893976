"""What a person sees in the browser: views as HTML, Gradio parts, the assets.

Knows no engine behind an answer.
"""
