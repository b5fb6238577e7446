"""`python -m bench.peers.fernet`: opens 25 x 8 values with django-fernet-encrypted-fields, given as JSON in argv."""

import json
import sys

from django.conf import settings

settings.configure(SECRET_KEY="only while measuring", SALT_KEY="only while measuring")

from encrypted_fields.fields import EncryptedCharField

from bench.turns import often, serve


def main(rows: list[list[str]]) -> None:
    field = EncryptedCharField()
    sealed = [[field.get_prep_value(value) for value in row] for row in rows]

    def open_all() -> list[list[str]]:
        # What the database's value goes through when a row is read.
        return [[field.from_db_value(value, None, None) for value in row] for row in sealed]

    if open_all() != rows:
        raise SystemExit("django-fernet-encrypted-fields does not give back what it was given")
    serve({"open": often(open_all)})


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
