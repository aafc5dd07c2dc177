"""The facts for programs: activities, prospects and deals under ``/api/v1/``."""
