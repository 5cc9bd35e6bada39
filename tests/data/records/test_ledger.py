"""What is appended shows, what is withdrawn shows no more, and nothing is ever lost."""

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ledgers import ADMINISTRATOR, OFFICE, figures, signed_up, table
from told import KEO_LOM, NA_SON, PHI_NHU, PU_NHI, TOWNSHIP

from data.catalogue import rows
from data.catalogue.periods import parse
from data.ledger import schema
from data.ledger.rights import Right, Role
from data.ledger.schema import BatchKind
from data.records import closing, shipped, withdraw
from data.records.append import append, check
from data.records.batches import Content, batches
from data.records.closing import close, gone, reopen
from data.records.decisions.answers import decisions
from data.records.decisions.answers import table as answers
from data.records.figures.history import history
from data.records.instead import Instead, instead
from data.records.withdraw import may_withdraw
from geo.faults import Faulty, Severity

CATTLE, PLANTED, GROUP = "livestock_cattle_head", "forest_planted_production_ha", "WG6"
KEYS = {
    "figures": ["indicator", "area", "period"],
    "targets": ["indicator", "area", "period"],
    "statuses": ["area", "period", "criterion"],
}


@pytest.fixture
def office(ledger):
    return signed_up(ledger.database, "lan", OFFICE)


def also(content, **rows_):
    """Return a batch that brings rows of other kinds as well."""
    return replace(content, rows={**content.rows, **rows_})


def appended(ledger, actor, *given, **how):
    return append(ledger.database, ledger.files, actor, figures(*given), **how)


def taken_back(ledger, actor, number, reason=""):
    withdraw.withdraw(ledger.database, ledger.files, actor, number, reason)


def shown(ledger, indicator=CATTLE, area=NA_SON, period="2018"):
    """Return the value that is shown of one figure, or None."""
    said = history(ledger.database, indicator, area, period)
    return next((one.row["value"] for one in said if one.shown), None)


def codes(error):
    return {fault.code for fault in error.value.faults}


def ordered(frame, keys):
    kept = frame.drop(columns=["batch"]).sort_values(keys).reset_index(drop=True)
    return kept[sorted(kept.columns)]


def everything(ledger):
    """Return all that is shown, in an order of its own."""
    now = ledger.snapshot()
    return {name: ordered(getattr(now, name), keys) for name, keys in KEYS.items()}


# --- the workspace's own files --------------------------------------------------------------


def test_a_fresh_ledger_shows_what_the_files_say_frame_by_frame(ledger, files):
    now = ledger.snapshot()
    for name, keys in KEYS.items():
        pd.testing.assert_frame_equal(
            ordered(getattr(now, name), keys), ordered(getattr(files, name), keys)
        )
    assert now.generations.keys() == files.generations.keys()
    for day, shapes in files.generations.items():
        pd.testing.assert_frame_equal(now.generations[day], shapes)
        assert now.generations[day].crs == shapes.crs
    assert list(now.areas) == list(files.areas)
    assert now.areas.successions == files.areas.successions
    assert (now.settings, now.naming) == (files.settings, files.naming)


def test_the_files_are_two_batches_real_and_sample(ledger):
    with ledger.database.reading() as connection:
        known = {b.kind: b for b in batches(connection)}
    assert set(known) == {BatchKind.SHIPPED, BatchKind.SAMPLE}
    figures = ledger.snapshot().figures
    assert (figures["sample"] == (figures["batch"] == known[BatchKind.SAMPLE].id)).all()


def test_files_that_have_not_changed_are_not_brought_again(ledger, shipped_folder):
    before = ledger.revision()
    shipped.bring(ledger.database, shipped_folder, ledger.files)
    assert ledger.revision() == before


def test_files_that_changed_are_brought_and_their_earlier_state_withdrawn(ledger, shipped_folder):
    changed = ledger.files.figures
    changed.loc[changed["indicator"].eq("population") & changed["area"].eq(NA_SON), "value"] = "9"
    files = replace(ledger.files, figures=changed)
    shipped.bring(ledger.database, shipped_folder, files)
    with ledger.database.reading() as connection:
        new, *_, old = batches(connection)
    assert (new.kind, old.kind) == (BatchKind.SHIPPED, BatchKind.SHIPPED)
    assert old.withdrawn_at is not None and old.reason == shipped.CHANGED and not old.withdrawn_by
    assert shown(ledger, "population", NA_SON, "2009-04-01") == "9"
    assert ledger.snapshot().statuses["sample"].all(), "the samples had not changed"


