"""Which half of the day a clock time is in when nobody said: by the part of day, the other end, the opening hours."""

from agent.embedded.dates.values import DAY_MINUTES, OPENING_MINUTE, Clock, Half

_NOON = 12 * 60


def settled(clock: Clock, half: Half | None = None) -> Clock:
    """The same time with its half of the day decided, by the part of day said beside it or by what clinics open."""
    if not clock.loose:
        return clock
    first, last = clock.first, clock.last
    base = first % _NOON
    if half == "am":
        first = first if _NOON <= first < _NOON + 60 else base
    elif half == "noon":
        first = base + _NOON if base < 5 * 60 else base
    elif half == "pm" or (half == "night" and base >= 5 * 60):
        first = base + _NOON
    elif half == "night":
        first = base
    else:
        return _plausible(clock)
    if last is not None:
        last = next((end for end in (last % _NOON, last % _NOON + _NOON) if end > first), last)
    return Clock(first, last, half=clock.half, bound=clock.bound)


def _plausible(clock: Clock) -> Clock:
    first = clock.first + _NOON if clock.first < OPENING_MINUTE and clock.last is None else clock.first
    others: tuple[tuple[int, int | None], ...] = ()
    if clock.last is None and first % _NOON < OPENING_MINUTE + 60 and not _NOON <= first < _NOON + 60:
        others = (((first + _NOON) % DAY_MINUTES, None),)
    if clock.last is not None and first >= _NOON + 60 and clock.last <= _NOON + OPENING_MINUTE + 60:
        others = ((first - _NOON, clock.last - _NOON),)
    return Clock(first, clock.last, half=clock.half, bound=clock.bound, others=others)


def window(first: Clock, last: Clock) -> Clock | None:
    """From the one to the other time, the unsaid halves of the day filled in from the said ones."""
    start, end = first.first, last.first
    ends = (end, (end + _NOON) % DAY_MINUTES) if last.loose else (end or DAY_MINUTES,)
    if first.loose and not last.loose:
        starts = (start, (start + _NOON) % DAY_MINUTES)
        start = max((option for option in starts if option < end), default=start)
        return Clock(start, end) if start < end else None
    if first.loose and start < OPENING_MINUTE:
        start += _NOON
    end = min((option for option in ends if option > start), default=end)
    if end <= start and not last.loose:
        return None
    return Clock(start, end, loose=first.loose and last.loose)
