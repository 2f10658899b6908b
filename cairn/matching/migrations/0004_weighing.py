import django.db.models.deletion
from django.db import migrations, models

import cairn.core.clock
import cairn.core.ids
from cairn.core.walls import wall


class Migration(migrations.Migration):

    dependencies = [
        ('matching', '0003_progress'),
        ('people', '0001_initial'),
        ('programs', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Weighing',
            fields=[
                ('id', models.UUIDField(default=cairn.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=cairn.core.clock.now, editable=False)),
                ('number', models.PositiveSmallIntegerField()),
                ('settings', models.JSONField()),
                ('changed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organization')),
                ('program', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='weighings', to='programs.program')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('program', 'number'), name='one_weighing_a_number')],
            },
        ),
        wall("matching_weighing"),
    ]
