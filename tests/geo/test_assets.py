"""Files by their content: kept, found again after a restart, and nothing else is ever given out."""

import gzip
import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.map.assets import Assets

DIGEST = "0" * 32


@pytest.fixture
def assets(tmp_path):
    (tmp_path / "secret.gz").write_bytes(gzip.compress(b"not for anyone"))
    return Assets(tmp_path / "kept")


def test_what_was_put_comes_back_compressed(assets):
    path = assets.put("areas.json", b"[1,2,3]" * 99)
    packed = assets.get(path)
    assert gzip.decompress(packed) == b"[1,2,3]" * 99
    assert len(packed) < 99


def test_the_same_bytes_have_one_path_and_other_bytes_another(assets):
    path = assets.put("areas.json", b"a")
    assert assets.put("areas.json", b"a") == path
    assert len({path, assets.put("areas.json", b"b"), assets.put("tips.json", b"a")}) == 3


def test_an_address_still_works_after_a_restart(assets, tmp_path):
    path = assets.put("areas.json", b"as it was")
    assert gzip.decompress(Assets(tmp_path / "kept").get(path)) == b"as it was"


@pytest.mark.parametrize(
    "path",
    [
        "",
        "secret",
        f"{DIGEST}/areas.json",
        "../secret.gz",
        f"{DIGEST}/../secret",
        f"{DIGEST}/..\\secret",
        "..%2fsecret",
        f"{DIGEST}/areas.json\n",
        f"{DIGEST}/\0",
        f"{DIGEST}/.hidden",
    ],
)
def test_nothing_else_is_given_out(assets, path):
    assets.put("areas.json", b"a")
    assert assets.get(path) is None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet="0af/\\.:~-% secrtgz", max_size=60))
def test_no_path_leads_out_of_the_folder(assets, path):
    assert assets.get(path) is None
    assert assets.get(f"{DIGEST}/{path}") is None


@pytest.mark.parametrize("name", ["../a", "a/b", "a\\b", ".a", "", "a b", "C:a", "tên.json"])
def test_only_a_plain_name_is_taken(assets, name):
    with pytest.raises(ValueError, match="plain file name"):
        assets.put(name, b"a")


def test_a_file_is_written_whole_or_not_at_all(assets, tmp_path, monkeypatch):
    def stop(*_):
        raise OSError("the power went")

    with monkeypatch.context() as patch:
        patch.setattr("pathlib.Path.replace", stop)
        with pytest.raises(OSError, match="power"):
            assets.put("areas.json", b"a")
    left = Assets(tmp_path / "kept")
    assert [assets.get(f"{DIGEST}/{file.name}") for file in (tmp_path / "kept").iterdir()] == [None]
    assert gzip.decompress(left.get(left.put("areas.json", b"a"))) == b"a"


def test_what_was_used_longest_ago_is_dropped_first(tmp_path):
    earlier = Assets(tmp_path)
    paths = [earlier.put(f"{n}.bin", os.urandom(1000)) for n in range(4)]
    for age, file in enumerate(sorted(tmp_path.iterdir(), key=lambda f: f.name.split("-")[1])):
        os.utime(file, (1000 + age, 1000 + age))
    assert earlier.get(paths[0])  # a browser asked for it: now it is the one used last
    later = Assets(tmp_path, limit=4500)
    later.put("new.bin", os.urandom(1000))
    assert [later.get(path) is not None for path in paths] == [True, False, True, True]


def test_nothing_is_dropped_that_this_process_has_named_to_a_page(tmp_path):
    assets = Assets(tmp_path, limit=2000)
    paths = [assets.put(f"{n}.bin", os.urandom(1000)) for n in range(5)]
    assert all(assets.get(path) for path in paths)
