# SPDX-License-Identifier: EUPL-1.2
"""A model as the text of one file: what ``load`` reads back as the same model."""

from __future__ import annotations

from io import StringIO
from typing import Any

from ruamel.yaml import YAML

from familievej.practice.schema.model import PracticeModel


def as_text(model: PracticeModel) -> str:
    """The whole model as YAML, fields in the order of the schema, with the mark of its end."""
    yaml = YAML(pure=True)
    yaml.default_flow_style = False
    yaml.allow_unicode = True
    yaml.width = 110
    yaml.indent(mapping=2, sequence=4, offset=2)
    text = StringIO()
    yaml.dump(_source_last(model.model_dump(mode="json", exclude_defaults=True)), text)
    return f"{text.getvalue()}...\n"


def _source_last(value: Any) -> Any:
    if isinstance(value, list):
        return [_source_last(each) for each in value]
    if not isinstance(value, dict):
        return value
    first = {name: _source_last(each) for name, each in value.items() if name != "source"}
    return {**first, "source": value["source"]} if "source" in value else first
