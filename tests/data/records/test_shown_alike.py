"""What is shown is the same on each kind of database, and the same as if the files said it."""

from dataclasses import replace

import pandas as pd
import pytest
from ledgers import KINDS, OFFICE, signed_up
from told import NA_SON

from data.catalogue import rows
from data.figures import tables
from data.figures.days import days
from data.figures.snapshot import Snapshot
from data.figures.tables import Context
from data.figures.view import view
from data.ledger.database import Database
from data.ledger.rights import Actor
from data.records import withdraw
from data.records.append import append
from data.records.batches import Content
from data.records.opening import Ledger

COLUMNS = {"figures": rows.FIGURES, "targets": rows.TARGETS, "statuses": rows.STATUSES}
SAYS = {"figures": "value", "targets": "target", "statuses": "status"}
KEYS = {
    "figures": ["indicator", "area", "period"],
    "targets": ["indicator", "area", "period"],
    "statuses": ["area", "period", "criterion"],
}


def views(now: Snapshot) -> dict[tuple, pd.DataFrame]:
    """Return every view of every indicator, on every day on which something is known of it."""
    return {
        (indicator.slug, day, span): view(now, indicator, day, span)
        for indicator in now.catalogue
        for day in days(now, indicator)
        for span in (("ytd", "month") if now.catalogue.begins_anew(indicator) else ("ytd",))
    }


def alike(seen: dict[tuple, pd.DataFrame], expected: dict[tuple, pd.DataFrame]) -> None:
    assert list(seen) == list(expected)
    for which, frame in expected.items():
        pd.testing.assert_frame_equal(seen[which], frame, obj=str(which))


def texts(now: Snapshot, name: str) -> pd.DataFrame:
    """Return a table as its text, with `sample`."""
    frame = getattr(now, name)[[*COLUMNS[name], "where", "sample"]]
    return frame.astype(dict.fromkeys(COLUMNS[name], str))


def as_files(now: Snapshot, said: dict[str, pd.DataFrame]) -> Snapshot:
    """Return the workspace as it would be if its files said just this."""
    context, made = Context(now.catalogue, now.areas, now.settings.level), {}
    for name, frame in said.items():
        made[name], faults = getattr(tables, name)(frame.drop(columns="sample"), context)
        assert not faults
    return replace(now, **made)


def keys_of(files: Snapshot) -> dict[str, pd.DataFrame]:
    """Return three keys of each indicator and of the criteria: those of the files go before."""
    made = {}
    for name in COLUMNS:
        known = getattr(files, name)
        if name != "statuses":
            own = [i.slug for i in files.catalogue if not i.origin or name == "targets"]
            new = [(slug, NA_SON, period) for slug in own for period in ("2016", "2017", "2018")]
            known = pd.concat([known, pd.DataFrame(new, columns=KEYS[name])])
        first = known.drop_duplicates(KEYS[name]).groupby(KEYS[name][0], sort=False).head(3)
        made[name] = first[KEYS[name]].astype(str).reset_index(drop=True)
    return made


def batch(files: Snapshot, keys: dict[str, pd.DataFrame], nth: int, status: str) -> Content:
    """Return the nth batch: it says something else of each key than the others do."""
    made = {}
    words = {i.slug: [c.id for c in i.categories] for i in files.catalogue if i.categories}
    for name, frame in keys.items():
        own = frame.assign(**{c: "" for c in COLUMNS[name] if c not in frame})
        if name == "statuses":
            own["status"] = ("met", "not_met")[nth % 2]
        else:
            own[SAYS[name]] = [
                words[slug][nth % len(words[slug])] if slug in words else str(nth + 0.5)
                for slug in own["indicator"]
            ]
        if name == "figures":
            own["status"] = status
        own["where"] = [f"{name}.xlsx:{nth}!A{n}" for n in range(len(own))]
        made[name] = own.assign(source=own["where"])
    return Content(f"{nth}.xlsx", made)


