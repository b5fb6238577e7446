"""Holds a copy of the ledger against its signed checkpoints, offline: `python -m audit.verify FILE`.

It needs no settings, no database and no secret: only the file of `manage.py audit_export` (or `audit_proof`), the
public key, and the checkpoints that auditors have kept (C2SP notes). Exit code 0: whole; 1: something was changed;
2: not readable.
"""

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from audit.merkle import Edge, leaf_hash
from audit.note import NoteBroken, PublicKey, TreeHead, decode_base64, open_note
from audit.proofs import check_proof

FORMAT = 1
# Events are sealed in the order of their transactions, none of which may last this long.
LATEST = timedelta(minutes=10)
_WHOLE, _NOT_WHOLE = "The ledger is whole.", "The ledger is not whole."


class Unreadable(Exception):
    """The file is not a whole copy of a ledger."""


@dataclass(frozen=True)
class Finding:
    """What does not fit; `index` is the first event that it can be about, None where it is about none."""

    words: str
    index: int | None = None


@dataclass
class Report:
    """What was held against what. `findings` is empty for a whole ledger, or for a proof (`proved`) that holds."""

    key: str = ""
    leaves: int = 0
    unsealed: int = 0
    heads: int = 0
    proved: str = ""
    findings: list[Finding] = field(default_factory=list)

    @property
    def first_bad(self) -> int | None:
        """The lowest index that a finding names."""
        return min((found.index for found in self.findings if found.index is not None), default=None)


@dataclass(frozen=True)
class _Signed:
    """A checkpoint's head and where it came from."""

    head: TreeHead
    source: str


class _Check:
    """One pass over a copy, in constant memory beside the checkpoints."""

    def __init__(self, key: PublicKey) -> None:
        self.key = key
        self.report = Report(key=str(key))
        self._heads: dict[int, list[_Signed]] = defaultdict(list)
        # None once a leaf is missing: then no later root can be computed.
        self._edge: Edge | None = Edge()
        self._held = 0
        self._broken: _Signed | None = None
        self._newest: datetime | None = None

    def note(self, text: str, source: str) -> None:
        """Take in a checkpoint; all of them come before the first leaf."""
        try:
            head = open_note(text, self.key)
        except NoteBroken as error:
            self._find(f"{source}: {error}.")
            return
        self.report.heads += 1
        for other in self._heads[head.size]:
            if other.head != head:
                self._find(f"{source} and {other.source} contradict each other: {head.size} events, two roots.")
        self._heads[head.size].append(_Signed(head, source))

    def leaf(self, index: int, hashed: bytes, columns: Mapping[str, Any] | None, body: bytes | None) -> None:
        """Take in the next event of the tree."""
        expected = self.report.leaves
        if index < expected:
            self._find(f"Event {index} stands twice or out of its order.", index)
            return
        if index > expected:
            self._find(f"Events {expected} to {index - 1} are gone.", expected)
            self._edge = None
        self.report.leaves = index + 1
        if columns is None or body is None:
            self._find(f"Event {index} is gone; its place in the tree is still there.", index)
        elif leaf_hash(body) != hashed:
            self._find(f"Event {index} ({columns.get('id')}) was changed after it was sealed.", index)
        else:
            self._event(f"Event {index}", columns, body, index)
        self._grow(hashed)

    def unsealed(self, columns: Mapping[str, Any], body: bytes) -> None:
        """Take in an event that has no leaf yet."""
        self.report.unsealed += 1
        self._event(f"The unsealed event {columns.get('id')}", columns, body, None)

    def finish(self) -> Report:
        """Say what is signed and not there, and what is there and not signed."""
        leaves = self.report.leaves
        for size in sorted(self._heads):
            if size > leaves:
                source = self._heads[size][0].source
                self._find(f"The ledger was rolled back from {size} to {leaves} events ({source}).", leaves)
                break
        covered = max(self._heads, default=0)
        if covered < leaves:
            self._find(f"No checkpoint covers the events from {covered} on.", covered)
        return self.report

    def _event(self, name: str, columns: Mapping[str, Any], body: bytes, index: int | None) -> None:
        said = columns_of(body)
        if said is None:
            self._find(f"{name} does not read as an event.", index)
            return
        wrong = [key for key in said if key not in columns or not _same(key, said[key], columns[key])]
        if wrong:
            self._find(f"{name}: what it is found by was changed ({', '.join(sorted(wrong))}).", index)
        at = datetime.fromisoformat(said["at"])
        newest = self._newest or at
        if newest - at > LATEST:
            self._find(f"{name} is dated {at.isoformat()}, but came after events of {newest.isoformat()}.", index)
        if index is not None:
            self._newest = max(newest, at)

    def _grow(self, leaf: bytes) -> None:
        if self._edge is None:
            return
        self._edge = self._edge.grow(leaf)
        for signed in self._heads.get(self._edge.size, ()):
            self._hold(signed, self._edge)

    def _hold(self, signed: _Signed, edge: Edge) -> None:
        """Compare a signed root with the tree so far."""
        if signed.head.root == edge.root():
            if self._broken is None:
                self._held = edge.size
            elif self._broken.head.size < edge.size:
                self._find(f"{signed.source} and {self._broken.source} contradict each other.")
        elif self._broken is None:
            self._broken = signed
            last = edge.size - 1
            which = f"Event {last}" if self._held == last else f"One of the events {self._held} to {last}"
            self._find(f"{which} is not what was signed ({signed.source}).", self._held)

    def _find(self, words: str, index: int | None = None) -> None:
        self.report.findings.append(Finding(words, index))