def test_what_a_person_corrects_stands_over_the_files_also_when_these_say_another_thing(
    ledger, office, shipped_folder
):
    appended(ledger, office, ("population", NA_SON, "2009-04-01", 3515))
    assert shown(ledger, "population", NA_SON, "2009-04-01") == "3515"
    changed = ledger.files.figures
    changed.loc[changed["indicator"].eq("population") & changed["area"].eq(NA_SON), "value"] = "9"
    shipped.bring(ledger.database, shipped_folder, replace(ledger.files, figures=changed))
    assert shown(ledger, "population", NA_SON, "2009-04-01") == "3515"


@pytest.mark.parametrize("right", [OFFICE, ADMINISTRATOR])
def test_the_samples_are_withdrawn_in_one_step_and_stay_away(ledger, shipped_folder, right):
    who = signed_up(ledger.database, "minh", right)
    taken_back(ledger, who, withdraw.samples(ledger.database), "real figures came")
    assert withdraw.samples(ledger.database) is None
    for files in (ledger.files, replace(ledger.files, targets=ledger.files.targets.iloc[1:])):
        shipped.bring(ledger.database, shipped_folder, files)
        now = ledger.snapshot()
        assert not any(getattr(now, name)["sample"].any() for name in KEYS)
        assert len(now.figures) == (~ledger.files.figures["sample"]).sum()


def test_the_workspace_s_own_files_are_not_withdrawn(ledger, office):
    with pytest.raises(Faulty) as error:
        taken_back(ledger, office, 1)
    assert codes(error) == {"batch_shipped"}


# --- what is shown --------------------------------------------------------------------------


def test_the_newest_figure_is_shown_and_what_was_there_before_when_it_is_withdrawn(ledger, office):
    appended(ledger, office, (CATTLE, NA_SON, 2018, 10))
    second = appended(ledger, office, (CATTLE, NA_SON, 2018, 20))
    assert shown(ledger) == "20"
    taken_back(ledger, office, second, "a slip")
    assert shown(ledger) == "10"


def test_a_final_figure_outranks_a_provisional_one_however_late_that_comes(ledger, office):
    appended(ledger, office, (CATTLE, NA_SON, 2018, 10, "", "final"))
    appended(ledger, office, (CATTLE, NA_SON, 2018, 20, "", "provisional"))
    assert shown(ledger) == "10"


def test_what_a_person_brings_lies_over_the_files_and_under_nothing_made_up(ledger, office):
    sample = ledger.files.figures.query("sample and status == 'final'").iloc[0]
    key = (sample["indicator"], sample["area"], sample["period"])
    assert shown(ledger, *key) == sample["value"]
    appended(ledger, office, (*key, 1, "", "provisional"))
    assert shown(ledger, *key) == "1", "a made-up final figure outranks no real one"


def test_a_row_links_to_its_batch_and_its_source_is_its_cell(ledger, office):
    number = appended(ledger, office, (CATTLE, NA_SON, 2018, 10))
    figures = ledger.snapshot().figures
    row = figures[figures["batch"] == number].iloc[0]
    assert row["source"] == row["where"] == "march.xlsx:Sheet1!C5"
    assert ledger.snapshot().reported(CATTLE)[NA_SON][-1].source == "march.xlsx:Sheet1!C5"


def test_rows_without_a_value_say_nothing(ledger, office):
    appended(ledger, office, (CATTLE, NA_SON, 2018, 10))
    appended(ledger, office, (CATTLE, NA_SON, 2018, ""), (CATTLE, PU_NHI, 2018, 3))
    assert shown(ledger) == "10"


def test_plans_and_criteria_are_appended_in_the_same_batch(ledger, office):
    content = also(
        figures((CATTLE, NA_SON, 2018, 10)),
        targets=table(rows.TARGETS, ((CATTLE, NA_SON, 2018, 12),)),
        statuses=table(rows.STATUSES, ((NA_SON, "2018-12-31", 1, "basic"),)),
    )
    number = append(ledger.database, ledger.files, office, content)
    now = ledger.snapshot()
    assert all(number in set(getattr(now, name)["batch"]) for name in KEYS)
    assert any(a.statuses.get(1) == "basic" for a in now.appraised(NA_SON))


KNOWN = st.tuples(
    st.sampled_from([CATTLE, PLANTED]),
    st.sampled_from([NA_SON, PU_NHI]),
    st.sampled_from(["2018", "2018-06"]),
    st.integers(0, 9),
    st.just(""),
    st.sampled_from(["final", "provisional"]),
)
BATCH = st.lists(KNOWN, min_size=1, max_size=5, unique_by=lambda row: row[:3])
FEW = settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])


