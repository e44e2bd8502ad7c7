# SPDX-License-Identifier: EUPL-1.2
"""The numbers from which the country is drawn: those of the report where it prints them, ours where it is silent.

Families of the target group: a(p, v) with p vulnerable parents and v vulnerable children, v = 1 or several. The four
counts solve the report's children (34,000), adults (33,000), children with both parents vulnerable (35 %) and adults
with two or more vulnerable children (28 %); the mean of "several" then must be 2.396.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ChildShares:
    """measures: home-based only, placed only, both; the others are shares of all, crime of those of 15 to 23."""

    measures: tuple[float, float, float]
    notified: float
    parent: float
    crime: float


PERSONS = 6_000_000  # for which the counts below are meant; another size scales them
YEARS = (2018, 2019, 2020, 2021, 2022)
MUNICIPALITIES = tuple(range(901, 999))

# (vulnerable parents, several vulnerable children?): families. A little above the printed "more than 67,000".
TARGET_FAMILIES = {(1, False): 8_140, (1, True): 5_860, (2, False): 7_855, (2, True): 1_705}
SEVERAL = {2: 0.66, 3: 0.284, 4: 0.056}
# Children whose parents are not vulnerable: more than 60 % of all vulnerable children are in the target group.
OTHER_CHILDREN_FAMILIES = {1: 18_500, 2: 1_500}
# Adults who are parents of no vulnerable child: the target's adults are up to 20 % of all vulnerable adults.
OTHER_PARENTS, OTHER_SINGLES = 40_000, 92_500
ORDINARY_FAMILIES = 740_000
ONCE_FAMILIES = 5_000  # in the target group before the last year only

# Homes: together, or apart with the children at the vulnerable parent's; the rest is with the other one.
TOGETHER, WITH_VULNERABLE = 0.45, 0.40
SIBLING_APART = 0.10
YOUNG_ALONE = 0.35  # of vulnerable young people of 18 to 23
STEP_PARENT = 0.4  # of those who live apart

# Children of the target group and others.
CHILD = {
    True: ChildShares((0.68, 0.10, 0.22), notified=0.40, parent=0.26, crime=0.13),
    False: ChildShares((0.83, 0.07, 0.10), notified=0.30, parent=0.15, crime=0.11),
}
MORE_NOTIFICATIONS = 1.2  # beside the first: the printed mean of 14 cannot stand beside 40 % and is not drawn

# Adults: target group, others. The first five are of the whole group; a pensioner has none of the other four.
PENSION = {True: 0.34, False: 0.38}
LIVELIHOOD = {  # of the whole group; drawn among those without a pension
    "temporary": {True: 0.30, False: 0.26},
    "cash": {True: 0.22, False: 0.17},
    "education_benefit": {True: 0.05, False: 0.04},
    "employment": {True: 0.31, False: 0.28},
}
RESOURCE_COURSE, ACTIVITY_READY = 0.22, 0.7  # of the temporary transfers; of the cash benefits
SIGNS = {
    "measures": {True: 0.47, False: 0.40},
    "support_at_home": {True: 0.10, False: 0.09},
    "drug_treatment": {True: 0.06, False: 0.05},
    "alcohol_treatment": {True: 0.031, False: 0.03},
    "section_110_stay": {True: 0.008, False: 0.012},
    "crisis_centre_stay": {True: 0.010, False: 0.008},
    "preventive_measure": {True: 0.012, False: 0.012},
    "residential_stay": {True: 0.006, False: 0.012},
    "conviction": {True: 0.13, False: 0.10},
    "criminal_decision": {True: 0.046, False: 0.03},
    "hospital_psychiatry": {True: 0.25, False: 0.22},
    "violence_victim": {True: 0.06, False: 0.05},
    "violence_perpetrator": {True: 0.03, False: 0.03},
}
MEASURES = ("mentor_support", "guidance", "other_employment_measure", "wage_subsidy", "flexjob")
TEMPORARY = (
    "unemployment_benefit",
    "sickness_benefit",
    "transition_benefit",
    "integration_cash_benefit",
    "rehabilitation",
    "job_clarification",
    "redundancy_benefit",
)
GROUNDS = {
    "mental_illness": 0.5,
    "social_problems": 0.3,
    "mental_impairment": 0.1,
    "physical_impairment": 0.1,
}
ACTIVE = 0.85  # of the families of the last year were so in each earlier year

# What the registers hold about everybody, by age: under 18, 18 to 66, older.
ORDINARY = {
    "child": ("day_care", "school", "gp_visit", "hospital_visit", "dental_care"),
    "adult": ("employment", "employment", "student_grant", "unemployment_benefit", "sickness_benefit",
              "parental_leave", "gp_visit", "hospital_visit", "guidance", "cash_benefit_job_ready"),
    "old": ("old_age_pension", "gp_visit", "gp_visit", "hospital_visit", "home_help"),
}  # fmt: skip

# Yearly costs in kr. of 2022: (area, payer): mean. Municipal means without tax: 510,000 a child, 140,000 a parent.
CHILD_COSTS = {
    ("social", "municipality"): 485_000,
    ("health", "municipality"): 20_000,
    ("employment", "municipality"): 5_000,
    ("health", "region"): 25_000,
}
ADULT_COSTS = {
    ("transfers", "municipality"): 95_000,
    ("employment", "municipality"): 20_000,
    ("social", "municipality"): 20_000,
    ("health", "municipality"): 5_000,
    ("transfers", "state"): 60_000,
    ("employment", "state"): 8_000,
    ("health", "region"): 30_000,
    ("tax", "municipality"): -22_000,
    ("tax", "state"): -18_000,
}
SPREAD = 0.3  # standard deviation of a cost as a share of its mean
# How much lower the cost of those with success is, year by year after the success (figure 8's totals: about 1 million
# for 15 parents the first year, more than 220,000 a pair and just under 50,000 a child over four years).
SUCCESS = 0.30
LOWER = {
    ("adult", "transfers", "municipality"): (40_000, 29_000, 26_000, 25_000),
    ("adult", "transfers", "state"): (22_700, 17_000, 15_000, 14_000),
    ("adult", "tax", "municipality"): (7_000, 7_000, 7_000, 7_000),
    ("adult", "tax", "state"): (5_000, 5_000, 5_000, 5_000),
    ("adult", "employment", "municipality"): (-13_000, -10_000, -9_500, -9_000),
    ("adult", "employment", "state"): (-5_000, -4_000, -3_500, -3_500),
    ("child", "social", "municipality"): (10_000, 12_500, 13_000, 13_500),
}
STATUSES = {
    True: {"employment": 0.72, "education": 0.18, "parental_leave": 0.10},
    False: {"disability_pension": 0.45, "cash_benefit": 0.35, "sickness_benefit": 0.20},
}
