"""A file that would take the computer's memory is said to be what it is, and the server goes on."""

from reliability.bombs import MOST_GROWN, bring

# Those that need a second: all of them by the script.
SOME = (
    "far.xlsx",
    "repeated.ods",
    "letters.csv",
    "nested.geojson",
    "endless.gpkg",
    "many points.zip",
)


def test_no_file_that_somebody_brings_ends_the_server_or_fills_its_memory(browser):
    tried = list(bring(browser, SOME))
    assert [one.file for one in tried] == list(SOME)
    assert all(one.said for one in tried), "and none with a traceback"
    assert all(one.grown <= MOST_GROWN for one in tried)