@FEW
@given(batch=BATCH)
def test_to_append_and_to_withdraw_is_to_have_done_nothing(ledger, batch):
    who = signed_up(ledger.database, f"who{ledger.revision()}", OFFICE)
    before = everything(ledger)
    taken_back(ledger, who, appended(ledger, who, *batch))
    after = everything(ledger)
    for name in KEYS:
        pd.testing.assert_frame_equal(before[name], after[name])


@FEW
@given(final=st.integers(0, 99), estimate=st.integers(100, 199), late=st.booleans())
def test_the_order_of_final_and_provisional_does_not_matter(ledger, final, estimate, late):
    who = signed_up(ledger.database, f"who{ledger.revision()}", OFFICE)
    said = [(final, "", "final"), (estimate, "", "provisional")]
    for own in said if late else said[::-1]:
        appended(ledger, who, (CATTLE, NA_SON, 2018, *own))
    assert shown(ledger) == str(final)


# --- what is refused ------------------------------------------------------------------------


def test_all_faults_of_all_rows_are_said_at_once_and_nothing_is_written(ledger, office):
    before = ledger.revision()
    with pytest.raises(Faulty) as error:
        appended(
            ledger,
            office,
            (CATTLE, NA_SON, 2018, 10),
            (CATTLE, "99999@2009-04-01", 2018, 10),
            (CATTLE, PU_NHI, 2018, "many"),
            (CATTLE, PHI_NHU, "2018-13", 1),
            ("no_such", PHI_NHU, 2018, 1),
        )
    assert codes(error) == {"word_unknown", "value_unreadable", "period_unreadable"}
    assert len(error.value.faults) == 4
    assert ledger.revision() == before
    assert shown(ledger) is None


def test_an_old_code_after_its_end_is_refused(ledger, office):
    with pytest.raises(Faulty) as error:
        appended(ledger, office, (CATTLE, NA_SON, 2026, 10))
    assert codes(error) == {"area_not_in_force"}


def test_who_is_not_signed_in_writes_nothing(ledger):
    before = ledger.revision()
    with pytest.raises(Faulty) as error:
        appended(ledger, None, (CATTLE, NA_SON, 2018, 10))
    assert codes(error) == {"not_signed_in"}
    assert ledger.revision() == before


def test_a_right_that_was_taken_meanwhile_is_gone(ledger, office):
    editor = signed_up(ledger.database, "editor", Right(Role.GROUP_EDITOR, GROUP))
    own = appended(ledger, editor, (PLANTED, NA_SON, 2018, 1))
    close(ledger.database, office, "2017")
    with ledger.database.writing() as writing:  # another group's now; the office no longer
        group = schema.right.c.role == Role.GROUP_EDITOR
        writing.connection.execute(schema.right.update().where(group).values(scope="WG5"))
        writing.connection.execute(schema.right.delete().where(~group))
    before = ledger.revision()
    for write in (
        lambda: appended(ledger, editor, (PLANTED, NA_SON, 2018, 2)),
        lambda: taken_back(ledger, editor, own),
        lambda: appended(ledger, office, (CATTLE, NA_SON, 2018, 2)),
        lambda: taken_back(ledger, office, own),
        lambda: close(ledger.database, office, "2018"),
        lambda: reopen(ledger.database, office, "2017"),
    ):
        with pytest.raises(Faulty) as error:
            write()
        assert codes(error) == {"not_allowed"}
    assert ledger.revision() == before


def test_an_account_that_was_ended_meanwhile_writes_nothing(ledger, office):
    with ledger.database.writing() as writing:
        writing.connection.execute(schema.account.update().values(ended_at=writing.at))
    for write in (
        lambda: appended(ledger, office, (CATTLE, NA_SON, 2018, 2)),
        lambda: close(ledger.database, office, "2018"),
        lambda: taken_back(ledger, office, 2),
    ):
        with pytest.raises(Faulty) as error:
            write()
        assert codes(error) == {"account_disabled"}


