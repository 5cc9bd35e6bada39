"""Boundaries: a file as another office sent it, held against the present borders, then accepted."""

from components import boundary_accept, boundary_choices, boundary_file, cached, overlay

now = cached.snapshot()
given = boundary_file.given(now) if boundary_file.heading() else None

if given:
    choices = boundary_choices.choose(now, given)
    found = boundary_file.inspect(now, given, choices)
    boundary_file.summary(found)
    boundary_choices.ask(now, found)
    overlay.show(now, found)
    boundary_accept.show(now, given, choices, found)
