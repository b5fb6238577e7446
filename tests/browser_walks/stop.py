"""What the crawl visits is a list of these: one page, as one person finds it, in one state."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Stop:
    """A page as one person finds it: empty, full, in error, or a file, which is only asked for.

    `who` is of the cast (tests/referrals/cast.py), or nobody. `at` names what the address needs (world.py). With
    `send`, the page's form is sent with `typed` (label and words) in it, beginning at the page `via` where it differs;
    of several forms the one with the button `press`.
    """

    route: str
    who: str
    state: str = "full"
    at: str = ""
    query: str = ""
    send: bool = False
    typed: tuple[tuple[str, str], ...] = ()
    via: str = ""
    press: str = ""
    status: int = 200

    def __str__(self) -> str:
        words = (
            self.route,
            self.at,
            self.query,
            f"as {self.who or 'nobody'}",
            self.state,
            *(label for label, _ in self.typed),
        )
        return " ".join(word for word in words if word)


def empty(route: str, who: str, at: str = "") -> Stop:
    return Stop(route, who, "empty", at)


def error(route: str, who: str, at: str = "", **typed: str) -> Stop:
    """What the page says after its form was sent as it stands, or with `typed` in it; `_` stands for a space."""
    return Stop(route, who, "error", at, send=True, typed=words(**typed))


def words(**typed: str) -> tuple[tuple[str, str], ...]:
    return tuple((label.replace("_", " "), word) for label, word in typed.items())


def gone(route: str, who: str, at: str) -> Stop:
    """The page in the place of one that this person may not know of."""
    return Stop(route, who, "error", at, status=404)


def file(route: str, who: str, at: str = "") -> Stop:
    return Stop(route, who, "file", at)
