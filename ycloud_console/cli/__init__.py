"""The command line: the Console's services without a window, for support over ssh, scripts and tests.

With ``--json`` stdout carries one JSON object a line and nothing else; messages for people go to stderr.
Exit codes: 0 all went well, 1 some failed or are still pending, 2 wrong usage, 3 no bind.
"""

from ycloud_console.cli.main import Start, cli

__all__ = ["Start", "cli"]
