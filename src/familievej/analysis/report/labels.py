# SPDX-License-Identifier: EUPL-1.2
"""What the places and parameters of figures are called."""

from __future__ import annotations

from familievej.analysis.words import N_, Text, say

DIMENSIONS = {
    "group": N_("Group"),
    "t": N_("Months from the start"),
    "month": N_("Month"),
    "year": N_("Year"),
    "period": N_("Period"),
    "kind": N_("Kind"),
    "support": N_("Support"),
    "cutoff": N_("Cut-off"),
    "denominator": N_("Base"),
    "role": N_("Who"),
    "who": N_("Who"),
    "cohort": N_("Cohort"),
    "sex": N_("Sex"),
    "course": N_("Course"),
    "half_year": N_("Half-year from the start"),
    "account_function": N_("Account function"),
    "measure": N_("Measure"),
    "area": N_("Area"),
    "payer": N_("Payer"),
    "committee": N_("Committee"),
    "succeeded": N_("How many succeed"),
    "scope": N_("Costs counted"),
    "input": N_("Input"),
}

PLACES = {
    "parents": N_("Parents"),
    "mothers": N_("Mothers"),
    "fathers": N_("Fathers"),
    "children": N_("Children"),
    "adults": N_("Adults"),
    "families": N_("Families"),
    "everybody": N_("Everybody"),
    "early": N_("Started before the cut-off"),
    "late": N_("Started later"),
    "older": N_("Older parents"),
    "before": N_("Before"),
    "after": N_("After"),
    "change": N_("Change"),
    "job_ready": N_("Job-ready"),
    "activity_ready": N_("Activity-ready"),
    "other": N_("Other"),
    "self_supporting": N_("Self-supporting"),
    "nothing_registered": N_("Nothing registered"),
    "company": N_("Company-based"),
    "guidance": N_("Guidance and upskilling"),
    "mentor": N_("Mentor"),
    "activation": N_("The cut-off for activation"),
    "self_support": N_("The cut-off for self-support"),
    "included": N_("Those included"),
    "all": N_("All"),
    "any": N_("Any"),
    "family_treatment": N_("Family treatment"),
    "notification": N_("Notification"),
    "free_place": N_("Free place"),
    "placement": N_("Placement"),
    "child": N_("Children"),
    "mother": N_("Mothers"),
    "father": N_("Fathers"),
    "boys": N_("Boys"),
    "girls": N_("Girls"),
    "sex_unknown": N_("Sex unknown"),
    "running": N_("Running courses"),
    "closed": N_("Closed courses"),
    "development": N_("Development"),
    "operation": N_("Operation"),
    "expenditure": N_("Expenditure (development and operation)"),
    "service_improvement": N_("Service improvement (freed time)"),
    "net": N_("Net of freed time"),
    "total": N_("Total"),
    "family": N_("A family"),
    "place_year": N_("A place and year"),
    "municipality": N_("Municipality"),
    "region": N_("Region"),
    "state": N_("State"),
    "programme": N_("The programme"),
    "none": N_("None named"),
    "number": N_("Number that must succeed"),
    "so_far": N_("Gained less paid so far"),
    "with_development": N_("With development"),
    "net_of_service_improvement": N_("With development, less freed time"),
    "potential": N_("Potential"),
    "pays": N_("Chance that it pays"),
    "price_factor": N_("All prices"),
    "persistence": N_("What is left of a saving from year to year"),
    "succeeded": N_("The number that succeed"),
}

COLUMNS = {
    "value": N_("Figure"),
    "low": N_("From"),
    "high": N_("To"),
    "count": N_("Number"),
    "base": N_("Out of (N)"),
    "persons": N_("Persons"),
    "nothing_registered": N_("Rests on nothing registered"),
    "registered_both_ways": N_("Registered both ways"),
    "share_of_registered": N_("Share of the registered"),
    "also_self_supporting": N_("Also self-supporting"),
    "open_only_by_notification": N_("Open only by a notification"),
    "sum": N_("Sum"),
    "each": N_("Each"),
    "without_dearest": N_("Without the dearest"),
    "days": N_("Days in all"),
    "hours": N_("Hours in all"),
    "families": N_("Families"),
    "exact": N_("Not rounded"),
    "cost": N_("Cost"),
    "low_value": N_("Lowest value"),
    "high_value": N_("Highest value"),
    "at_low": N_("Result at the lowest"),
    "at_high": N_("Result at the highest"),
    "error": N_("Standard error"),
    "p": N_("p-value"),
    "treated": N_("In the programme"),
    "compared": N_("Compared with"),
}

UNITS = {
    "share": N_("per cent"),
    "percentage points": N_("percentage points"),
    "persons": N_("persons"),
    "families": N_("families"),
    "months": N_("months"),
    "hours a day": N_("hours a day"),
    "days a month": N_("days a month"),
    "years": N_("years"),
    "kr.": N_("kr."),
}

PARAMETERS = {
    "window": N_("Months followed on each side of the start"),
    "adult_age": N_("Of age from"),
    "older_age": N_("“Older parents”: had turned, at the start"),
    "nothing_registered": N_("A month with nothing registered"),
    "double_registration": N_("A month registered both ways"),
    "first_month": N_("First month that the registers cover"),
    "last_month": N_("Last month that the registers cover"),
    "followed_months": N_("Families are followed at least (months)"),
    "activation_followed_months": N_("Families are followed at least, for activation (months)"),
    "started_before": N_("Cut-off: families that started before"),
    "activation_started_before": N_("Cut-off for activation: families that started before"),
    "first_case_year": N_("First year of child cases"),
    "last_case_year": N_("Last year of child cases"),
    "first_year_with_kinds": N_("First year in which kinds are told apart"),
    "selected_on_support": N_("Public support is a criterion for coming in"),
    "few_persons": N_("“Few persons” are fewer than"),
    "dominant_share": N_("One person dominates from this share"),
    "closed_needed": N_("Closed courses that feedback needs"),
}


def label(names: dict[str, str], name: str | int, language: str) -> str:
    """What ``name`` is called; years, months and anything without a name are called what they are."""
    message = names.get(str(name))
    return (
        say(Text(message), language)
        if message
        else str(name).replace("-", "−")
        if _is_number(name)
        else str(name)
    )


def _is_number(name: str | int) -> bool:
    return isinstance(name, int)
