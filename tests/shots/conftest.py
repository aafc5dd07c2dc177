"""Pictures are taken with the browser and the demo that the tests of the browser use."""

# Fixtures are found by name in the module that defines them.
from tests.browser.conftest import (  # noqa: F401
    browser_context_args,
    browser_type_launch_args,
    demo,
    sessions,
)
