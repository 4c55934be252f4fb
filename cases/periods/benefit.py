"""Who has been on a benefit: kept beside the next deadline by the database itself.

The payment office reaches those and nobody else, and its lists count them: asked of every period
in the country that took a third of a second. A trigger keeps it, so that it holds in the same
transaction whoever writes a period and however.
"""

import pgtrigger

WITHOUT_BENEFIT = ("fleksjob", "andet")

_STORE = f"""
    UPDATE cases_nextstep AS step SET has_benefit = found.has_benefit
    FROM (
        SELECT citizen_id, EXISTS (
            SELECT FROM cases_period AS period
            WHERE period.citizen_id = touched.citizen_id AND period.annulled_on IS NULL
              AND period.kind NOT IN ({", ".join(f"'{kind}'" for kind in WITHOUT_BENEFIT)})
        ) AS has_benefit
        FROM ({{touched}}) AS touched
    ) AS found
    WHERE step.citizen_id = found.citizen_id AND step.has_benefit <> found.has_benefit;
    RETURN NULL;
"""


def benefit_is_noted() -> list[pgtrigger.Trigger]:
    """One statement for all the rows written at once; an event of each kind needs its own."""
    return [
        pgtrigger.Trigger(
            name="benefit_noted_after_insert",
            level=pgtrigger.Statement,
            when=pgtrigger.After,
            operation=pgtrigger.Insert,
            referencing=pgtrigger.Referencing(new="new_rows"),  # type: ignore[no-untyped-call]
            func=_STORE.format(touched="SELECT DISTINCT citizen_id FROM new_rows"),
        ),
        pgtrigger.Trigger(
            name="benefit_noted_after_update",
            level=pgtrigger.Statement,
            when=pgtrigger.After,
            operation=pgtrigger.Update,
            referencing=pgtrigger.Referencing(old="old_rows", new="new_rows"),  # type: ignore[no-untyped-call]
            func=_STORE.format(
                touched="SELECT citizen_id FROM old_rows UNION SELECT citizen_id FROM new_rows"
            ),
        ),
    ]
