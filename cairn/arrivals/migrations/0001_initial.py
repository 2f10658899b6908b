import cairn.core.clock
import cairn.core.ids
import cairn.people.encryption
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0009_one_avoidance_a_person'),
        ('programs', '0005_safety_reviewer'),
    ]

    operations = [
        migrations.CreateModel(
            name='Asking',
            fields=[
                ('id', models.UUIDField(default=cairn.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=cairn.core.clock.now, editable=False)),
                ('token_hash', models.CharField(max_length=64, unique=True)),
                ('draft', models.BinaryField(null=True)),
                ('answers', cairn.people.encryption.EncryptedJSON(key_of='pk')),
                ('kept_at', models.DateTimeField()),
                ('sent_at', models.DateTimeField(null=True)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('welcomed_at', models.DateTimeField(null=True)),
                ('set_aside_at', models.DateTimeField(null=True)),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organization')),
                ('program', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='askings', to='programs.program')),
                ('set_aside_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('welcomed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
        ),
        migrations.CreateModel(
            name='Door',
            fields=[
                ('id', models.UUIDField(default=cairn.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=cairn.core.clock.now, editable=False)),
                ('code', models.CharField(max_length=24, unique=True)),
                ('closed_at', models.DateTimeField(null=True)),
                ('closed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organization')),
                ('program', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='doors', to='programs.program')),
            ],
        ),
        migrations.CreateModel(
            name='FirstContact',
            fields=[
                ('id', models.UUIDField(default=cairn.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=cairn.core.clock.now, editable=False)),
                ('due_at', models.DateTimeField()),
                ('tried_at', models.DateTimeField(null=True)),
                ('kept_at', models.DateTimeField(null=True)),
                ('how', models.CharField(blank=True, choices=[('phone', 'By phone'), ('text', 'By text message'), ('mail', 'By e-mail'), ('in_person', 'In person'), ('here', 'By words they read here')], max_length=12)),
                ('words', cairn.people.encryption.EncryptedText(key_of='holder_id')),
                ('asking', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='first_contact', to='arrivals.asking')),
                ('kept_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organization')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='first_contacts', to='people.person')),
                ('program', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='first_contacts', to='programs.program')),
                ('tried_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
        ),
        migrations.CreateModel(
            name='Orientation',
            fields=[
                ('id', models.UUIDField(default=cairn.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=cairn.core.clock.now, editable=False)),
                ('version', models.PositiveSmallIntegerField()),
                ('read_at', models.DateTimeField()),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organization')),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='orientation', to='people.person')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='asking',
            constraint=models.CheckConstraint(condition=models.Q(('welcomed_at', None), ('set_aside_at', None), _connector='OR'), name='welcomed_or_set_aside'),
        ),
        migrations.AddConstraint(
            model_name='asking',
            constraint=models.CheckConstraint(condition=models.Q(('sent_at', None), ('draft', None), _connector='OR'), name='sent_asking_has_no_draft'),
        ),
        migrations.AddConstraint(
            model_name='door',
            constraint=models.UniqueConstraint(condition=models.Q(('closed_at', None)), fields=('program',), name='one_open_door_a_program'),
        ),
        migrations.AddIndex(
            model_name='firstcontact',
            index=models.Index(condition=models.Q(('kept_at', None)), fields=['due_at'], name='first_contacts_due'),
        ),
        migrations.AddConstraint(
            model_name='firstcontact',
            constraint=models.CheckConstraint(condition=models.Q(('asking', None), ('person', None), _connector='XOR'), name='first_contact_with_one'),
        ),
    ]
