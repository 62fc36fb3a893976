"""Gradio's theme for Byline: fonts that every system has, no shadows, our colours."""

from __future__ import annotations

import gradio as gr

SANS = (
    "system-ui",
    "-apple-system",
    "Segoe UI",
    "Roboto",
    "Noto Sans",
    "DejaVu Sans",
    "sans-serif",
)
MONO = ("ui-monospace", "Menlo", "Consolas", "DejaVu Sans Mono", "monospace")


def byline_theme() -> gr.themes.Base:
    """Plain names of fonts only: a named web font would be fetched from its maker."""
    theme = gr.themes.Base(font=list(SANS), font_mono=list(MONO))
    return theme.set(
        body_background_fill="#fbfaf7",
        body_background_fill_dark="#161513",
        body_text_color="#1d1b18",
        body_text_color_dark="#e9e5dc",
        block_border_width="0px",
        block_shadow="none",
        block_shadow_dark="none",
        block_background_fill="transparent",
        block_background_fill_dark="transparent",
        block_padding="0px",
        block_radius="0px",
        layout_gap="0px",
    )
