"""Measurements, run by script/bench; what they found is in docs/performance.md."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "timglas.settings")
django.setup()
