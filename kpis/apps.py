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
            context,
            finding,
            importing,
            ledger,
        )
        from kpis.ranking import composed  # noqa: F401
        from kpis.seeding import meetings, steering  # noqa: F401
        from kpis.seeding import targets as of_the_demo  # noqa: F401
        from kpis.targets import attainment  # noqa: F401
        from kpis.team import forgetting  # noqa: F401

        if ledger.LISTENER not in LISTENERS:
            LISTENERS.append(ledger.LISTENER)
