"""What became of each action of a plan."""

from dataclasses import dataclass, field

from flowops.model.plan import Action

DONE = "done"
PUT_BACK = "put back"
NOT_DONE = "not done"
UNKNOWN = "unknown"


@dataclass
class Outcomes:
    """Outcome and, where there is one, what a person should know, for each action by its place in the plan."""

    actions: tuple[Action, ...]
    words: dict[int, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def set(self, action: Action, word: str) -> None:
        """What became of an action."""
        self.words[self._place(action)] = word

    def of(self, action: Action) -> str:
        """What became of it; what flowops never does has no outcome."""
        return self.words.get(self._place(action), NOT_DONE if action.writes else "")

    def all(self) -> tuple[str, ...]:
        """In the order of the plan."""
        return tuple(self.of(action) for action in self.actions)

    def _place(self, action: Action) -> int:
        return next(place for place, it in enumerate(self.actions) if it is action)
