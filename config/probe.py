"""`python -m config.probe`: exit 0 if the web process beside us answers. No Django.

The container's health check. It speaks as the proxy does: a known host name, and HTTPS
already ended.
"""

import os
import sys
import urllib.request


def main() -> int:
    host = (
        os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0].strip().lstrip(".")
    )
    request = urllib.request.Request(
        f"http://127.0.0.1:{os.environ.get('PORT', '8000')}/healthz",
        headers={"Host": host, "X-Forwarded-Proto": "https"},
    )
    try:
        with urllib.request.urlopen(request, timeout=3) as answer:
            return 0 if answer.status == 200 else 1
    except OSError as error:
        print(f"no answer: {error}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
