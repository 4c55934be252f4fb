"""What a password may not be, where Django's own words are not ours."""

from django.contrib.auth.password_validation import UserAttributeSimilarityValidator


class UnlikeOneself(UserAttributeSimilarityValidator):
    """Django's Danish does not know the gender of a field: "om din/dit brugernavn"."""

    def get_error_message(self) -> str:
        return (
            "Adgangskoden minder for meget om dit navn, dit brugernavn eller din e-mail. "
            "Vælg en anden"
        )
