"""Front-end packages, served from node_modules under our own names: no copy, no bundler.

The map is explicit because whole `dist` folders bring 1,600 files, and style sheets that
point to source maps which are not there.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.utils import matches_patterns
from django.core.checks import CheckMessage, Error
from django.core.files.storage import FileSystemStorage

INTER: Final = "@fontsource-variable/inter/files"
SERVED: Final[dict[str, str]] = {
    "vendor/tabler.min.css": "@tabler/core/dist/css/tabler.min.css",
    "vendor/tabler-vendors.min.css": "@tabler/core/dist/css/tabler-vendors.min.css",
    "vendor/tabler.min.js": "@tabler/core/dist/js/tabler.min.js",
    "vendor/chart.umd.min.js": "chart.js/dist/chart.umd.min.js",
    "vendor/htmx.min.js": "htmx.org/dist/htmx.min.js",
    "vendor/Sortable.min.js": "sortablejs/Sortable.min.js",
    "vendor/tom-select.complete.min.js": "tom-select/dist/js/tom-select.complete.min.js",
    "vendor/tom-select.bootstrap5.min.css": (
        "tom-select/dist/css/tom-select.bootstrap5.min.css"
    ),
    "fonts/inter-latin.woff2": f"{INTER}/inter-latin-wght-normal.woff2",
    "fonts/inter-latin-ext.woff2": f"{INTER}/inter-latin-ext-wght-normal.woff2",
}
#: Read by ourselves, never served: the faces of what we print (crm/printing/fonts.py).
READ: Final = tuple(
    f"dejavu-fonts-ttf/ttf/DejaVuSansCondensed{weight}.ttf" for weight in ("", "-Bold")
)
ADVICE: Final = "Run 'npm ci', or 'bin/boussole run', which does."


class NodeModulesFinder(BaseFinder):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.root = Path(settings.BASE_DIR, "node_modules")
        self.storage = MappedStorage(self.root)
        super().__init__(*args, **kwargs)

    def check(self, **kwargs: Any) -> list[CheckMessage]:
        return [
            Error(f"node_modules/{source} is missing.", hint=ADVICE, id="config.E001")
            for source in (*SERVED.values(), *READ)
            if not (self.root / source).is_file()
        ]

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """The file, or all files: a list of one. Nothing found is an empty list."""
        source = SERVED.get(path)
        if source is None or not (self.root / source).is_file():
            return []
        found = str(self.root / source)
        return [found] if find_all else found

    def list(
        self, ignore_patterns: Any, *args: Any, **kwargs: Any
    ) -> Iterator[tuple[str, FileSystemStorage]]:
        for name in SERVED:
            if not matches_patterns(name, ignore_patterns or []):
                yield name, self.storage


class MappedStorage(FileSystemStorage):
    """Reads `vendor/htmx.min.js` from where the map says it lies."""

    # collectstatic puts a storage's prefix before its names; ours have theirs.
    prefix: str | None = None

    def __init__(self, root: Path) -> None:
        super().__init__(location=str(root))

    def path(self, name: str) -> str:
        return super().path(SERVED.get(name, name))