def test_an_editor_writes_only_what_is_theirs(ledger):
    group = signed_up(ledger.database, "group", Right(Role.GROUP_EDITOR, GROUP))
    commune = signed_up(ledger.database, "commune", Right(Role.COMMUNE_EDITOR, NA_SON))
    reader = signed_up(ledger.database, "reader", Right(Role.READER))
    appended(ledger, group, (PLANTED, PU_NHI, 2018, 1))
    appended(ledger, commune, (CATTLE, NA_SON, 2018, 1))
    for who, area in ((group, NA_SON), (commune, PU_NHI), (reader, NA_SON)):
        with pytest.raises(Faulty) as error:
            appended(ledger, who, (PLANTED, NA_SON, 2018, 2), (CATTLE, area, 2018, 2))
        assert codes(error) == {"not_allowed"}
        assert error.value.faults[-1].where.endswith("C6")


def test_criteria_belong_to_the_group_that_counts_them(ledger):
    counting = ledger.files.catalogue.counting("xã")[0].group
    own = signed_up(ledger.database, "own", Right(Role.GROUP_EDITOR, counting))
    other = signed_up(ledger.database, "other", Right(Role.GROUP_EDITOR, GROUP))
    content = Content("c", {"statuses": table(rows.STATUSES, ((NA_SON, "2018-12-31", 1, "met"),))})
    append(ledger.database, ledger.files, own, content)
    with pytest.raises(Faulty, match="not_allowed"):
        append(ledger.database, ledger.files, other, content)


def test_criteria_that_several_groups_count_may_be_written_by_each_of_them(ledger):
    catalogue = ledger.files.catalogue
    first = catalogue.counting("xã")[0]
    second = first.model_copy(update={"slug": "criteria_of_others", "group": GROUP})
    both = replace(catalogue, indicators={**catalogue.indicators, second.slug: second})
    files, said = replace(ledger.files, catalogue=both), ((NA_SON, "2018-12-31", 1, "met"),)
    content = Content("c", {"statuses": table(rows.STATUSES, said)})
    for group in (first.group, second.group):
        editor = signed_up(ledger.database, group, Right(Role.GROUP_EDITOR, group))
        assert check(ledger.database, files, editor, content) == []


def test_criteria_that_nothing_counts_are_nobody_s_by_accident(ledger):
    now = ledger.files
    uncounted = {i.slug: i for i in now.catalogue if not (i.origin and i.origin.criteria)}
    files = replace(now, catalogue=replace(now.catalogue, indicators=uncounted))
    district = next(a.id for a in now.areas if a.level == "district")
    reader = signed_up(ledger.database, "reader", Right(Role.READER))
    commune = signed_up(ledger.database, "commune", Right(Role.COMMUNE_EDITOR, NA_SON))
    group = signed_up(ledger.database, "group", Right(Role.GROUP_EDITOR, GROUP))

    def refused(who, area):
        content = Content("c", {"statuses": table(rows.STATUSES, ((area, "2017", 1, "met"),))})
        return {f.code for f in check(ledger.database, files, who, content)}

    for area in (district, NA_SON):
        assert refused(reader, area) == refused(group, area) == {"not_allowed"}
    assert refused(commune, district) == {"not_allowed"}
    assert not refused(commune, NA_SON), "its own commune is its own whoever counts"


def test_the_same_file_is_asked_about_and_not_silently_doubled(ledger, office):
    def content():
        return figures((CATTLE, NA_SON, 2018, 10), original=b"the very file")

    first = append(ledger.database, ledger.files, office, content())
    (fault,) = check(ledger.database, ledger.files, office, content())
    assert (fault.code, fault.severity) == ("batch_again", Severity.ASK)
    assert fault.values["batch"] == first
    with pytest.raises(Faulty, match="batch_again"):
        append(ledger.database, ledger.files, office, content())
    append(ledger.database, ledger.files, office, content(), again=True)


def test_what_was_worked_out_against_an_older_state_is_looked_at_again(ledger, office):
    signed_up(ledger.database, "editor", Right(Role.GROUP_EDITOR, GROUP))
    seen = ledger.snapshot().revision
    content = figures((PLANTED, NA_SON, "2017-04", 30))  # of 130 to date, where 100 were shown
    assert check(ledger.database, ledger.files, office, content, seen=seen) == []
    corrected = appended(ledger, office, (PLANTED, NA_SON, "2017-Q1", 120))
    before = ledger.revision()
    (fault,) = check(ledger.database, ledger.files, office, content, seen=seen)
    assert (fault.code, fault.severity) == ("ledger_moved", Severity.ASK)
    with pytest.raises(Faulty, match="ledger_moved"):
        append(ledger.database, ledger.files, office, content, seen=seen)
    assert ledger.revision() == before
    taken_back(ledger, office, corrected)
    with pytest.raises(Faulty, match="ledger_moved"):
        append(ledger.database, ledger.files, office, content, seen=seen)
    append(ledger.database, ledger.files, office, content, seen=ledger.snapshot().revision)


