"""Draw how accuracy falls as more questions are answered, from the figures of `evidence.py`.

    python -m benchmarks.curve

Reads `benchmarks/results/evidence.json` and writes `benchmarks/results/answered-share.svg`.
"""

from __future__ import annotations

import json

import matplotlib

matplotlib.use("svg")
from matplotlib import pyplot as plt

from benchmarks.evidence import RESULTS
from qa.loaded_readers import judge_folder


def main() -> None:
    """Draw the curve with the shipped threshold on it."""
    news = json.loads(RESULTS.read_text(encoding="utf-8"))["answerability"]["news 2025"]
    points = news["curve"]
    settings = json.loads((judge_folder() / "reader.json").read_text(encoding="utf-8"))
    threshold = settings["calibration"]["threshold"]
    shipped = min(points, key=lambda point: abs(point["threshold"] - threshold))
    figure, axes = plt.subplots(figsize=(6, 4))
    axes.plot([p["answered"] for p in points], [p["right"] for p in points], marker=".")
    axes.plot(shipped["answered"], shipped["right"], "o", label="the shipped threshold")
    axes.set_xlabel("share of the questions that are answered")
    axes.set_ylabel("share of the answers whose first sentence is right")
    axes.set_title(
        f"News of 2025, {news['questions']} questions, half of them without their answer",
        fontsize=10,
    )
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1)
    axes.grid(visible=True, linewidth=0.4)
    axes.legend()
    figure.savefig(RESULTS.with_name("answered-share.svg"), metadata={"Date": None})


if __name__ == "__main__":
    main()