def columns_of(body: bytes) -> dict[str, Any] | None:
    """What the ledger's index columns must say of an event, read from its bytes; None if they are no event."""
    try:
        said = json.loads(body)
        if datetime.fromisoformat(said["at"]).tzinfo is None:
            return None
        return {
            "id": said["id"],
            "at": said["at"],
            "kind": said["kind"],
            "team": said["team"],
            "actor": said["actor"]["id"],
            "agency": said["agency"]["id"],
            "inner_of": said["inner_of"],
            "records": [record["id"] for record in said["records"]],
            "codes": [record["code"] for record in said["records"]],
        }
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return None


def verify(lines: Iterable[str], notes: Mapping[str, str], key: PublicKey | None = None) -> Report:
    """Check a copy, line by line, against the checkpoints in it and those in `notes` (name -> signed note); or a proof.

    Without `key`, the one that the copy names is used: then at least one kept note must be there to mean anything.

    Raises:
        Unreadable: not a copy, or not a whole one.
    """
    rows = _rows(lines)
    try:
        head = next(rows, {})
        if "proof" in head:
            return _proof(head, notes, key)
        if head["ledger"] != FORMAT:
            raise Unreadable("This is a copy of another version.")
        if key is None and head["key"] is None:
            raise Unreadable("Nothing was sealed yet.")
        check = _Check(key or PublicKey.parse(head["key"]))
        for name, note in notes.items():
            check.note(note, name)
        return _all(check, rows)
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise Unreadable(f"This is not a copy of a ledger ({type(error).__name__}).") from None


def _proof(row: Mapping[str, Any], notes: Mapping[str, str], key: PublicKey | None) -> Report:
    findings = [Finding(words) for words in check_proof(row, notes, key)]
    what = decode_base64(row["body"]).decode(errors="replace") if "body" in row else f"since {row['since']} events"
    return Report(key=str(key or row["key"]), heads=1 + len(notes), proved=what, findings=findings)


def _all(check: _Check, rows: Iterator[dict[str, Any]]) -> Report:
    for number, row in enumerate(rows, start=1):
        if "checkpoint" in row:
            check.note(row["checkpoint"], f"checkpoint {number} of the copy")
        elif "leaf" in row:
            body = decode_base64(row["body"]) if row["event"] else None
            check.leaf(row["leaf"], decode_base64(row["hash"]), row["event"], body)
        elif "unsealed" in row:
            check.unsealed(row["unsealed"], decode_base64(row["body"]))
        elif row["end"] == check.report.leaves:
            return check.finish()
        else:
            raise Unreadable("The file's last line does not fit its events.")
    raise Unreadable("The file is cut short: its last line is missing.")


def _rows(lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    for line in lines:
        row = json.loads(line)
        if not isinstance(row, dict):
            raise TypeError
        yield row


def _same(key: str, said: Any, column: Any) -> bool:
    if key != "at":
        return bool(said == column)
    return bool(datetime.fromisoformat(said).astimezone(UTC).isoformat() == column)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command line takes."""
    parser.add_argument("file", type=Path, help="what manage.py audit_export or audit_proof wrote")
    parser.add_argument("--checkpoint", type=Path, action="append", default=[], help="a checkpoint that you kept")
    parser.add_argument("--key", help="the public key that you kept (name+id+key)")


def run(file: Path, checkpoints: Sequence[Path], key: str | None) -> int:
    """Check `file` against itself and the kept `checkpoints`, and say what was found. Returns the exit code."""
    try:
        notes = {str(path): path.read_text(encoding="utf-8") for path in checkpoints}
        with file.open(encoding="utf-8") as lines:
            report = verify(lines, notes, PublicKey.parse(key) if key else None)
    except (OSError, UnicodeDecodeError, NoteBroken, Unreadable) as error:
        sys.stderr.write(f"Nothing was checked. {error}\n")
        return 2
    sys.stdout.write("".join(f"{line}\n" for line in describe(report)))
    return 1 if report.findings else 0


def describe(report: Report) -> Iterator[str]:
    """The report in lines of plain words."""
    holds, holds_not = ("The proof holds.", "The proof does not hold.") if report.proved else (_WHOLE, _NOT_WHOLE)
    counts = f"{report.leaves} events in the tree, {report.unsealed} not sealed yet, {report.heads} checkpoints."
    yield report.proved or counts
    yield f"Signed by {report.key}"
    if not report.findings:
        yield holds
        return
    for found in report.findings[:20]:
        yield found.words
    if len(report.findings) > 20:
        yield f"And {len(report.findings) - 20} more."
    if report.first_bad is not None:
        yield f"First bad event: {report.first_bad}"
    yield holds_not


def main() -> int:
    """The command line. Returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m audit.verify", description=__doc__)
    add_arguments(parser)
    given = parser.parse_args()
    return run(given.file, given.checkpoint, given.key)


if __name__ == "__main__":
    sys.exit(main())