def test_what_somebody_brings_of_another_indicator_keeps_nobody_waiting(ledger, office):
    seen = ledger.snapshot().revision
    content = figures((CATTLE, NA_SON, 2018, 10))
    other = appended(ledger, office, (PLANTED, NA_SON, "2017-Q1", 120))
    taken_back(ledger, office, other)
    assert check(ledger.database, ledger.files, office, content, seen=seen) == []
    append(ledger.database, ledger.files, office, content, seen=seen)


def test_an_answer_that_is_taken_back_meanwhile_is_one_that_the_figures_may_rest_on(ledger, office):
    answered = also(
        figures((CATTLE, PU_NHI, 2018, 3)), decisions=answers({"area::na sonn": NA_SON})
    )
    number = append(ledger.database, ledger.files, office, answered)
    seen = ledger.snapshot().revision
    content = figures((PLANTED, NA_SON, 2018, 10))
    other = also(figures((CATTLE, PHI_NHU, 2018, 3)), decisions=answers({"area::keo": KEO_LOM}))
    append(ledger.database, ledger.files, office, other)
    assert check(ledger.database, ledger.files, office, content, seen=seen) == []
    taken_back(ledger, office, number)
    (fault,) = check(ledger.database, ledger.files, office, content, seen=seen)
    assert fault.code == "ledger_moved"


def test_what_shows_to_nobody_moves_nothing(ledger, office):
    seen = ledger.snapshot().revision
    with ledger.database.writing(shown=False) as writing:  # as somebody who signs in
        writing.connection.execute(schema.account.update().values(title="Lan"))
    appended(ledger, office, (CATTLE, NA_SON, 2018, 10), seen=seen)


def test_a_withdrawn_file_may_come_again(ledger, office):
    content = figures((CATTLE, NA_SON, 2018, 10), original=b"the very file")
    taken_back(ledger, office, append(ledger.database, ledger.files, office, content))
    append(ledger.database, ledger.files, office, content)
    assert shown(ledger) == "10"


def test_an_empty_batch_is_refused(ledger, office):
    with pytest.raises(Faulty, match="batch_empty"):
        append(ledger.database, ledger.files, office, Content("nothing"))


def test_odd_letters_are_kept_as_text_by_every_database(ledger, office):
    name = "../../<script>\0\udc80.xlsx"
    content = replace(figures((CATTLE, NA_SON, 2018, 10)), file=name, title="=cmd|' /C calc'!A0")
    append(ledger.database, ledger.files, office, content)
    (said,) = history(ledger.database, CATTLE, NA_SON, "2018")
    assert said.file == "../../<script>?.xlsx"
    assert said.batch.title == "=cmd|' /C calc'!A0"


def test_the_newest_batches_and_one_by_its_number_are_asked_for_alone(ledger, office):
    first = appended(ledger, office, (CATTLE, NA_SON, 2018, 1))
    second = appended(ledger, office, (CATTLE, NA_SON, 2018, 2), (CATTLE, PU_NHI, 2018, 2))
    with ledger.database.reading() as connection:
        every = batches(connection)
        assert batches(connection, newest=2) == every[:2]
        assert [(b.id, b.rows) for b in every[:2]] == [(second, 2), (first, 1)]
        assert batches(connection, [first]) == [every[1]]
        assert batches(connection, [first, second], newest=1) == [every[0]]
        assert batches(connection, []) == batches(connection, newest=0) == []


# --- withdrawing ----------------------------------------------------------------------------


def test_an_author_withdraws_their_own_batch_and_nobody_else_s(ledger, office):
    author = signed_up(ledger.database, "author", Right(Role.GROUP_EDITOR, GROUP))
    other = signed_up(ledger.database, "other", Right(Role.GROUP_EDITOR, GROUP))
    number = appended(ledger, author, (PLANTED, NA_SON, 2018, 1))
    assert not may_withdraw(ledger.database, ledger.files, other, number)
    assert not may_withdraw(ledger.database, ledger.files, None, number)
    assert may_withdraw(ledger.database, ledger.files, author, number)
    assert may_withdraw(ledger.database, ledger.files, office, number)
    with pytest.raises(Faulty, match="not_allowed"):
        taken_back(ledger, other, number)
    taken_back(ledger, author, number, "wrong sheet")
    with ledger.database.reading() as connection:
        (gone,) = batches(connection, [number])
    assert (gone.withdrawn_by, gone.reason) == ("author", "wrong sheet")
    with pytest.raises(Faulty, match="batch_withdrawn"):
        taken_back(ledger, author, number)


