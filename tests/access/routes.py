"""Every route the resolver knows, by name, with the module of its view."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

from config.policy import PACKAGES


@dataclass(frozen=True)
class Route:
    name: str
    module: str
    #: The names of what its address holds.
    holds: frozenset[str]

    @property
    def package(self) -> str:
        """The declared package whose route this is, empty for one of ours."""
        return next((p for p in PACKAGES if self.module.startswith(f"{p}.")), "")


def routes() -> list[Route]:
    return list(_walk(get_resolver(), "", frozenset()))


def _walk(resolver: URLResolver, space: str, held: frozenset[str]) -> Iterator[Route]:
    for pattern in resolver.url_patterns:
        holds = held | set(pattern.pattern.regex.groupindex)
        if isinstance(pattern, URLPattern):
            name = f"{space}:{pattern.name}" if space else str(pattern.name)
            yield Route(name, pattern.callback.__module__, holds)
        else:
            inner = ":".join(part for part in (space, pattern.namespace) if part)
            yield from _walk(pattern, inner, holds)
