from cases.history.actor import Actor, NoActor, change, current_actor
from cases.history.protection import only_key_rotation_deletes
from cases.history.tracking import ChangeRow, HistoryMustFollow, Tracked, history_in_step

__all__ = [
    "Actor",
    "ChangeRow",
    "HistoryMustFollow",
    "NoActor",
    "Tracked",
    "change",
    "current_actor",
    "history_in_step",
    "only_key_rotation_deletes",
]
