"""Hypothesis profiles: `ci` is the default, `thorough` looks longer. Fixtures are tests."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

pytest_plugins = ["normalize.testing.pytest_plugin"]

settings.register_profile(
    "ci", max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("quick", settings.get_profile("ci"), max_examples=10)
settings.register_profile("thorough", settings.get_profile("ci"), max_examples=1000)
settings.load_profile("ci")
