"""How a release was signed: it says something about the person, so it is sealed and shown to the giver alone."""

from cases.releases.choices import How, Interpreter, SignedBy
from privacy.documents import Document


class Signature(Document, kind="release-signature", version=1):
    """Who signed, how, and whether an interpreter helped. Never the paper, never a name."""

    signed_by: SignedBy
    how: How
    interpreter: Interpreter
