# SPDX-License-Identifier: EUPL-1.2
"""Pictures of a family, drawn on the server as SVG without script: genogram and contact map."""
