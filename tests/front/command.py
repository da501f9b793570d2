"""The command as the tests call it: in this process, or as a shell does."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from kawal.front.cli.main import main

ON = ["--on", "2020-03-02"]
ROOT = Path(__file__).parent.parent.parent


def kawal(*arguments: object) -> int:
    """The exit status."""
    return main([str(each) for each in arguments])


def in_shell(
    command: str, *arguments: object, folder: Path = ROOT
) -> subprocess.CompletedProcess[str]:
    """Run a bash command in which `kawal` is the command and $1, $2 … are the arguments."""
    script = f'kawal() {{ {sys.executable} -m kawal "$@"; }}; {command}'
    return subprocess.run(
        ["bash", "-c", script, "bash", *(str(each) for each in arguments)],
        capture_output=True,
        text=True,
        errors="surrogateescape",
        check=False,
        cwd=folder,
    )
