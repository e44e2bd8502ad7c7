# SPDX-License-Identifier: EUPL-1.2
"""The paragraphs that come with the system: a beginning, each to be confirmed by the municipality's own lawyer.

Named by the product's sources (product.md S9: barnets lov § 137; "serviceloven paragraphs have partly moved to barnets
lov": legal bases are dated data) or by the public guides to the acts: VEJ nr 9471 of 21/06/2024, chapters 1 and 2
(barnets lov §§ 133 and 137); LBK nr 282 of 17/03/2025 (§ 126); LBK nr 433 of 22/04/2014 (forvaltningsloven § 28).
"""

import datetime as dt

from django.db import migrations

NOTE = "Fulgte med systemet."
NEW_ACT = dt.date(2024, 1, 1)
SHIPPED = (
    ("barnets-lov-126", "Barnets lov § 126",
     "Udveksling mellem børnehus, politi, anklagemyndighed, sundhedsvæsen og kommune, når et børnehus benyttes.",
     NEW_ACT, None),
    ("barnets-lov-133", "Barnets lov § 133",
     "Fagpersoners pligt til at underrette kommunen om et barn, der kan have behov for særlig støtte.", NEW_ACT, None),
    ("barnets-lov-137", "Barnets lov § 137",
     "Kommunens behandling af en underretning, og hvad den, der underrettede, får at vide.", NEW_ACT, None),
    ("forvaltningsloven-28", "Forvaltningsloven § 28",
     "Videregivelse af oplysninger til en anden forvaltningsmyndighed.", dt.date(1987, 1, 1), None),
    ("retssikkerhedsloven-11c", "Retssikkerhedsloven § 11 c",
     "Indhentning af oplysninger uden samtykke i de sager, som bestemmelsen nævner.", dt.date(1998, 7, 1), None),
    ("serviceloven-49a", "Serviceloven § 49 a",
     "Udveksling i det tidlige, forebyggende samarbejde om udsatte børn. Afløst af barnets lov.",
     dt.date(2011, 1, 1), NEW_ACT),
)  # fmt: skip


def add(apps, _editor):
    bases = apps.get_model("access", "LegalBasis")
    for code, paragraph, scope, starts, ends in SHIPPED:
        if not bases.objects.filter(code=code).exists():
            bases.objects.create(code=code, paragraph=paragraph, scope=scope, note=NOTE, starts=starts, ends=ends)


class Migration(migrations.Migration):
    dependencies = [("access", "0003_emergency_telling_review")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