def test_what_would_show_instead_is_known_before_a_batch_is_withdrawn(ledger, office):
    first = appended(ledger, office, (CATTLE, NA_SON, 2018, 41))
    several = ((CATTLE, NA_SON, 2018, 42), (CATTLE, PHI_NHU, 2018, 7))
    second = appended(ledger, office, *several)
    with ledger.database.reading() as connection:
        assert instead(connection, first) == Instead(shown=0, again=0), "it lies under the other"
        found = instead(connection, second)
    assert (found.shown, found.again, found.nothing) == (2, 1, 1)
    taken_back(ledger, office, first)
    with ledger.database.reading() as connection:
        assert instead(connection, second).nothing == 2


def test_after_closing_only_the_office_withdraws(ledger, office):
    author = signed_up(ledger.database, "author", Right(Role.GROUP_EDITOR, GROUP))
    number = appended(ledger, author, (PLANTED, NA_SON, "2018-06", 1))
    close(ledger.database, office, "2018-Q2")
    assert not may_withdraw(ledger.database, ledger.files, author, number)
    assert may_withdraw(ledger.database, ledger.files, office, number)
    reopen(ledger.database, office, "2018-Q2")
    assert may_withdraw(ledger.database, ledger.files, author, number)


def test_a_batch_that_is_not_there_is_said(ledger, office):
    with pytest.raises(Faulty, match="batch_unknown"):
        taken_back(ledger, office, 4711)


# --- closing --------------------------------------------------------------------------------


def test_a_closed_period_takes_figures_of_the_office_only(ledger, office):
    editor = signed_up(ledger.database, "editor", Right(Role.GROUP_EDITOR, GROUP))
    close(ledger.database, office, "2018")
    for period in ("2018", "2018-Q2", "2018-06", "2018-06-30"):
        with pytest.raises(Faulty) as error:
            appended(ledger, editor, (PLANTED, NA_SON, period, 1))
        assert codes(error) == {"period_closed"}
    appended(ledger, editor, (PLANTED, NA_SON, "2019-01", 1))
    appended(ledger, office, (PLANTED, NA_SON, "2018-06", 1))


def test_a_sum_over_a_longer_period_would_change_the_closed_one_within(ledger, office):
    editor = signed_up(ledger.database, "editor", Right(Role.GROUP_EDITOR, GROUP))
    before = appended(ledger, editor, (PLANTED, NA_SON, "2018-Q2", 1))
    close(ledger.database, office, "2018-06")
    for period in ("2018", "2018-Q2", "2018-06", "2018-06-30"):
        with pytest.raises(Faulty, match="period_closed"):
            appended(ledger, editor, (PLANTED, NA_SON, period, 2))
    for period in ("2018-05", "2018-07", "2018-Q1", "2019"):
        appended(ledger, editor, (PLANTED, NA_SON, period, 2))
    assert not may_withdraw(ledger.database, ledger.files, editor, before)
    appended(ledger, office, (PLANTED, NA_SON, "2018", 3))
    assert late(ledger) == {NA_SON}


def test_what_is_taken_away_after_closing_with_nothing_beneath_it_is_counted(ledger, office):
    kept = appended(ledger, office, (CATTLE, NA_SON, "2012-06", 10), (CATTLE, KEO_LOM, "2013", 1))
    _, corrected = (appended(ledger, office, (PLANTED, NA_SON, "2017", n)) for n in (100, 120))
    taken_back(ledger, office, appended(ledger, office, (CATTLE, KEO_LOM, "2012", 6)))
    for period in ("2012", "2017"):
        close(ledger.database, office, period)

    def counted():
        with ledger.database.reading() as connection:
            found = gone(connection, ledger.files.catalogue.sums)
        return [found[parse(p)] for p in ("2012", "2017")]

    assert counted() == [0, 0]
    taken_back(ledger, office, kept)
    taken_back(ledger, office, corrected)  # under which 100 shows again
    assert counted() == [1, 0]
    never_agreed = appended(ledger, office, (CATTLE, KEO_LOM, "2012", 7))
    taken_back(ledger, office, never_agreed)
    assert counted() == [1, 0], "it came and went after the closing"


