# SPDX-License-Identifier: EUPL-1.2
"""Contacts around made-up families."""

from datetime import date

from familievej.people.pictures.contact_map import MapContact, MapMember

ANTON = (MapMember("maria", "Maria"), MapMember("anton", "Anton"))
_SCHOOL, _WORKPLACE = "School and day care", "Job centre"
_TEACHER, _PSYCHOLOGIST = ("Signe Holm", "class teacher"), ("Jonas Friis", "psychologist")
_ADVISER, _THERAPIST = ("Hanne Krogh", "adviser"), ("Line Bach", "therapist")
ANTONS = (
    MapContact(
        "1", _SCHOOL, "Birke School, 4.b", *_TEACHER, "Birke School", ("Attendance plan",), ("anton",)
    ),
    MapContact("2", _SCHOOL, "PPR", *_PSYCHOLOGIST, "Town hall, 2nd floor", (), ("anton",)),
    MapContact("3", _WORKPLACE, "Sickness benefit", *_ADVISER, "Job centre", ("Follow-up plan",), ("maria",)),
    MapContact(
        "4", "Psychiatry", "Clinic for PTSD", *_THERAPIST, "Hospital", ("Treatment plan",), ("maria",)
    ),
    MapContact("5", "Child and family", "Coordinator", "Pia Dam", "", "At home", ("Family plan",)),
)

MOTHER = (
    MapMember("m", "Dorthe"),
    MapMember("a", "Jonas"),
    MapMember("b", "Mille"),
    MapMember("c", "Villads"),
)
_FIRST, _LATER = date(2025, 3, 1), date(2026, 6, 1)


def _of(
    key: str, area: str, unit: str, person: str, place: str, plan: str, about: str, end: date | None
) -> MapContact:
    return MapContact(key, area, unit, person, "", place, (plan,) if plan else (), (about,), _FIRST, end)


_ADULT, _CHILD = "Adult social services (MS)", "Child and youth (BU)"
_WORK, _YOUTH = "Employment (BF)", "Youth unit (UE)"
MOTHERS = (
    _of("1", _ADULT, "Social authority", "Birthe Lund", "Town hall", "Action plan § 141", "m", _LATER),
    _of("2", _ADULT, "Support at home", "Karen Bisgaard", "At home", "Support plan", "m", None),
    _of("3", _CHILD, "Family section", "Mikkel Toft", "Family section", "Child's plan", "a", None),
    _of("4", _CHILD, "Family House", "Susanne Vig", "Family House", "Treatment plan", "b", _LATER),
    _of("5", _CHILD, "PPR", "Ole Rahbek", "Ellemark School", "", "c", None),
    _of("6", _WORK, "Job centre", "Lone Kjær", "Job centre", "My plan", "m", None),
    _of("7", _WORK, "Resource course", "Peter Vang", "The workshop", "Rehabilitation plan", "m", _LATER),
    _of("8", _YOUTH, "Youth guidance", "Amalie Riis", "Youth centre", "Education plan", "a", None),
)
