from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import migrations, models

# Names and what was typed, spelled alike: æ, ø and å become a, o and a however they were written
# (Søren, Soeren and Soren are one), accents go, and every word has a blank before it.
DANSK_SOEG = """
CREATE FUNCTION dansk_soeg(t text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN ' ' || replace(replace(replace(
    translate(
        lower(t COLLATE pg_c_utf8), 'æäåøöéèêëáàâóòôüúùûíìîï-.', 'aaaooeeeeaaaooouuuuiiii  '
    ), 'ae', 'a'), 'aa', 'a'), 'oe', 'o') COLLATE "C"
"""


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0009_personal_settings"),
    ]

    operations = [
        migrations.RunSQL(DANSK_SOEG, "DROP FUNCTION dansk_soeg(text)"),
        migrations.RemoveIndex(model_name="citizen", name="citizen_name_trigrams"),
        migrations.AddIndex(
            model_name="citizen",
            index=GinIndex(
                OpClass(models.Func("name", function="dansk_soeg"), name="gin_trgm_ops"),
                name="citizen_name_as_typed",
            ),
        ),
        migrations.AddIndex(
            model_name="citizen",
            index=models.Index(fields=["birth_date"], name="citizen_birth_date"),
        ),
    ]
