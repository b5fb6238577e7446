import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from audit.note import NoteBroken, PublicKey, SigningKey, TreeHead, decode_base64, open_note

# Published in C2SP's signed-note: a key, and a note that it signed.
C2SP_KEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
C2SP_SIGNATURE = (
    "— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
)
ROOT = bytes(range(32))
ROOT_TEXT = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="

key = SigningKey.make("mdt-referrals/test")
note = TreeHead(key.name, 812, ROOT).sign(key)


def test_the_published_key_reads_and_its_signature_fits() -> None:
    published = PublicKey.parse(C2SP_KEY)
    assert str(published) == C2SP_KEY
    # Its words are no checkpoint, which is only asked once the signature fits.
    with pytest.raises(NoteBroken, match="not a checkpoint"):
        open_note("This is an example message.\n\n" + C2SP_SIGNATURE, published)
    with pytest.raises(NoteBroken, match="does not fit its words"):
        open_note("This is another message.\n\n" + C2SP_SIGNATURE, published)


def test_a_checkpoint_has_the_lines_of_the_format() -> None:
    text, signature = note.split("\n\n")

    assert text == f"mdt-referrals/test\n812\n{ROOT_TEXT}"
    assert signature.startswith("— mdt-referrals/test ")
    assert signature.endswith("\n")
    assert open_note(note, key.public) == TreeHead("mdt-referrals/test", 812, ROOT)


def test_signatures_of_witnesses_are_passed_over() -> None:
    assert open_note(note + C2SP_SIGNATURE, key.public).size == 812
    text = note.split("\n\n")[0]
    with pytest.raises(NoteBroken, match="not signed by the key"):
        open_note(f"{text}\n\n{C2SP_SIGNATURE}", key.public)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("812", "811"),
        ("812", "0812"),
        ("812", "-812"),
        ("812", "٨١٢"),
        ("\n812\n", "\n812\n\n"),
        (ROOT_TEXT, ROOT_TEXT[:-4]),
        (ROOT_TEXT, "B" + ROOT_TEXT[1:]),
        ("mdt-referrals/test\n", "mdt-referrals/other\n"),
        ("— mdt-referrals/test", "— mdt-referrals/other"),
        ("— ", "- "),
        ("— ", "—"),
        ("\n\n", "\n"),
    ],
)
def test_a_changed_note_does_not_open(old: str, new: str) -> None:
    assert old in note
    with pytest.raises(NoteBroken):
        open_note(note.replace(old, new, 1), key.public)


def test_no_flipped_bit_and_no_cut_opens() -> None:
    raw = note.encode()
    for at in range(len(raw)):
        flipped = raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :]
        with pytest.raises(NoteBroken):
            open_note(flipped.decode(errors="replace"), key.public)
        with pytest.raises(NoteBroken):
            open_note(raw[:at].decode(errors="replace"), key.public)


def test_signed_words_that_are_no_checkpoint_do_not_open() -> None:
    for head in (TreeHead(key.name, -1, ROOT), TreeHead("another/log", 812, ROOT), TreeHead(key.name, 812, ROOT[:31])):
        with pytest.raises(NoteBroken):
            open_note(head.sign(key), key.public)


def test_a_key_reads_back_and_a_changed_one_does_not() -> None:
    assert SigningKey.parse(key.write()).public == key.public
    for text in (
        "",
        "PRIVATE+KEY+a+b",
        key.write().replace("mdt", "xxx"),
        key.write()[:-2],
        str(key.public),
        key.write()[12:],
    ):
        with pytest.raises(NoteBroken):
            SigningKey.parse(text)
    for text in ("", "a+b", C2SP_KEY.split("+")[2], C2SP_KEY.replace("example", "exbmple"), C2SP_KEY[:-4], key.write()):
        with pytest.raises(NoteBroken):
            PublicKey.parse(text)
    for name in ("", "two words", "a+b"):
        with pytest.raises(NoteBroken):
            SigningKey.make(name)


def test_a_key_whose_base64_holds_a_plus_reads_back() -> None:
    seed = next(seed for seed in map(_seed, range(256)) if "+" in str(seed.public).split("+", 2)[2])
    assert PublicKey.parse(str(seed.public)) == seed.public
    assert SigningKey.parse(seed.write()).public == seed.public


def _seed(number: int) -> SigningKey:
    return SigningKey("log", Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32))


def test_base64_has_one_spelling() -> None:
    """The spare bits of the last sign do not count, so that two texts would be one signature."""
    assert decode_base64("Hh8=") == b"\x1e\x1f"
    for text in ("Hh9=", "Hh8", "Hh8=\n", "Hh8==", " Hh8=", "Hh_="):
        with pytest.raises(NoteBroken):
            decode_base64(text)


def test_a_signing_key_does_not_print_its_secret() -> None:
    assert key.write().split("+", 4)[4] not in repr(key)