def test_a_stock_or_a_plan_of_a_longer_period_than_the_closed_one_is_open(ledger, office):
    editor = signed_up(ledger.database, "editor", Right(Role.COMMUNE_EDITOR, NA_SON))
    close(ledger.database, office, "2018-06")
    said = ((CATTLE, NA_SON, 2018, 1),)
    own = also(figures(*said), targets=table(rows.TARGETS, ((PLANTED, NA_SON, 2018, 12),)))
    append(ledger.database, ledger.files, editor, own)
    assert not late(ledger)


def test_what_changed_is_counted_by_closed_period_figures_plans_and_statuses_alike(ledger, office):
    for period in ("2018", "2018-06", "2019"):
        close(ledger.database, office, period)
    content = also(
        figures((CATTLE, NA_SON, 2018, 1), (PLANTED, NA_SON, "2018", 5)),
        targets=table(rows.TARGETS, ((CATTLE, NA_SON, 2018, 12),)),
        statuses=table(rows.STATUSES, ((PHI_NHU, "2018-12-30", 1, "met"),)),
    )
    append(ledger.database, ledger.files, office, content)
    now = ledger.snapshot()
    counted = closing.late(now, map(parse, ("2018", "2018-06", "2019")))
    assert [*counted.values()] == [4, 1, 0], "the year's sum stands over its June"


def test_only_the_office_closes_and_only_what_is_open(ledger, office):
    editor = signed_up(ledger.database, "editor", Right(Role.GROUP_EDITOR, GROUP))
    with pytest.raises(Faulty, match="not_allowed"):
        close(ledger.database, editor, "2018")
    with pytest.raises(Faulty, match="period_open_already"):
        reopen(ledger.database, office, "2018")
    close(ledger.database, office, "2018")
    with pytest.raises(Faulty, match="period_closed_already"):
        close(ledger.database, office, "2018")
    with pytest.raises(Faulty, match="period_unreadable"):
        close(ledger.database, office, "last year")
    reopen(ledger.database, office, "2018")
    with ledger.database.reading() as connection:
        assert not closing.closed(connection)


def late(ledger):
    figures = ledger.snapshot().figures
    return set(figures.loc[figures["late"], "area"])


def test_what_changed_after_closing_is_marked(ledger, office):
    appended(ledger, office, (CATTLE, NA_SON, 2018, 1), (CATTLE, PU_NHI, 2018, 1))
    gone = appended(ledger, office, (CATTLE, PHI_NHU, 2018, 1))
    appended(ledger, office, (CATTLE, PHI_NHU, 2018, 2), (CATTLE, TOWNSHIP, 2018, 2))
    close(ledger.database, office, "2018")
    assert not late(ledger)
    appended(ledger, office, (CATTLE, NA_SON, 2018, 5))
    assert late(ledger) == {NA_SON}, "it says another thing"
    appended(ledger, office, (CATTLE, PU_NHI, 2018, 1))
    assert late(ledger) == {NA_SON}, "it says the same as before"
    taken_back(ledger, office, gone)
    assert late(ledger) == {NA_SON}, "what was withdrawn was not shown"
    close(ledger.database, office, "2018-12")
    reopen(ledger.database, office, "2018")
    close(ledger.database, office, "2018")
    assert not late(ledger), "what is closed again is agreed again"


def test_what_changed_between_two_closings_stays_marked_though_the_later_one_holds_it(
    ledger, office
):
    appended(ledger, office, (CATTLE, NA_SON, "2018-06", 1))
    close(ledger.database, office, "2018-Q2")
    appended(ledger, office, (CATTLE, NA_SON, "2018-06", 2))
    close(ledger.database, office, "2018")
    assert late(ledger) == {NA_SON}


def test_a_figure_under_one_withdrawn_after_closing_is_marked(ledger, office):
    appended(ledger, office, (CATTLE, NA_SON, 2018, 1))
    number = appended(ledger, office, (CATTLE, NA_SON, 2018, 2))
    close(ledger.database, office, "2018")
    taken_back(ledger, office, number)
    assert shown(ledger) == "1"
    assert late(ledger) == {NA_SON}


def test_files_brought_again_do_not_mark_what_they_say_as_before(ledger, office, shipped_folder):
    close(ledger.database, office, "2018")
    files = replace(ledger.files, figures=ledger.files.figures.iloc[1:])
    shipped.bring(ledger.database, shipped_folder, files)
    assert not late(ledger)


# --- history and decisions ------------------------------------------------------------------


