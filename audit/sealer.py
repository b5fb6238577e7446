"""The sealer: gives every committed event its leaf in the tree and signs the tree's new root.

One transaction holds both, so a kill at any moment leaves either or neither. It grows the tree from the last
checkpoint's edge, never from the leaf table, so that it cannot be made to sign a tree that does not continue it.
"""

from datetime import datetime

from django.conf import settings
from django.db import connections

from audit.merkle import Edge
from audit.models import Checkpoint
from audit.note import NoteBroken, PublicKey, SigningKey, TreeHead, open_note
from audit.signing import SigningKeyUnavailable, make_key, read_key
from privacy.wall import Claims, acting

BATCH = 2000


class TreeBroken(Exception):
    """The last checkpoint is not what this installation signed. Nothing is signed on top of it."""


def seal() -> int:
    """Seal all that is committed. Returns the number of events sealed; 0 also while another sealer is at work.

    Raises:
        TreeBroken: what is stored does not fit the last signature.
        SigningKeyUnavailable: see `audit.signing`.
    """
    key = signing_key()
    sealed = 0
    while taken := _seal_batch(key):
        sealed += taken
    return sealed


def newest() -> Checkpoint | None:
    """The newest checkpoint. Inside an auditor's or the system's context of `audit`."""
    return Checkpoint.objects.using("audit").order_by("-size").first()


def unsealed_since() -> datetime | None:
    """When the oldest event was written that still waits for its leaf. In a context as `newest`."""
    with connections["audit"].cursor() as cursor:
        cursor.execute("SELECT ledger.unsealed_since()")
        waiting: datetime | None = cursor.fetchone()[0]
    return waiting


def set_up() -> SigningKey:
    """The signing key; made first for a database that has no checkpoint yet. Never called by the web.

    Raises:
        SigningKeyUnavailable: the database was signed with a key that is not here, or not to be trusted.
    """
    path = settings.CHECKPOINT_KEY_PATH
    with acting(Claims(kind="system"), using="audit"):
        if newest() is None and not path.exists():
            make_key(path, _origin())
    return signing_key()


def signing_key() -> SigningKey:
    """This installation's signing key.

    Raises:
        SigningKeyUnavailable: as `audit.signing.read_key`, or it is another installation's.
    """
    key = read_key(settings.CHECKPOINT_KEY_PATH)
    if key.name != _origin():
        raise SigningKeyUnavailable(f"{settings.CHECKPOINT_KEY_PATH} is the key of another installation.")
    return key


def _origin() -> str:
    """How checkpoints name this ledger."""
    return f"mdt-referrals/{settings.INSTALLATION_ID}"


def _seal_batch(key: SigningKey) -> int:
    with acting(Claims(kind="system"), using="audit"), connections["audit"].cursor() as cursor:
        cursor.execute("SELECT idx, hash FROM ledger.seal_batch(%s)", [BATCH])
        leaves = cursor.fetchall()
        if not leaves:
            return 0
        edge = _last_edge(key.public)
        if leaves[0][0] != edge.size:
            raise TreeBroken(f"the next leaf is {leaves[0][0]}, but {edge.size} are signed")
        for _, leaf in leaves:
            edge = edge.grow(bytes(leaf))
        note = TreeHead(key.name, edge.size, edge.root()).sign(key)
        cursor.execute(
            "SELECT ledger.add_checkpoint(%s, %s, %s, %s, %s)",
            [edge.size, edge.root(), edge.pack(), note, str(key.public)],
        )
    return len(leaves)


def _last_edge(key: PublicKey) -> Edge:
    """The edge of the newest checkpoint, held against its signature."""
    last = newest()
    if last is None:
        return Edge()
    try:
        signed = open_note(last.note, key)
        edge = Edge.unpack(last.size, bytes(last.edge))
    except NoteBroken as error:
        raise TreeBroken(f"checkpoint {last.size}: {error}") from None
    except ValueError:
        raise TreeBroken(f"checkpoint {last.size}: its edge is not whole") from None
    if (signed.size, signed.root) != (edge.size, edge.root()):
        raise TreeBroken(f"checkpoint {last.size}: its edge does not give the root that was signed")
    return edge
