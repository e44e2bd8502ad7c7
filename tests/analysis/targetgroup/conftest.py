# SPDX-License-Identifier: EUPL-1.2
"""Spark is asked where it can run: pyspark and a Java are there. Nothing else installs them (``make spark`` does)."""

from __future__ import annotations

import shutil
from importlib.util import find_spec

collect_ignore = [] if find_spec("pyspark") and shutil.which("java") else ["test_spark.py"]