def test_the_history_of_a_figure_has_all_that_was_ever_said_of_it(ledger, office):
    first = appended(ledger, office, (CATTLE, NA_SON, 2018, 10, "", "final"))
    wrong = appended(ledger, office, (CATTLE, NA_SON, 2018, 1000, "", "final"))
    appended(ledger, office, (CATTLE, NA_SON, 2018, 12, "", "provisional"))
    taken_back(ledger, office, wrong, "a slip")
    said = history(ledger.database, CATTLE, NA_SON, "2018")
    assert [(s.row["value"], s.shown, s.withdrawn) for s in said] == [
        ("12", False, False),
        ("1000", False, True),
        ("10", True, False),
    ]
    assert {s.who for s in said} == {"lan"}
    assert said[-1].batch.id == first
    assert said[-1].row["cell"] == "march.xlsx:Sheet1!C5"
    assert said[0].when >= said[-1].when


def test_the_history_of_a_shipped_figure_is_the_files_own(ledger):
    (said,) = history(ledger.database, "population", NA_SON, "2009-04-01")
    assert (said.row["value"], said.shown, said.who) == ("3514", True, "")
    assert said.row["cell"] == "published.csv:3"


def test_an_answer_is_used_until_its_batch_is_withdrawn(ledger, office):
    question = "name: Noong U?"
    for answer in ("03371@2009-04-01", "03370@2009-04-01"):
        content = Content("names", {"decisions": answers({question: answer})})
        number = append(ledger.database, ledger.files, office, content)
        assert decisions(ledger.database) == {question: answer}
    taken_back(ledger, office, number)
    assert decisions(ledger.database) == {question: "03371@2009-04-01"}


def test_a_reader_decides_nothing(ledger):
    reader = signed_up(ledger.database, "reader", Right(Role.READER))
    with pytest.raises(Faulty, match="not_allowed"):
        append(
            ledger.database,
            ledger.files,
            reader,
            Content("names", {"decisions": answers({"a": "b"})}),
        )


def test_rows_that_the_files_no_longer_declare_are_kept_and_said_and_not_shown(ledger, office):
    appended(ledger, office, (CATTLE, NA_SON, 2018, 10))
    catalogue = ledger.files.catalogue
    left = {k: v for k, v in catalogue.indicators.items() if k != CATTLE}
    files = replace(ledger.files, catalogue=replace(catalogue, indicators=left))
    now = replace(ledger, files=files).snapshot()
    assert CATTLE not in set(now.figures["indicator"])
    assert [(f.code, f.where) for f in now.faults] == [("ledger_rows_hidden", CATTLE)]
    assert shown(ledger) == "10"


def test_one_edit_of_a_file_hides_the_rows_that_it_no_longer_allows_and_no_page(ledger, office):
    catalogue = ledger.files.catalogue
    worded = next(i for i in catalogue if i.categories and not i.origin)
    word = worded.categories[0]
    number = appended(
        ledger, office, (worded.slug, NA_SON, 2016, word.id), (CATTLE, NA_SON, 2016, 10)
    )
    renamed = word.model_copy(update={"id": "another"})
    edits = {
        worded.slug: {"categories": (renamed, *worded.categories[1:])},
        CATTLE: {"applies_to": ("thị trấn",)},
    }
    for slug, edit in edits.items():
        edited = catalogue.indicators | {slug: catalogue[slug].model_copy(update=edit)}
        files = replace(ledger.files, catalogue=replace(catalogue, indicators=edited))
        now = replace(ledger, files=files).snapshot()
        mine = now.figures[now.figures["batch"] == number]
        assert set(mine["indicator"]) == {worded.slug, CATTLE} - {slug}
        (fault,) = now.faults
        assert (fault.code, fault.where) == ("ledger_rows_hidden", slug)
        assert str(number) in fault.values["batches"].split(", ")


def test_rows_whose_source_is_gone_are_hidden(ledger):
    catalogue = ledger.files.catalogue
    gone = ledger.snapshot().figures["source"].mode()[0]
    left = {k: v for k, v in catalogue.sources.items() if k != gone}
    now = replace(
        ledger, files=replace(ledger.files, catalogue=replace(catalogue, sources=left))
    ).snapshot()
    assert gone not in set(now.figures["source"])
    assert {f.code for f in now.faults} == {"ledger_rows_hidden"}


def test_two_states_and_two_ledgers_differ_in_their_version(ledger, office):
    before = ledger.snapshot().version
    appended(ledger, office, (CATTLE, NA_SON, 2018, 10))
    assert ledger.snapshot().version != before
