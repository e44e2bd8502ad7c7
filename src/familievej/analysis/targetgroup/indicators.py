# SPDX-License-Identifier: EUPL-1.2
"""Figures 1 to 7 of Familiens vej and the text beside them, from the counts, each with the base the report gives it.

A table is a ``Result``; every one carries the rule in words and the report's standing caveats (lines 136-138, 299-301,
351-355).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from familievej.analysis.result import Basis, Caveat, Citation, Figure, Period, Place, Result, Unit
from familievej.analysis.targetgroup.counts import Counts, band_name
from familievej.analysis.targetgroup.definition import Contact
from familievej.analysis.targetgroup.measures import BANDS
from familievej.analysis.targetgroup.population import ADULT, CHILD
from familievej.analysis.targetgroup.ruletext import rule
from familievej.analysis.words import N_, Fact, Text

WORK = "Familiens vej – på tværs af velfærdsområder"
ROLES = {CHILD: "children", ADULT: "adults"}
SOURCE = ("persons", "relations", "residences", "events")
MEANING = {
    "larger": N_("The group of families who need a coherent effort may be larger than what registers show."),
    "one_child": N_(
        "A measure for a whole family is sometimes registered on one child only: vulnerable children at an address "
        "may be undercounted."
    ),
    "legal": N_(
        "The group is built on legal relations: among the others are children and adults who are both vulnerable and "
        "live together without a legal relation."
    ),
    "overlap": N_(
        "A person of %(low)s to %(high)s years can count both as child and as adult: %(twice)s do."
    ),
    "dirty": N_(
        "%(rows)s rows of %(column)s name nobody in the register of persons and are counted with nobody."
    ),
    "no_place": N_("%(persons)s of the vulnerable have no registered residence in the year."),
    "costs": N_("Costs of a family measure in the area of children may also cover the adults' part of it."),
}


def caveats(counts: Counts) -> tuple[Caveat, ...]:
    """What must be said with every figure of these counts."""
    choices = counts.rules.choices
    told = [Caveat(code, Text(MEANING[code])) for code in ("larger", "one_child")]
    if choices.parents == "legal":
        told.append(Caveat("legal", Text(MEANING["legal"])))
    if choices.child_ages[1] >= choices.adult_from:
        facts: dict[str, Fact | Text] = {
            "low": choices.adult_from,
            "high": choices.child_ages[1],
            "twice": counts.total("both_roles", ADULT, target=True),
        }
        told.append(Caveat("overlap", Text(MEANING["overlap"], facts)))
    told += [
        Caveat("dirty", Text(MEANING["dirty"], {"rows": keys.rows, "column": f"{keys.table}.{keys.column}"}))
        for keys in counts.dirty
    ]
    return tuple(told)


def results(counts: Counts, municipality: int | None = None) -> tuple[Result, ...]:
    """Figures 1 to 7 and the notifications, of one municipality or of all."""
    asked = _Asked(counts, municipality)
    return (
        asked.size(),
        asked.figure_1(),
        asked.constellations(),
        asked.contacts(
            CHILD, counts.rules.contacts.children, "figure_6", N_("Children's contacts"), "388-424"
        ),
        asked.contacts(ADULT, counts.rules.contacts.adults, "figure_7", N_("Adults' contacts"), "429-460"),
        asked.notifications(),
        asked.ages(),
    )


class _Asked:
    """The counts of one place, made into tables."""

    def __init__(self, counts: Counts, municipality: int | None) -> None:
        self.counts = counts
        self.municipality = municipality

    def total(self, measure: str, role: str, target: bool | None = None, band: int | None = None) -> int:
        return self.counts.total(measure, role, target, municipality=self.municipality, band=band)

    def result(self, name: str, title: str, lines: str, figures: Iterable[Figure], *more: Caveat) -> Result:
        counts = self.counts
        persons = (
            self.total("persons", CHILD) + self.total("persons", ADULT) - self.total("both_roles", ADULT)
        )
        return Result(
            id=f"targetgroup.{name}",
            title=Text(title),
            rule=rule(counts.rules, counts.year),
            citation=Citation(WORK, lines),
            basis=Basis.MEASURED,
            period=Period(str(counts.year), str(counts.year)),
            source=SOURCE,
            parameters=parameters(counts, self.municipality),
            figures=tuple(figures),
            persons=persons,
            caveats=(*caveats(counts), *more),
        )

    def share(self, count: int, base: int, *place: tuple[str, str | int]) -> Figure:
        return _share(count, base, place)

    def persons(self, number: int, *place: tuple[str, str | int]) -> Figure:
        return Figure(place, float(number), Unit.PERSONS, number, number, number)

    def size(self) -> Result:
        """Children, adults and persons in the target group and among all vulnerable."""
        figures = []
        for of, target in (("target", True), ("others", False)):
            both = [self.total("persons", role, target) for role in ROLES]
            for role, number in zip(ROLES.values(), both, strict=True):
                figures.append(self.persons(number, ("group", role), ("of", of)))
            twice = self.total("both_roles", ADULT, target)
            figures.append(self.persons(sum(both) - twice, ("group", "persons"), ("of", of)))
        lost = self.counts.total("persons", CHILD, municipality=0) + self.counts.total(
            "persons", ADULT, municipality=0
        )
        told = [Caveat("no_place", Text(MEANING["no_place"], {"persons": lost}))] if lost else []
        return self.result("size", N_("How many are in the target group"), "131-136, 285-287", figures, *told)

    def figure_1(self) -> Result:
        """The target group as a share of all vulnerable; whoever counts as both counts twice, as in the report."""
        figures = []
        count = base = 0
        for role, name in ROLES.items():
            here, of = self.total("persons", role, True), self.total("persons", role)
            figures.append(self.share(here, of, ("group", name)))
            count, base = count + here, base + of
        figures.append(self.share(count, base, ("group", "persons")))
        title = N_("The target group's share of all vulnerable children and adults")
        return self.result("figure_1", title, "287-309", figures)

    def constellations(self) -> Result:
        """Figures 2 to 5."""
        children, adults = self.total("persons", CHILD, True), self.total("persons", ADULT, True)
        base = self.total("base", CHILD, True)
        figures = (
            self.share(self.total("two", CHILD, True), children, ("figure", "both_parents")),
            self.share(self.total("two", ADULT, True), adults, ("figure", "two_children")),
            self.share(self.total("with_child", CHILD, True), base, ("figure", "lives_with_child")),
            self.share(self.total("with_adult", CHILD, True), base, ("figure", "lives_with_adult")),
        )
        return self.result(
            "figures_2_5", N_("Who belongs together and who lives together"), "325-372", figures
        )

    def contacts(self, role: str, contacts: Sequence[Contact], name: str, title: str, lines: str) -> Result:
        """The share with each contact, target group beside the other vulnerable."""
        figures = []
        for contact in contacts:
            base = f"base_{role}_{contact.id}" if contact.ages else "persons"
            for group, target in (("target", True), ("others", False)):
                figures.append(
                    self.share(
                        self.total(f"has_{role}_{contact.id}", role, target),
                        self.total(base, role, target),
                        ("contact", contact.id),
                        ("group", group),
                    )
                )
        return self.result(name, title, lines, figures)

    def notifications(self) -> Result:
        """Mean number of counted rows a child: the report prints 14 beside 40 % notified, which cannot both hold."""
        figures = []
        for contact in self.counts.rules.contacts.children:
            if not contact.counted:
                continue
            for group, target in (("target", True), ("others", False)):
                rows = self.total(f"rows_{CHILD}_{contact.id}", CHILD, target)
                has = self.total(f"has_{CHILD}_{contact.id}", CHILD, target)
                everybody = self.total("persons", CHILD, target)
                for among, base in (("all", everybody), ("notified", has)):
                    place: Place = (("contact", contact.id), ("group", group), ("among", among))
                    mean = rows / base if base else None
                    figures.append(Figure(place, mean, Unit.NUMBER, base, base, rows))
        return self.result("notifications", N_("Notifications a child, on average"), "403-410", figures)

    def ages(self) -> Result:
        """The target group by age in the year."""
        figures = [
            self.persons(self.total("persons", role, True, band), ("group", name), ("age", band_name(band)))
            for role, name in ROLES.items()
            for band in range(len(BANDS) + 1)
            if self.total("persons", role, None, band)
        ]
        return self.result("ages", N_("The target group by age"), "148-150", figures)


def by_municipality(counts: Counts) -> Result:
    """The size of the target group and its share of the vulnerable, in each municipality."""
    figures = []
    for place in counts.municipalities:
        for role, name in ROLES.items():
            here = counts.total("persons", role, True, municipality=place)
            of = counts.total("persons", role, municipality=place)
            figures.append(_share(here, of, (("municipality", str(place)), ("group", name))))
    title = N_("The target group in each municipality")
    return _Asked(counts, None).result("municipalities", title, "131-136", figures)


def series(counts: Sequence[Counts], municipality: int | None = None) -> Result:
    """The size of the target group year by year. ``counts`` are under the same rules, oldest first."""
    figures = []
    for one in counts:
        for role, name in ROLES.items():
            number = one.total("persons", role, True, municipality=municipality)
            place: Place = (("year", str(one.year)), ("group", name))
            figures.append(Figure(place, float(number), Unit.PERSONS, number, number, number))
    told = _Asked(counts[-1], municipality).result(
        "years", N_("The target group year by year"), "133-136", figures
    )
    return told.but(period=Period(str(counts[0].year), str(counts[-1].year)))


def parameters(counts: Counts, municipality: int | None) -> dict[str, Fact]:
    """Every choice that steers the figures."""
    chosen: dict[str, Fact] = {
        "rules": counts.rules.id,
        "rules_version": counts.rules.version,
        "year": str(counts.year),
        "municipality": "all" if municipality is None else str(municipality),
    }
    for name, value in counts.rules.choices.model_dump().items():
        chosen[name] = "-".join(map(str, value)) if isinstance(value, tuple) else value
    return chosen


def _share(count: int, base: int, place: Place) -> Figure:
    return Figure(place, count / base if base else None, Unit.SHARE, base, base, count)
