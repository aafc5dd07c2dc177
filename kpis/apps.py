from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KpisConfig(AppConfig):
    name = "kpis"
    label = "kpis"
    verbose_name = _("figures")

    def ready(self) -> None:
        """Listen to the facts, and check the declarations when Django checks itself."""
        from crm.announce import LISTENERS
        from kpis import (  # noqa: F401  # they register
            checks,
            composed,
            context,
            finding,
            importing,
            ledger,
            seeding,
            seeding_meetings,
            seeding_steering,
            targets,
        )

        if ledger.LISTENER not in LISTENERS:
            LISTENERS.append(ledger.LISTENER)
