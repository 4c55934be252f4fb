from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0025_told_only_to_who_left"),
    ]

    operations = [
        migrations.AddField(
            model_name="untoldcase",
            name="lacks",
            field=models.CharField(
                choices=[("alle", "Alle"), ("teamchef", "Teamchef")],
                default="alle",
                max_length=10,
                verbose_name="mangler",
            ),
        ),
        migrations.AlterField(
            model_name="defect",
            name="kind",
            field=models.CharField(
                choices=[
                    ("ingen_modtager", "Sag, som ingen kan få besked om"),
                    ("ingen_teamchef", "Sag over fristen, som ingen teamchef kan få besked om"),
                    ("ikke_fortalt", "Påmindelse mangler"),
                    ("uden_besked", "Påmindelse uden besked i indbakken"),
                    ("uden_mail", "Påmindelse uden mail efter en time"),
                    ("kun_til_fratraadt", "Påmindelse kun til en, der er fratrådt"),
                    ("ikke_sendt", "Mail ikke sendt efter en time"),
                ],
                max_length=20,
                verbose_name="art",
            ),
        ),
    ]
