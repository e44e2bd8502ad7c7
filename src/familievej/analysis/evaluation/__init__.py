# SPDX-License-Identifier: EUPL-1.2
"""The evaluation of a programme: indicators I1 to I12 around the start, with their intervals and caveats.

Source of the definitions: VIVE and Oxford Research, evaluation of a municipality's holistic effort (2020);
each indicator names its lines. ``evaluate`` runs them all.
"""
