"""What a message wants: softmax regression in numpy, then what was just asked.

`IntentReader.read` gives a probability per intent and text; `asked` re-weights them, because "zwei" after a
list of times is a choice and after "wie viele Tabletten" is not.
"""

from __future__ import annotations

from typing import Literal, NamedTuple, get_args

import numpy as np

from agent.embedded.features import Floats
from agent.embedded.model import Model, load

Asked = Literal["nothing", "confirm", "choose_slot", "name", "phone", "birth_date", "reason", "practitioner", "when"]
ASKED: tuple[Asked, ...] = get_args(Asked)

SOCIAL = frozenset({"greeting", "thanks", "goodbye"})
ANSWERS = frozenset({"yes", "no", "choose_slot", "more_slots", "give_name", "give_phone", "give_dob"})


class Intent(NamedTuple):
    intent: str
    p: float


# How much likelier an intent becomes once this was asked; everything unnamed keeps its weight.
_PRIOR: dict[Asked, dict[str, float]] = {
    "nothing": {"choose_slot": 0.5, "more_slots": 0.35, "yes": 0.7, "no": 0.7, "give_name": 0.8},
    "confirm": {"yes": 6, "no": 6, "choose_slot": 1.5, "more_slots": 1.2, "oos": 0.5, "thanks": 0.2, "complaint": 0.5},
    "choose_slot": {
        "choose_slot": 6, "more_slots": 5, "yes": 1.5, "no": 1.5, "availability": 0.6, "oos": 0.5, "give_dob": 0.3,
        "opening_hours": 0.5, "my_appointment": 0.4, "reschedule": 0.4, "give_name": 0.5,
        "which_doctor": 0.5, "thanks": 0.3,
    },
    "name": {"give_name": 10, "give_phone": 2, "give_dob": 2, "oos": 0.4, "greeting": 0.6},
    "phone": {"give_phone": 10, "give_name": 1.5, "oos": 0.4, "choose_slot": 0.3},
    "birth_date": {"give_dob": 10, "give_name": 1.2, "oos": 0.4, "choose_slot": 0.3},
    "reason": {"which_doctor": 2, "book": 1.5, "oos": 0.5, "prescription": 0.8, "give_name": 0.5, "emergency": 0.5},
    "practitioner": {"which_doctor": 2, "book": 1.5, "availability": 1.2, "choose_slot": 1.5, "oos": 0.5},
    "when": {"choose_slot": 5, "availability": 1.5, "more_slots": 1.5, "book": 1.2, "oos": 0.5, "give_dob": 0.3},
}  # fmt: skip


class IntentReader:
    """The trained classifier over whole messages and clauses."""

    def __init__(self, model: Model | None = None) -> None:
        self._model = model or load()
        self.names = self._model.intents
        self._index = {name: at for at, name in enumerate(self.names)}
        self._priors = {asked: self._weights(asked) for asked in ASKED}

    def read(self, texts: list[str], vectors: Floats, asked: Asked = "nothing") -> Floats:
        """One row of probabilities per text."""
        rows = self._model.intent_rows(texts, vectors)
        scores = rows @ self._model.intent_coefficients.T + self._model.intent_bias
        likely = np.exp(scores - scores.max(axis=1, keepdims=True)) * self._priors[asked]
        return _normalised(likely)

    def message(self, whole: Floats, clauses: Floats, asked: Asked) -> Floats:
        """The message's own probabilities, a clear wish in a clause heard, small talk beside a wish set back."""
        mixed = whole.copy()
        if len(clauses) > 1:
            trusted = clauses * self._trusted(asked)
            clear = np.where(trusted >= CLEAR, trusted, 0).max(axis=0)
            mixed = np.maximum(mixed, CLAUSE_WEIGHT * clear)
        wishes = [at for name, at in self._index.items() if name not in SOCIAL | ANSWERS | {"oos"}]
        if mixed[wishes].max() >= WISH:
            mixed[[self._index[name] for name in SOCIAL]] *= SET_BACK
            if asked == "nothing":
                mixed[[self._index[name] for name in ("yes", "no", "give_name", "give_phone", "give_dob")]] *= SET_BACK
        sums: Floats = _normalised(mixed[None, :])[0]
        return sums

    def without_alarm(self, row: Floats) -> Floats:
        """The screen saw no emergency: an ailment that merely sounds like one gives way to what is asked for."""
        calmer = row.copy()
        calmer[self._index["emergency"]] *= CALM
        calm: Floats = _normalised(calmer[None, :])[0]
        return calm

    def raised(self, row: Floats, intent: str, to: float) -> Floats:
        """`intent` at least this likely, because a rule knows."""
        at = self._index[intent]
        if row[at] >= to:
            return row
        rest = row.copy()
        rest[at] = 0
        scaled: Floats = rest * ((1 - to) / max(float(rest.sum()), 1e-9))
        scaled[at] = to
        return scaled.astype(np.float32)

    def ranked(self, row: Floats, at_least: float = 0.01) -> tuple[Intent, ...]:
        order = np.argsort(-row, kind="stable")
        found = [Intent(self.names[at], round(float(row[at]), 4)) for at in order if row[at] >= at_least]
        return tuple(found)

    def _weights(self, asked: Asked) -> Floats:
        return np.array([_PRIOR[asked].get(name, 1.0) for name in self.names], dtype=np.float32)

    def _trusted(self, asked: Asked) -> Floats:
        """A scrap such as "am liebsten Montag" looks like an answer; it is one only where something was asked."""
        distrusted = {"oos", "complaint"} | (ANSWERS if asked == "nothing" else frozenset())
        return np.array([0.0 if name in distrusted else 1.0 for name in self.names], dtype=np.float32)


CLEAR = 0.55
CLAUSE_WEIGHT = np.float32(0.9)
WISH = 0.3
SET_BACK = np.float32(0.3)
CALM = np.float32(0.5)


def _normalised(rows: Floats) -> Floats:
    normal: Floats = (rows / rows.sum(axis=1, keepdims=True)).astype(np.float32)
    return normal
