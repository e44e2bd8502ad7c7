# SPDX-License-Identifier: EUPL-1.2
"""Families to draw: small made-up ones, each with something that makes a genogram hard."""

from dataclasses import dataclass, field
from datetime import date

from familievej.people.pictures.genogram import GenogramPerson, Home, Sex, Tie, TieKind

TODAY = date(2026, 11, 22)
MAN, WOMAN = Sex.MALE, Sex.FEMALE


@dataclass
class Drawn:
    """The arguments of `genogram`, written down person by person."""

    people: list[GenogramPerson] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)
    homes: list[Home] = field(default_factory=list)
    index: str | None = None

    def person(self, name: str, sex: Sex, year: int | None = None, **more: object) -> "Drawn":
        born = date(year, 3 + len(name) % 9, 4 + len(name)) if year else None
        facts: dict[str, object] = {"born": born, **more}
        self.people.append(GenogramPerson(key=name, name=name, sex=sex, **facts))  # type: ignore[arg-type]
        return self

    def tie(self, kind: TieKind, a: str, *others: str) -> "Drawn":
        self.ties.extend(Tie(kind, a, b) for b in others)
        return self

    def home(self, name: str, *members: str) -> "Drawn":
        self.homes.append(Home(name, name, frozenset(members)))
        return self


def anton() -> Drawn:
    """A boy of ten and his mother, told of in report 001, line 508; the grandparents are added."""
    family = Drawn(index="Anton").person("Anton", MAN, 2016, full_name="Anton Lund Mikkelsen")
    family.person("Maria", WOMAN, 1988, full_name="Maria Lund", note="38 years, on sick leave").person(
        "Jens", MAN, 1985
    )
    family.person("Grethe", WOMAN, 1957).person("Poul", MAN, 1954, died=date(2021, 2, 3))
    family.tie(TieKind.MARRIED, "Poul", "Grethe").tie(TieKind.DIVORCED, "Jens", "Maria")
    family.tie(TieKind.PARENT, "Poul", "Maria").tie(TieKind.PARENT, "Grethe", "Maria")
    family.tie(TieKind.PARENT, "Maria", "Anton").tie(TieKind.PARENT, "Jens", "Anton")
    return family.home("Birkevej 4", "Maria", "Anton")


def alone() -> Drawn:
    """A mother and her child, and nobody else."""
    family = Drawn(index="Liva").person("Sara", WOMAN, 1999).person("Liva", WOMAN, 2025)
    return family.tie(TieKind.PARENT, "Sara", "Liva").home("Home", "Sara", "Liva")


def blended() -> Drawn:
    """Nine persons: she and he, both their former partners, hers, his and theirs, one not yet born."""
    family = Drawn(index="Emil").person("Camilla", WOMAN, 1987).person("Thomas", MAN, 1984)
    family.person("Kasper", MAN, 1986).person("Louise", WOMAN, 1985)
    family.person("Emil", MAN, 2013).person("Freja", WOMAN, 2015).person("Oscar", MAN, 2012).person(
        "Alma", WOMAN, 2022
    )
    family.people.append(GenogramPerson("baby", "", due=date(2027, 3, 14)))
    family.tie(TieKind.DIVORCED, "Kasper", "Camilla").tie(TieKind.PARTED, "Thomas", "Louise")
    family.tie(TieKind.COHABITING, "Thomas", "Camilla")
    family.tie(TieKind.PARENT, "Camilla", "Emil", "Freja", "Alma", "baby").tie(
        TieKind.PARENT, "Kasper", "Emil", "Freja"
    )
    family.tie(TieKind.PARENT, "Thomas", "Oscar", "Alma", "baby").tie(TieKind.PARENT, "Louise", "Oscar")
    family.tie(TieKind.STEP_PARENT, "Thomas", "Emil", "Freja").tie(TieKind.STEP_PARENT, "Camilla", "Oscar")
    family.home("Camilla and Thomas", "Camilla", "Thomas", "Emil", "Freja", "Alma", "Oscar", "baby")
    return family.home("Kasper", "Kasper", "Emil", "Freja")


