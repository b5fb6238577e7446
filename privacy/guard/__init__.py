"""The identifier guard: finds in free text what may point to one person, before the text is accepted."""

from privacy.guard.examination import add_detector, allow, examine
from privacy.guard.findings import KINDS, Report, Span, Tier
from privacy.guard.judging import GuardUnavailable, judge
from privacy.guard.lexicon import WordListMissing

__all__ = [
    "KINDS",
    "GuardUnavailable",
    "Report",
    "Span",
    "Tier",
    "WordListMissing",
    "add_detector",
    "allow",
    "examine",
    "judge",
]
