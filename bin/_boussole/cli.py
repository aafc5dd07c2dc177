"""The words of the command line."""

import argparse
import os
import sys

from _boussole import places, running, testing
from _boussole.steps import Failed, say

DESCRIPTION = "Set up, run and test Boussole. Everything it makes stays in this folder."
LONG = {
    "bench": "measure, print a table of ratios and write JSON",
    "fuzz": "many random cases against pages, API and figures",
    "faults": "kill real processes for many rounds",
    "shots": "take the pictures of docs/screens",
}


def main(arguments: list[str]) -> int:
    os.chdir(places.ROOT)
    options = read(arguments or ["help"])
    try:
        code: int = options.action(options)
    except Failed as failure:
        return _explain(failure)
    except KeyboardInterrupt:
        return 130
    return code


def read(arguments: list[str]) -> argparse.Namespace:
    """The command, and what is passed on as it is: argparse would look for options of its own in it."""
    command, *rest = arguments
    if command in (*LONG, "test", "manage") and rest[:1] not in (["-h"], ["--help"]):
        options = _parser().parse_args([command])
        options.arguments = rest
        return options
    return _parser().parse_args(arguments)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bin/boussole", description=DESCRIPTION)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    run = commands.add_parser("run", help="set up what is missing, then serve")
    run.add_argument("--no-demo", dest="demo", action="store_false", help="start empty")
    run.add_argument("--port", type=int, help="default: PORT, or 8000 or the next free")
    run.set_defaults(action=running.run)

    test = commands.add_parser("test", help="all tests, or pytest with your arguments")
    test.add_argument("arguments", nargs=argparse.REMAINDER)
    test.set_defaults(action=testing.test)

    check = commands.add_parser("check", help="style, types, migrations, deployment")
    check.set_defaults(action=testing.check)

    for name, text in LONG.items():
        long = commands.add_parser(name, help=text)
        long.add_argument("arguments", nargs=argparse.REMAINDER)
        long.set_defaults(action=testing.long)

    manage = commands.add_parser("manage", help="Django's command line")
    manage.add_argument("arguments", nargs=argparse.REMAINDER)
    manage.set_defaults(action=_manage)

    shell = commands.add_parser("shell", help="Python, with the models at hand")
    shell.set_defaults(action=_manage, arguments=["shell"])

    def usage(options: argparse.Namespace) -> int:
        parser.print_help()
        return 0

    commands.add_parser("help", help="this text").set_defaults(action=usage)
    return parser


def _manage(options: argparse.Namespace) -> int:
    """Become manage.py: its output, its keys and its exit code are the caller's."""
    if not places.PYTHON.exists():
        raise Failed("nothing is installed yet", "First: bin/boussole run")
    command = places.manage(*options.arguments)
    os.execv(command[0], command)  # noqa: S606  # no shell, and that is the point


def _explain(failure: Failed) -> int:
    if failure.output:
        say(failure.output)
    sys.stdout.flush()
    print(f"\nboussole: {failure}\n  {failure.advice}", file=sys.stderr)
    return 1
