"""A boundary file that a person brings: looked at, decided, accepted."""
