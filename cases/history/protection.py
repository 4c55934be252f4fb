"""Rows that only a change of keys may take away."""

import pgtrigger


def only_key_rotation_deletes(*, unless: str = "") -> pgtrigger.Trigger:
    """A look-up digest is written once; losing one would open a door or hide a citizen.

    `unless`: a condition on `OLD`, for what may go without a change of keys.
    """
    but = f" AND NOT {unless}" if unless else ""
    return pgtrigger.Trigger(
        name="only_key_rotation_deletes",
        operation=pgtrigger.Update | pgtrigger.Delete,
        when=pgtrigger.Before,
        func=f"""
            IF TG_OP = 'UPDATE' OR current_setting('fleksjob.skift_noegle', true) IS DISTINCT FROM 'ja'{but} THEN
                RAISE EXCEPTION 'Kun skift_noegle må fjerne en opslagsnøgle'
                    USING ERRCODE = 'integrity_constraint_violation';
            END IF;
            RETURN OLD;
        """,
    )
