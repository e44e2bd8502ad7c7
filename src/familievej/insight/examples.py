# SPDX-License-Identifier: EUPL-1.2
"""A calculation and a price catalogue to begin with: the numbers are made up, and every one says who must set it."""

CALCULATION = """\
name: Vores program
population: {value: 66, set_by: Teamet, source: programmets register, origin: measured}
succeeded: {value: 2, low: 0, high: 3, set_by: Teamet, source: gennemgang af hvert barn, origin: judgement}
persistence: {value: 0.9, low: 0.7, high: 1, set_by: Controller, source: eget skøn, origin: judgement}
prices: priser.csv
costs:
  - {year: 2018, kind: operation, amount: 1406595, set_by: Økonomi, source: regnskab 2018, committee: Beskæftigelse}
first_year: 2018
last_year: 2025
price_year: 2018
present_value_year: 2018
rate_on: "2021-01-07"
model_group: {youngest: 6, oldest: 13, description: børn i forebyggende foranstaltninger}
programme_group: {youngest: 0, oldest: 3, description: børn i programmet}
"""
PRICES = """\
area,payer,committee,price_year,set_by,source,origin,low,high,2018,2019,2020
anbringelse,municipality,Børn,2018,Controller,regnskab 2018,measured,0.8,1.2,700000,700000,700000
sundhed,region,,2018,Controller,en national model,model,,,5000,5000,
"""
EXAMPLES = {"beregning.yaml": CALCULATION, "priser.csv": PRICES}
