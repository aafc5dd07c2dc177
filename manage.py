#!/usr/bin/env python
"""Django's command line for Boussole."""

import os
import sys

from django.core.management import execute_from_command_line

from config.env import Refused


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        execute_from_command_line(sys.argv)
    except Refused as refusal:
        sys.exit(str(refusal))


if __name__ == "__main__":
    main()
