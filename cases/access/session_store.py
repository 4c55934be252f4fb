"""Sessions in the database, prolonged in one step: Django's own save takes a transaction of three."""

from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import UpdateError


class SessionStore(db.SessionStore):
    """Each page saves its session, and one UPDATE needs no transaction around it."""

    def save(self, must_create: bool = False) -> None:
        """Raises UpdateError when the session is gone: somebody logged off meanwhile."""
        if must_create or self.session_key is None:
            super().save(must_create=must_create)
            return
        row = self.create_model_instance(self._get_session())  # type: ignore[attr-defined]  # untyped
        standing = self.model.objects.filter(pk=row.pk)
        if not standing.update(session_data=row.session_data, expire_date=row.expire_date):
            raise UpdateError
