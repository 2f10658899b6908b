from django.db import migrations, models

_KINDS = [
    ("story", "What you wrote about yourself"),
    ("languages", "Your languages"),
    ("availability", "When you are free"),
    ("meets", "In person or online"),
    ("wishes", "What matters most to you in a mentor"),
    ("interests", "What you like, and what not"),
    ("pathways", "Your pathways"),
    ("career", "The work you hope for"),
    ("life", "What you have lived: children, service, courts"),
    ("spirituality", "How you see faith"),
    ("age", "Your year of birth"),
    ("gender", "Your gender"),
    ("substances", "What you used"),
    ("mood", "Your mood, when you check in"),
    ("craving", "Your craving, when you check in"),
    ("connection", "How close you feel to others, when you check in"),
    ("sleep", "Your sleep, when you check in"),
    ("words", "Your own words, when you check in"),
    ("plan", "Your plan for a hard night"),
    ("safety", "Your plan to stay safe"),
    ("stretches", "Since when you are in recovery"),
    ("stones", "Your stones"),
    ("answers", "All you told for matching, what you used too"),
]


class Migration(migrations.Migration):
    dependencies = [("consent", "0002_walls")]

    operations = [
        migrations.AlterField(
            "consent", "kind", models.CharField(choices=_KINDS, max_length=20)
        ),
    ]
