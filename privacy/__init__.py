"""Ground floor: what may be known. Sealing, keys, the wall, the identifier guard, field classes."""