def seven() -> Drawn:
    """Seven children, twins among them, one adopted."""
    family = Drawn(index="Noor").person("Amina", WOMAN, 1984).person("Yusuf", MAN, 1980)
    children = [("Ali", MAN, 2006), ("Sami", MAN, 2008), ("Noor", WOMAN, 2011), ("Lina", WOMAN, 2014)]
    children += [("Omar", MAN, 2017), ("Hana", WOMAN, 2017), ("Zainab", WOMAN, 2021)]
    for name, sex, year in children:
        family.person(name, sex, year)
    family.tie(TieKind.MARRIED, "Yusuf", "Amina")
    for name, _, _ in children:
        kind = TieKind.ADOPTIVE_PARENT if name == "Lina" else TieKind.PARENT
        family.tie(kind, "Yusuf", name).tie(kind, "Amina", name)
    return family.home("Parkvej 12, 2. tv.", "Amina", "Yusuf", *(name for name, _, _ in children[1:]))


def twins() -> Drawn:
    """An elder sister and twins."""
    family = Drawn(index="Bo").person("Eva", WOMAN, 1990).person("Ole", MAN, 1990).person("Ane", WOMAN, 2012)
    family.person("Bo", MAN, born=date(2016, 5, 6)).person("My", WOMAN, born=date(2016, 5, 6))
    return family.tie(TieKind.PARENT, "Eva", "Ane", "Bo", "My").tie(TieKind.PARENT, "Ole", "Ane", "Bo", "My")


def two_homes() -> Drawn:
    """One child, two homes."""
    family = (
        Drawn(index="Ida").person("Mette", WOMAN, 1990).person("Lars", MAN, 1988).person("Ida", WOMAN, 2018)
    )
    family.tie(TieKind.DIVORCED, "Lars", "Mette").tie(TieKind.PARENT, "Lars", "Ida").tie(
        TieKind.PARENT, "Mette", "Ida"
    )
    return family.home("Mette's home", "Mette", "Ida").home("Lars' home", "Lars", "Ida")


def three_partners() -> Drawn:
    """A mother who has had three partners, with a child by each, and an unknown father among them."""
    family = (
        Drawn(index="Mads").person("Tina", WOMAN, 1986).person("Brian", MAN, 1980).person("Kim", MAN, 1983)
    )
    family.people.append(GenogramPerson("unknown", "", sex=MAN))
    family.person("Mads", MAN, 2008).person("Nanna", WOMAN, 2012).person("Victor", MAN, 2019)
    family.tie(TieKind.DIVORCED, "Brian", "Tina").tie(TieKind.COHABITING, "Kim", "Tina")
    pairs = (("Brian", "Mads"), ("unknown", "Nanna"), ("Kim", "Victor"))
    for father, child in pairs:
        family.tie(TieKind.PARENT, father, child).tie(TieKind.PARENT, "Tina", child)
    return family.home("Home", "Tina", "Kim", "Nanna", "Victor")


def foster() -> Drawn:
    """A girl with a foster family, her own mother, a grandmother and a half-brother."""
    family = (
        Drawn(index="Kaja")
        .person("Rikke", WOMAN, 1992)
        .person("Inger", WOMAN, 1962)
        .person("Kaja", WOMAN, 2014)
    )
    family.person("Malthe", MAN, 2019).person("Anne-Marie Wilhelmina", WOMAN, 1975).person("Søren", MAN, 1972)
    family.tie(TieKind.PARENT, "Rikke", "Kaja", "Malthe").tie(TieKind.PARENT, "Inger", "Rikke")
    family.tie(TieKind.MARRIED, "Søren", "Anne-Marie Wilhelmina")
    family.tie(TieKind.FOSTER_PARENT, "Søren", "Kaja").tie(
        TieKind.FOSTER_PARENT, "Anne-Marie Wilhelmina", "Kaja"
    )
    return family.home("Foster family", "Kaja", "Søren", "Anne-Marie Wilhelmina").home(
        "Rikke", "Rikke", "Malthe"
    )


EVERY = (anton, alone, blended, seven, twins, two_homes, three_partners, foster)
