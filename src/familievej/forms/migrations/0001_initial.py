# SPDX-License-Identifier: EUPL-1.2

import django.core.validators
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('course', '0002_running'),
        ('people', '0002_member_subjects'),
        ('practice', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Filling',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('form', models.CharField(max_length=60)),
                ('name', models.CharField(max_length=160)),
                ('number', models.PositiveSmallIntegerField(default=1)),
                ('begun_at', models.DateTimeField(auto_now_add=True)),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
                ('finished_by_name', models.CharField(blank=True, max_length=200)),
                ('left_out', models.CharField(blank=True, max_length=600, verbose_name='why something is left out')),
                ('edition', models.PositiveIntegerField(default=1, editable=False)),
                ('adopted', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.adoptedmodel')),
                ('begun_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='fillings', to='course.course')),
                ('family', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.family')),
            ],
            options={
                'ordering': ['form', 'number'],
            },
        ),
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('section', models.CharField(max_length=60)),
                ('field', models.CharField(max_length=60)),
                ('item', models.CharField(blank=True, max_length=60)),
                ('subject_id', models.UUIDField(db_index=True, editable=False)),
                ('category', models.CharField(choices=[('family_relations', 'who is in the family'), ('contact', 'address and telephone'), ('protected_address', 'protected address'), ('identity', 'CPR number'), ('child_wellbeing', "the child's well-being"), ('school', 'school and day care'), ('health', 'health'), ('addiction', 'alcohol and drugs'), ('employment', 'work and education'), ('economy', 'money'), ('housing', 'housing'), ('crime', 'crime and violence'), ('plan', "the family's plan"), ('notes', 'notes and contacts'), ('consent', 'who may know what')], max_length=30)),
                ('own_words', models.CharField(blank=True, max_length=10)),
                ('value', models.JSONField(default=str)),
                ('written_by_name', models.CharField(max_length=200)),
                ('written_at', models.DateTimeField(auto_now=True)),
                ('seen_to_on', models.DateField(blank=True, null=True)),
                ('seen_to', models.CharField(blank=True, max_length=600, verbose_name='what was done')),
                ('family', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.family')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person')),
                ('filling', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='forms.filling')),
            ],
        ),
        migrations.CreateModel(
            name='Statement',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('subject_id', models.UUIDField(db_index=True, editable=False)),
                ('made_by_name', models.CharField(max_length=200)),
                ('made_at', models.DateTimeField(auto_now_add=True)),
                ('category', models.CharField(choices=[('family_relations', 'who is in the family'), ('contact', 'address and telephone'), ('protected_address', 'protected address'), ('identity', 'CPR number'), ('child_wellbeing', "the child's well-being"), ('school', 'school and day care'), ('health', 'health'), ('addiction', 'alcohol and drugs'), ('employment', 'work and education'), ('economy', 'money'), ('housing', 'housing'), ('crime', 'crime and violence'), ('plan', "the family's plan"), ('notes', 'notes and contacts'), ('consent', 'who may know what')], max_length=30, verbose_name='about')),
                ('partner', models.CharField(max_length=200, verbose_name='who is asked')),
                ('question', models.CharField(max_length=2000, verbose_name='what about')),
                ('basis', models.CharField(max_length=600, verbose_name='on what basis')),
                ('asked_on', models.DateField(verbose_name='asked on')),
                ('due_on', models.DateField(verbose_name='wanted by')),
                ('reminded_on', models.DateField(blank=True, null=True)),
                ('received_on', models.DateField(blank=True, null=True)),
                ('answer', models.TextField(blank=True, max_length=8000, verbose_name='what they said')),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='course.course')),
                ('family', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.family')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person')),
            ],
            options={
                'ordering': ['due_on'],
            },
        ),
        migrations.CreateModel(
            name='Claim',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('subject_id', models.UUIDField(db_index=True, editable=False)),
                ('made_by_name', models.CharField(max_length=200)),
                ('made_at', models.DateTimeField(auto_now_add=True)),
                ('said', models.TextField(blank=True, max_length=8000, validators=[django.core.validators.MaxLengthValidator(8000)], verbose_name='what the family says')),
                ('supposed', models.TextField(blank=True, max_length=8000, validators=[django.core.validators.MaxLengthValidator(8000)], verbose_name='what we suppose')),
                ('verdict', models.CharField(choices=[('open', 'needs examination'), ('confirmed', 'confirmed'), ('denied', 'denied')], default='open', max_length=10)),
                ('examined_on', models.DateField(blank=True, null=True)),
                ('found', models.CharField(blank=True, max_length=2000, verbose_name='what was found')),
                ('examined_by_name', models.CharField(blank=True, max_length=200)),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='course.course')),
                ('family', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.family')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person')),
            ],
            options={
                'ordering': ['made_at'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('said', ''), _negated=True), models.Q(('supposed', ''), _negated=True), _connector='OR'), name='forms_claim_says_something', violation_error_message='Write what the family says, or what you suppose.'), models.CheckConstraint(condition=models.Q(models.Q(('examined_on__isnull', True), ('found', ''), ('verdict', 'open')), models.Q(models.Q(('verdict', 'open'), _negated=True), ('examined_on__isnull', False), models.Q(('found', ''), _negated=True)), _connector='OR'), name='forms_claim_examined_with_a_finding', violation_error_message='Write what was found, and when.')],
            },
        ),
        migrations.AddConstraint(
            model_name='filling',
            constraint=models.UniqueConstraint(fields=('course', 'form', 'number'), name='forms_filling_number_once'),
        ),
        migrations.AddConstraint(
            model_name='filling',
            constraint=models.UniqueConstraint(condition=models.Q(('finished_at__isnull', True)), fields=('course', 'form'), name='forms_filling_one_open'),
        ),
        migrations.AddConstraint(
            model_name='answer',
            constraint=models.UniqueConstraint(fields=('filling', 'section', 'field', 'item', 'person'), name='forms_answer_once', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='statement',
            constraint=models.CheckConstraint(condition=models.Q(('due_on__gte', models.F('asked_on'))), name='forms_statement_due_after_asked', violation_error_message='It cannot be wanted before it is asked for.'),
        ),
        migrations.AddConstraint(
            model_name='statement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('received_on__isnull', True)), models.Q(('received_on__isnull', False), models.Q(('answer', ''), _negated=True)), _connector='OR'), name='forms_statement_received_with_answer', violation_error_message='Write what they said.'),
        ),
    ]
