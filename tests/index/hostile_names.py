"""Names of files that have done harm somewhere, each for one that can be read."""

from __future__ import annotations

NAMES = [
    "a\nb.txt", "\u202egnp.txt", "-rf.txt", "$(touch x).txt", "a'b\"c.txt", "a\\b.txt",
    "<img src=x>.txt", " .txt", "ü.txt", "u\u0308.txt", "\x01.txt", "a" * 200 + ".txt", "%2e.txt",
    "[x](y).txt", "con.txt", "~.txt", "*.txt", "?.txt", "\u200b.txt", "🙂.txt",
    "a\tb.txt", "a\rb.txt", "a\x1b[31mb.txt", "a\x7fb.txt", "a\x85b.txt", "a\u2028b.txt",
    "NUL.txt", "aux.x.txt", "COM1.txt", "A.TXT", "a.Txt", "a..txt",
    "a .txt", "a;b.txt", "a&b.txt", "a|b.txt", "`id`.txt", "%00.txt", "%2f..%2f.txt", "{a,b}.txt",
    "!a.txt", "#a.txt", "=1+1.txt", "@a.txt", "a:b.txt", "пример.txt", "例え.txt", "\u0430.txt",
    "é" * 100 + ".txt", "\ufefftitle.txt", "a.pdf.txt", "a.txt.txt", "--help.txt",
]  # fmt: skip
