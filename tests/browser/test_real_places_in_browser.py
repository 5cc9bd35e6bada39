"""A workspace made of a real boundary file starts, and every commune of it is painted."""

import pytest
from places import SHARED
from served import OFTEN, PAINTED, map_frame, served

from data.__main__ import main

FILES = {
    "dbd_communes_14_pre2025_raw_shp.zip": 14,
    "dbd_communes_14_pre2025_clean_shp.zip": 14,
    "dienbien_communes_130_pre2025_raw_shp.zip": 129,  # one of the 130 has no code: said, left out
}


@pytest.mark.skipif(not (SHARED / "geodata").exists(), reason="the real boundary files are absent")
@pytest.mark.parametrize(("name", "count"), FILES.items(), ids=FILES)
def test_a_place_made_of_a_real_file_is_painted_whole(browser, tmp_path, name, count):
    folder, file = tmp_path / "place", SHARED / "geodata" / name
    made = ["new-workspace", str(folder), "--boundaries", str(file), "--valid-from", "2009-04-01"]
    # As published their borders do not meet, and mending them moves some by more than a little.
    assert main([*made, "--code", "gso_code", "--name", "ten_xa", "--accept-repairs"]) == 0
    with served(tmp_path, ATLAS_WORKSPACE=str(folder)) as address:
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.set_default_timeout(120_000)
        page.goto(f"{address}/?day=2009-04-01")
        frame = map_frame(page)
        frame.wait_for_function(PAINTED, polling=OFTEN)
        assert len(frame.evaluate(PAINTED)) == count
        assert page.locator("h1").inner_text()
        page.close()
