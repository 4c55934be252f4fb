from cases.people.models import Employee

__all__ = ["Employee"]
