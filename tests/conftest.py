"""What the tests of several rooms share: a home of their own, the data beside the repository, a database server."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SIJIL = Path(sys.executable).with_name("sijil")


def run_sijil(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command as a person would, in a process of its own."""
    return subprocess.run(
        [SIJIL, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environment},
    )


@pytest.fixture(scope="session")
def sijil() -> Callable[..., subprocess.CompletedProcess[str]]:
    """The command line."""
    return run_sijil


@pytest.fixture(scope="session")
def example_case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example case with its judgements, made once a session by the command line. Copy it, never change it."""
    case = tmp_path_factory.mktemp("example") / "case"
    examples = ROOT / "examples"
    actor = {"SIJIL_ACTOR": "u-test"}
    assert run_sijil("new", case, "--gazetteer", examples / "gazetteer.csv", **actor).returncode == 0
    for name in ("case.toml", "pseudonyms.key"):
        shutil.copyfile(examples / name, case / name)
    assert run_sijil("run", case, examples / "evidence", **actor).returncode == 0
    assert run_sijil("judgements", case, "--import", examples / "judgements.jsonl", **actor).returncode == 0
    assert run_sijil("run", case, examples / "evidence", **actor).returncode == 0
    return case


@pytest.fixture
def case_copy(example_case: Path, tmp_path: Path) -> Iterator[Path]:
    """A copy of the example case to work on."""
    copy = tmp_path / "case"
    shutil.copytree(example_case, copy, copy_function=shutil.copy2)
    yield copy
    from sijil.store.database import disconnect

    disconnect()


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes the settings of whoever runs it."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.getbasetemp() / "config"))
    monkeypatch.setenv("SIJIL_ACTOR", "u-test")
    if "SIJIL_TEST_POSTGRES" not in os.environ:
        monkeypatch.delenv("SIJIL_DATABASE_URL", raising=False)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of outside data; tests that need it are skipped without it."""
    folder = Path(os.environ.get("SIJIL_SHARED", ROOT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip(f"needs the outside data folder ({folder} is absent; SIJIL_SHARED names another)")
    return folder


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a PostgreSQL server of our own on loopback, ended by its process at the end."""
    binaries = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not binaries:
        pytest.skip("needs a PostgreSQL server (Debian's package postgresql)")
    programs = binaries[-1].parent
    folder = tmp_path_factory.mktemp("postgres")
    run_as = _other_user(folder)
    data = folder / "data"
    subprocess.run([*run_as, programs / "initdb", "-D", data, "-U", "sijil", "-A", "trust", "-E", "UTF8", "--no-sync"],
                   check=True, capture_output=True)  # fmt: skip
    port = _free_port()
    server = subprocess.Popen(
        [*run_as, programs / "postgres", "-D", data, "-p", str(port), "-k", data, "-h", "127.0.0.1", "-F"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(programs, port)
        yield f"postgresql://sijil@127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(20)


@pytest.fixture
def postgres(
    postgres_server: str, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> Iterator[str]:
    """A database of its own for one test, named by SIJIL_DATABASE_URL."""
    import psycopg

    name = f"t{abs(hash(request.node.nodeid)):x}"
    with psycopg.connect(f"{postgres_server}/postgres", autocommit=True) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}"')
        server.execute(f'CREATE DATABASE "{name}"')
    monkeypatch.setenv("SIJIL_DATABASE_URL", f"{postgres_server}/{name}")
    yield f"{postgres_server}/{name}"
    from sijil.store.database import disconnect

    disconnect()


def _other_user(folder: Path) -> list[str]:
    """PostgreSQL refuses to run as root: then use the user that Debian's package makes."""
    if os.geteuid() != 0:
        return []
    subprocess.run(["chown", "-R", "postgres", folder], check=True)
    for parent in [folder, *folder.parents]:
        if parent.stat().st_uid == 0 and parent != Path("/"):
            parent.chmod(parent.stat().st_mode | 0o011)
    return [shutil.which("runuser") or "runuser", "-u", "postgres", "--"]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(programs: Path, port: int) -> None:
    asked = [programs / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)]
    for _ in range(100):
        if subprocess.run(asked, check=False).returncode == 0:
            return
        time.sleep(0.1)
    pytest.skip("the PostgreSQL server did not start")
