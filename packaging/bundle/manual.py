"""The manual page, written from what the command line says of itself, so that no option is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

import click

from bundle.release import HOMEPAGE, NAME, Release
from ycloud_console.cli import cli

_DESCRIPTION = """\
Bind an account of YCloud's SMPP text-message service, send messages, watch their delivery reports arrive,
and read what went wrong and who has to act. Without a command the window opens; the commands do the same
without one, for support over ssh and for scripts. With --json, standard output carries one JSON object a
line and nothing else.

The password comes from the keychain, from YCLOUD_PASSWORD, or from a prompt; there is no option for it,
since other people on a computer can read the options of a running program."""
_EXIT = (
    ("0", "All went well; with --wait, all was delivered."),
    ("1", "Some messages failed or are still pending; with --smoke, a part does not work."),
    ("2", "Wrong usage, or no window can be opened."),
    ("3", "No bind."),
)
_ENVIRONMENT = (
    ("YCLOUD_CONSOLE_HOME", "The folder of settings and history; --data-dir comes first."),
    ("YCLOUD_PASSWORD", "The password, where no keychain has it."),
    ("XDG_DATA_HOME", "Where the data folder is, unless it is moved: ~/.local/share when not set."),
)
_FILES = (
    ("~/.local/share/ycloud-console/settings.toml", "Accounts and preferences; never a password."),
    ("~/.local/share/ycloud-console/history.sqlite3", "Messages, segments, receipts and inbound messages."),
    ("~/.local/share/ycloud-console/logs/", "What the program says of itself."),
)
_EXAMPLES = (
    ("The window, bound to the practice SMSC on this computer:", "ycloud-console --sandbox"),
    (
        "A message to the sandbox, waiting for its receipt:",
        'ycloud-console send --sandbox --to +6581234567 --from YCloud "hello" --wait 10',
    ),
    (
        "What a receipt means:",
        "ycloud-console decode receipt 'id:1 done date:2111040501 stat:REJECTD err:18'",
    ),
    ("What stands between this computer and a bind:", "ycloud-console doctor --account YCloud"),
    ("Whether this installation works in all its parts:", "ycloud-console --smoke"),
)


def manual(release: Release) -> str:
    """The page in roff, for section 1."""
    return "\n".join(_lines(release)) + "\n"


def _lines(release: Release) -> Iterator[str]:
    date = datetime.fromtimestamp(release.epoch, UTC).date().isoformat()
    context = click.Context(cli, info_name=NAME)
    yield f'.TH {NAME.upper()} 1 "{date}" "{NAME} {release.version}" "User Commands"'
    yield ".SH NAME"
    yield f"{_plain(NAME)} \\- send text messages over SMPP and watch their delivery reports"
    yield ".SH SYNOPSIS"
    yield from (f".B {_plain(NAME)}", _plain("[--sandbox | --account NAME] [--data-dir DIR]"), ".br")
    yield from (f".B {_plain(NAME)}", _plain("COMMAND [OPTIONS] [ARGUMENTS]"))
    yield ".SH DESCRIPTION"
    yield from _paragraphs(_DESCRIPTION)
    yield ".SH OPTIONS"
    yield from _options(cli, context)
    yield ".SH COMMANDS"
    yield from _commands(cli, context, NAME)
    yield ".SH EXIT STATUS"
    yield from _entries(_EXIT)
    yield ".SH ENVIRONMENT"
    yield from _entries(_ENVIRONMENT)
    yield ".SH FILES"
    yield from _entries(_FILES)
    yield ".SH EXAMPLES"
    for words, command in _EXAMPLES:
        yield from (".PP", _plain(words), ".PP", ".RS 4", ".EX", _plain(command), ".EE", ".RE")
    yield from (".SH SEE ALSO", _plain(f"<{HOMEPAGE}>"))


def _commands(group: click.Group, context: click.Context, path: str) -> Iterator[str]:
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command is None or command.hidden:
            continue
        inner = click.Context(command, info_name=name, parent=context)
        usage = " ".join(command.collect_usage_pieces(inner))
        yield from (f'.SS "{_plain(f"{path} {name} {usage}")}"', *_paragraphs(command.help or ""))
        yield from _options(command, inner)
        if isinstance(command, click.Group):
            yield from _commands(command, inner, f"{path} {name}")


def _options(command: click.Command, context: click.Context) -> Iterator[str]:
    for parameter in command.get_params(context):
        record = parameter.get_help_record(context)
        # Arguments stand in the line above, and have no words of their own.
        if record is not None and record[1]:
            yield from _entries([record])


def _entries(entries: Iterable[tuple[str, str]]) -> Iterator[str]:
    for term, words in entries:
        yield from (".TP", f".B {_plain(term)}", _plain(words))


def _paragraphs(text: str) -> Iterator[str]:
    for part in click.formatting.wrap_text(text, 1000, preserve_paragraphs=True).split("\n\n"):
        yield from (".PP", _plain(" ".join(part.split())))


def _plain(text: str) -> str:
    """Text that roff takes as it is: hyphens that can be copied, nothing read as a request."""
    quoted = text.replace("\\", "\\e").replace("-", "\\-").replace('"', "\\(dq")
    return f"\\&{quoted}" if quoted.startswith((".", "'")) else quoted
