"""How well the identifier guard does on a corpus: figures by kind with n, recall and its interval, and the misses.

    python bench/guard.py [CORPUS.jsonl ...]

Without names it measures the tuning part, and the two parts that nobody tunes on where they are there.

Each line of a corpus is `{"text", "kind", "tier", "words"}`: `words` is the part of the text that must be found
with at least that tier; lines of kind `clean` must stay clean. Exits 1 if an aim of the guard is missed.
"""

import json
import math
import statistics
import sys
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from privacy.guard import Report, Tier, examine

TUNING = ROOT / "tests" / "privacy" / "corpus" / "tuning.jsonl"
# Written by another hand. Only measured on: whoever mends the guard after reading its misses has to replace it.
HELD_OUT = TUNING.with_name("held_out.jsonl")
# 129 lines of whoever mended the rules in the third round, written after that, 200 of a third hand after the sixth, and
# 300 of a fourth that whoever mended them in the seventh has not seen.
MEASURED = TUNING.with_name("measured.jsonl")
MILLISECONDS = 5.0
# Characters of the shortest line that may stand for a note.
ORDINARY = 40


def interval(hits: int, n: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share."""
    z, share = 1.96, hits / n
    middle, width = share + z * z / (2 * n), z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    scale = 1 + z * z / n
    return (middle - width) / scale, (middle + width) / scale


def right(line: dict[str, Any], report: Report) -> bool:
    """Clean lines stay clean; others have a finding of enough weight on the words that matter."""
    if line["kind"] == "clean":
        return report.tier is Tier.CLEAN
    start = line["text"].index(line["words"])
    end = start + len(line["words"])
    enough = {Tier.STOP} if line["tier"] == "stop" else {Tier.STOP, Tier.ASK}
    return any(span.tier in enough and span.start < end and start < span.end for span in report.spans)


def share(title: str, hits: int, n: int) -> float:
    low, high = interval(hits, n)
    print(f"{title:12} n={n:<4} {hits / n:6.1%}  (95 % {low:.0%} to {high:.0%})")
    return hits / n


def measure(path: Path) -> bool:
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    marks: dict[str, list[bool]] = defaultdict(list)
    missed = []
    for line in lines:
        fits = right(line, examine(line["text"]))
        marks[line["kind"]].append(fits)
        marks[f"all {line['tier']}"].append(fits)
        if not fits:
            missed.append(line)
    print(f"\n{path.name}")
    shares = {kind: share(kind, sum(fits), len(fits)) for kind, fits in sorted(marks.items())}
    for line in missed:
        print(f"  {line['kind']:9} {line['text']!r}")
    aims = {"all stop": 1.0, "all ask": 0.9, "all clean": 0.95}
    return all(shares.get(kind, 1.0) >= aim for kind, aim in aims.items())


def speed() -> bool:
    """The median time for one text of 1,000 characters of ordinary notes, in milliseconds."""
    lines = [json.loads(line)["text"] for line in TUNING.read_text(encoding="utf-8").splitlines()]
    # Scraps of a few words, which the corpus is full of, have more numbers and names to the line than any note.
    lines = [line for line in lines if len(line) >= ORDINARY]
    texts = [" ".join(lines[at : at + 60])[:1000] for at in range(0, len(lines) - 60, 12)]
    times = []
    for _ in range(5):
        for text in texts:
            begun = time.process_time()
            examine(text)
            times.append((time.process_time() - begun) * 1000)
    print(f"\n1 kB: median {statistics.median(times):.2f} ms, worst {max(times):.2f} ms, n={len(times)}")
    return statistics.median(times) <= MILLISECONDS


if __name__ == "__main__":
    examine("")
    corpora = [Path(name) for name in sys.argv[1:]] or [path for path in (TUNING, HELD_OUT, MEASURED) if path.exists()]
    results = [measure(path) for path in corpora] + [speed()]
    sys.exit(0 if all(results) else 1)