def over(below: pd.DataFrame, above: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Return the rows of both tables, of each key only that of the second."""
    return pd.concat([below, above.assign(sample=False)]).drop_duplicates(keys, keep="last")


def expected_of(files: Snapshot, *, samples: bool) -> Snapshot:
    """Return what is to be shown in the end of `lived`, said by files."""
    keys, said = keys_of(files), {}
    every, first = batch(files, keys, 2, "final"), batch(files, keys, 1, "provisional")
    for name, own in KEYS.items():
        below = texts(files, name)
        below = below if samples else below[~below["sample"]]
        final = below[~below["sample"] & (below.get("status", "") != "provisional")]
        third = first.rows[name].groupby(own[0], sort=False).nth(1)
        if name == "figures":  # an estimate of a person gives way to a final one of the files
            third = third[~third.set_index(own).index.isin(final.set_index(own).index)]
        below = over(below, third, own)
        top = every.rows[name].groupby(own[0], sort=False).nth(0)
        said[name] = over(below, top, own)
    return as_files(files, said)


def part(content: Content, *nth: int) -> Content:
    """Return the content with only these keys of each indicator, or of each area's criteria."""
    made = {n: content.rows[n].groupby(k[0], sort=False).nth(nth) for n, k in KEYS.items()}
    return replace(content, rows={n: f.reset_index(drop=True) for n, f in made.items()})


def lived(ledger: Ledger) -> Actor:
    """Let of each indicator three figures change, and one be taken back; return who does it.

    Of the first a final figure lies between estimates, and a newer one was withdrawn; the second is
    an estimate only; what was said of the third was withdrawn. Plans and statuses likewise, without
    the later estimate: of those the newest counts.
    """
    office, keys = signed_up(ledger.database, "lan", OFFICE), keys_of(ledger.files)

    def said(nth, status, *which):
        content = part(batch(ledger.files, keys, nth, status), *which)
        if nth == 3:
            content = Content(content.title, {"figures": content.rows["figures"]})
        return append(ledger.database, ledger.files, office, content)

    said(1, "provisional", 0, 1)
    said(2, "final", 0)
    said(3, "provisional", 0)
    slip = said(4, "final", 0, 2)
    withdraw.withdraw(ledger.database, ledger.files, office, slip, "a slip")
    return office


def without_samples(ledger: Ledger, office: Actor) -> None:
    """Take the made-up figures back."""
    samples = withdraw.samples(ledger.database)
    withdraw.withdraw(ledger.database, ledger.files, office, samples, "real ones came")


@pytest.fixture(scope="module")
def of_files(files):
    return views(files)


@pytest.fixture(scope="module")
def of_lived(files):
    return views(expected_of(files, samples=True))


@pytest.fixture(scope="module")
def of_real(files):
    return views(expected_of(files, samples=False))


@pytest.fixture
def both(tmp_path, filled, files, request):
    """Return a ledger of the shipped workspace on each kind of database."""
    made = [Ledger(Database(filled(k, tmp_path, request), files.settings.id), files) for k in KINDS]
    yield made
    for ledger in made:
        ledger.close()


def same(both: list[Ledger]) -> None:
    """Hold what is shown on each kind of database to be the same rows in the same order."""
    one, other = (ledger.snapshot() for ledger in both)
    for name in COLUMNS:
        pd.testing.assert_frame_equal(getattr(one, name), getattr(other, name))
    assert list(one.areas) == list(other.areas)
    assert one.settings == other.settings
    for day, shapes in one.generations.items():
        assert shapes.geom_equals(other.generations[day]).all()


def test_every_view_of_a_fresh_ledger_is_that_of_the_files(snapshot, of_files):
    alike(views(snapshot), of_files)
    assert len(of_files) > 100, "else the workspace has nothing to show"


def test_every_view_after_batches_and_a_withdrawal_is_as_if_the_files_said_so(
    both, of_files, of_lived, of_real
):
    """On one kind of database; on the other the very rows are the same, as the next test says."""
    ledger = both[0]
    office = lived(ledger)
    assert {slug for slug, *_ in of_lived} == set(ledger.files.catalogue.indicators)
    changed = [w for w in of_files if w in of_lived and not of_lived[w].equals(of_files[w])]
    assert len({slug for slug, *_ in changed}) > 10, "else the batches changed nothing"
    alike(views(ledger.snapshot()), of_lived)
    without_samples(ledger, office)
    alike(views(ledger.snapshot()), of_real)


def test_what_is_shown_is_row_by_row_the_same_on_each_kind_of_database(both):
    same(both)
    offices = [lived(ledger) for ledger in both]
    same(both)
    for ledger, office in zip(both, offices, strict=True):
        without_samples(ledger, office)
    same(both)
