# SPDX-License-Identifier: EUPL-1.2
"""The catalogues of messages: ``update`` reads every text of code and templates into them, ``check`` finds what lacks.

Pure Python (Babel, and Django's own reading of templates), because GNU gettext is not on every machine.
"""

from __future__ import annotations

import ast
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po, write_po
from django.conf import settings

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "familievej"
LANGUAGES = ["da"]  # English is the language of the message ids
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%[sd]|\{(\w*)(?:![rsa])?(?::[^}]*)?\}")
VOLATILE = re.compile(rb'^"(?:POT-Creation-Date|PO-Revision-Date|Generated-By):.*"\n', re.MULTILINE)
HEADER = "# SPDX-License-Identifier: EUPL-1.2\n# Messages of Familievej."


def texts() -> Iterator[tuple[str, bytes]]:
    """Each file that may hold messages, by its path in the tree, as Python."""
    from django.utils.translation.template import templatize

    settings.configure(USE_I18N=True)
    for file in sorted(SOURCE.rglob("*")):
        name = file.relative_to(ROOT).as_posix()
        if file.suffix == ".py" and "migrations" not in file.parts:
            yield name, file.read_bytes()
        elif file.suffix in {".html", ".txt"} and "templates" in file.parts:
            python = templatize(file.read_text(encoding="utf-8"), origin=name)
            # Indented as a template is; as Python it would not be read.
            yield name, "\n".join(line.strip() for line in python.splitlines()).encode()


def in_the_source() -> Catalog:
    """Every message that the system can say, with where it says it."""
    found = Catalog(charset="utf-8")
    for name, code in texts():
        for _line, ids, notes, context in extract(
            "python", io.BytesIO(code), keywords=KEYWORDS, comment_tags=["Translators:"]
        ):
            found.add(ids, None, [(name, 1)], auto_comments=notes, context=context)
    return found


def hidden() -> Iterator[str]:
    """Texts that nothing finds: Babel does not look into an f-string, so what is said there stays English."""
    for file in sorted(SOURCE.rglob("*.py")):
        for outer in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            for call in ast.walk(outer) if isinstance(outer, ast.JoinedStr) else ():
                if not isinstance(call, ast.Call) or not call.args:
                    continue
                if getattr(call.func, "id", "") in KEYWORDS and isinstance(call.args[0], ast.Constant):
                    where = f"{file.relative_to(ROOT).as_posix()}:{call.lineno}"
                    yield f"{where}: a message inside an f-string is not found"


def file_of(language: str) -> Path:
    """The catalogue of one language."""
    return SOURCE / "locale" / language / "LC_MESSAGES" / "django.po"


def catalogue_of(language: str) -> Catalog:
    """As it is in the tree; empty when there is none yet."""
    file = file_of(language)
    if not file.exists():
        return Catalog(locale=language, charset="utf-8", project="Familievej", fuzzy=False)
    with file.open("rb") as text:
        return read_po(text, locale=language)


def update() -> int:
    """Write the catalogues: new messages empty, gone ones out, translations kept."""
    source = in_the_source()
    for language in LANGUAGES:
        catalogue = catalogue_of(language)
        source.creation_date = catalogue.creation_date
        catalogue.update(source, no_fuzzy_matching=True)
        catalogue.header_comment = HEADER
        catalogue.project, catalogue.version, catalogue.msgid_bugs_address = "Familievej", "1", ""
        catalogue.last_translator = catalogue.language_team = "Familievej"
        file_of(language).parent.mkdir(parents=True, exist_ok=True)
        file_of(language).write_bytes(written(catalogue))
        empty = sum(1 for message in catalogue if message.id and not is_said(message))
        sys.stdout.write(f"{language}: {len(catalogue)} messages, {empty} without a translation\n")
    return 0


def written(catalogue: Catalog) -> bytes:
    """The file: sorted by text, without places and moments, so that a diff shows only what people changed."""
    text = io.BytesIO()
    write_po(text, catalogue, width=110, no_location=True, ignore_obsolete=True, sort_output=True)
    return VOLATILE.sub(b"", text.getvalue())


def is_said(message: Message) -> bool:
    """Whether every form of the message is translated."""
    said = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return all(said)


def placeholders(text: str | None) -> set[str]:
    """The names that a message is filled in with."""
    return {match.group(0) for match in PLACEHOLDER.finditer(text or "")}


def faults(language: str, source: Catalog) -> Iterator[str]:
    """What is wrong with one catalogue."""
    catalogue = catalogue_of(language)
    for message in source:
        if not message.id:
            continue
        said = catalogue.get(message.id if isinstance(message.id, str) else message.id[0], message.context)
        where = message.locations[0][0] if message.locations else "?"
        if said is None or not is_said(said):
            yield f"{language}: not translated: {message.id!r} ({where})"
        elif said.fuzzy:
            yield f"{language}: marked as uncertain: {message.id!r} ({where})"
        else:
            yield from (f"{language}: {fault} ({where})" for fault in unlike(said))
    for message in catalogue:
        if message.id and source.get(_first(message), message.context) is None:
            yield f"{language}: nobody says this any more: {message.id!r}"


def unlike(message: Message) -> Iterator[str]:
    """Translations that fill in something else than the message does."""
    ids = message.id if isinstance(message.id, tuple | list) else (message.id,)
    strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
    wanted = set().union(*(placeholders(text) for text in ids))
    for text in strings:
        got = placeholders(text)
        if not got <= wanted or (len(ids) == 1 and got != wanted):
            yield f"{text!r} should fill in {sorted(wanted)}, not {sorted(got)}"


def _first(message: Message) -> str:
    return message.id if isinstance(message.id, str) else str(message.id[0])


def check() -> int:
    """1 when a catalogue lacks, has too much, or fills in something else; every fault is printed."""
    source = in_the_source()
    found = [*hidden(), *(fault for language in LANGUAGES for fault in faults(language, source))]
    sys.stdout.writelines(f"{fault}\n" for fault in found)
    if found:
        sys.stdout.write(f"{len(found)} faults. `make messages` brings the catalogues up to date.\n")
    return 1 if found else 0


if __name__ == "__main__":
    commands = {"update": update, "check": check}
    if len(sys.argv) != 2 or sys.argv[1] not in commands:
        sys.exit("usage: tools/messages.py update|check")
    sys.exit(commands[sys.argv[1]]())
