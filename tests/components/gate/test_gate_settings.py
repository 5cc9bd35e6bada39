"""What is set of the gate by whoever runs the server, and what is said of what is no setting."""

import pytest

from components.gate.settings import Settings


def test_what_is_not_said_has_its_usual_value():
    assert Settings.read({}) == Settings()
    assert Settings.read({"ATLAS_UPLOAD_MB": " ", "ATLAS_HOSTS": ""}) == Settings()


def test_what_is_said_holds():
    said = {"ATLAS_HOSTS": "Atlas.example.org, .office.example", "ATLAS_UPLOAD_MB": "12.5"}
    found = Settings.read(said | {"ATLAS_METRICS_TOKEN": "s3cret", "ATLAS_GUESTS": "7"})
    assert found.hosts == ("atlas.example.org", ".office.example")
    assert (found.upload_mb, found.guests) == (12.5, 7)
    assert "s3cret" not in repr(found)


@pytest.mark.parametrize("said", ["many", "-1", "nan", "inf", "1,5"])
def test_a_number_that_is_none_ends_the_start_with_words_that_name_the_setting(said):
    with pytest.raises(SystemExit, match="ATLAS_UPLOADS_MB"):
        Settings.read({"ATLAS_UPLOADS_MB": said})
