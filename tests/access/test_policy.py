"""Every route has a declared policy, and every declared policy has its route."""

from django.urls import path

from config import urls
from config.policy import PACKAGES, POLICY, READING
from tests.access.routes import routes


def undeclared() -> list[str]:
    ours = [route.name for route in routes() if not route.package]
    return sorted(set(ours) - set(POLICY))


def test_every_route_is_declared_once() -> None:
    names = [route.name for route in routes()]

    assert undeclared() == []
    assert sorted(names) == sorted(set(names))
    assert "None" not in names


def test_nothing_is_declared_that_does_not_exist() -> None:
    found = routes()

    assert sorted(set(POLICY) - {route.name for route in found}) == []
    assert {route.package for route in found} - {""} == set(PACKAGES)


def test_a_route_without_policy_is_noticed(monkeypatch) -> None:
    from django.urls import clear_url_caches

    forgotten = path("forgotten/", urls.health.healthz, name="forgotten")
    monkeypatch.setattr(urls, "urlpatterns", [*urls.urlpatterns, forgotten])
    clear_url_caches()
    try:
        assert undeclared() == ["forgotten"]
    finally:
        monkeypatch.undo()
        clear_url_caches()


def test_an_address_with_an_id_names_its_kind_of_record() -> None:
    holds = {route.name: route.holds for route in routes()}
    wrong = [
        name
        for name, rule in POLICY.items()
        if ("pk" in holds[name]) != bool(rule.record)
        or not set(rule.reading) <= set(rule.methods)
        or (rule.reading and not rule.record)
    ]

    assert wrong == []


def test_writing_never_needs_less_than_changing() -> None:
    for name, rule in POLICY.items():
        writes = set(rule.reading) - set(READING)
        # One address shows the activity and takes its corrections: the view tells them apart.
        assert writes == set(), name
