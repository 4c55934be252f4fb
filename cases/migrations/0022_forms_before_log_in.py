import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Choosing a password with a one-time code is done before the log-in, and also only once."""

    dependencies = [("cases", "0021_untold_cases")]

    operations = [
        migrations.AlterField(
            model_name="submission",
            name="employee",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
    ]
