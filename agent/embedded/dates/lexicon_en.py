"""English words for dates and times: symbol(s) on the left, the phrases that mean them on the right."""

from agent.embedded.dates.numbers import english

AMBIGUOUS = {"sun": 6, "sat": 5, "mo": 0, "wed": 2, "mon": 0, "tu": 1, "fr": 4, "th": 3}

WORDS: dict[str, str] = {
    "R0": "today, tday, 2day, later today, todays, the same day, same day",
    "R1": (
        "tomorrow, tmrw, tmr, tmw, tomoz, 2moro, 2morrow, tomorrows, tomorow, tommorow, tommorrow, morrow, the next day"
    ),
    "R2": "day after tomorrow, day after tmrw, overmorrow, the day after tomorrow",
    "GONE": "yesterday, yesterdays, the other day, day before yesterday",
    "WD0": "monday",
    "WD1": "tuesday, tue, tues",
    "WD2": "wednesday, weds, wednes, wensday, wednsday",
    "WD3": "thursday, thu, thur, thurs",
    "WD4": "friday, fri, frid",
    "WD5": "saturday, satur",
    "WD6": "sunday",
    "WDP0": "mondays",
    "WDP1": "tuesdays",
    "WDP2": "wednesdays",
    "WDP3": "thursdays",
    "WDP4": "fridays",
    "WDP5": "saturdays",
    "WDP6": "sundays",
    "WDAYS": (
        "weekdays, on a weekday, a weekday, during the week, working days, on weekdays, any weekday, on a working day"
    ),
    "WEEKENDS": "weekends, on weekends, at weekends",
    "MO1": "january",
    "MO2": "february, feb, febuary",
    "MO3": "march",
    "MO4": "april, apr",
    "MAYBE5": "may",
    "MAYBE1": "jan",
    "MAYBE3": "mar",
    "MO6": "june, jun",
    "MO7": "july, jul",
    "MO8": "august, aug",
    "MO9": "september, sep, sept",
    "MO10": "october, oct",
    "MO11": "november, nov",
    "MO12": "december, dec",
    "Popening": "first thing, first thing in the morning, first thing in the day, bright and early, crack of dawn",
    "Pdawn": "at dawn, very early, before breakfast",
    "Pearlymorning": "early morning, early in the morning, early mornings, early am, early hours, morning early",
    "Pmorning": (
        "morning, in the morning, in the mornings, mornings, in morning, during the morning, this side of "
        "lunch, before lunch, in the am, at morning, morn"
    ),
    "Platemorning": "late morning, mid morning, late mornings, later in the morning, late in the morning",
    "Pmidday": (
        "lunchtime, lunch time, lunch, over lunch, lunch hour, in my lunch break, lunch break, at lunch, at "
        "lunchtime, in the middle of the day, around lunch"
    ),
    "Pearlyafternoon": "early afternoon, early in the afternoon, early afternoons",
    "Pafterlunch": "after lunch, after lunchtime",
    "Pafternoon": (
        "afternoon, in the afternoon, in the afternoons, afternoons, in afternoon, during the afternoon, in "
        "the pm, at afternoon"
    ),
    "Plateafternoon": (
        "late afternoon, late in the afternoon, later in the afternoon, mid afternoon, late afternoons, "
        "teatime, tea time"
    ),
    "Pendofday": ("end of the day, end of day, the end of the day, at the end of the day, late in the day, last thing"),
    "Pevening": ("evening, in the evening, in the evenings, evenings, in evening, during the evening, at evening, eve"),
    "Pearlyevening": "early evening, early in the evening",
    "Plateevening": "late evening, late in the evening, later in the evening",
    "Pnight": "night, at night, nights, in the night, nighttime, early night, night time",
    "Platenight": "late night, late at night",
    "R0 Pevening": "tonight, tonite, this evening, 2nite, this eve, 2night",
    "R0 Platenight": "late tonight, late tonite",
    "R0 Pnight": "this night",
    "R0 Pmorning": "this morning",
    "R0 Pafternoon": "this afternoon",
    "NOON": "noon, midday, noonish, mid day, noontime, 12 noon, twelve noon, the midday",
    "MIDNIGHT": "midnight",
    "AFTERWORK": "after work, anytime after work, any time after work, after hours, after office hours",
    "AFTERSCHOOL": "after school, anytime after school, any time after school, after the school run",
    "BEFOREWORK": "before work, before school, before the school run",
    "AT": "at, @, for about",
    "ABOUT": (
        "around, about, approximately, approx, roughly, circa, nearer, close to, shortly after, just after, "
        "shortly before, just before, just gone"
    ),
    "ON": "on",
    "FOR": "for",
    "IN": "in, during, inside, throughout",
    "WITHIN": "within, within the space of",
    "THE": "the, my, that, your",
    "FROM": "from",
    "UNTIL": "until, till, til, through, up until, thru, up to",
    "TO": "to",
    "BETWEEN": "between, in between",
    "AND": "and, n",
    "OR": "or, alternatively, otherwise, failing that, or else, or maybe, or possibly",
    "AFTER": "after",
    "BEFORE": "before, prior to, ahead of",
    "PAST": "past",
    "GE": (
        "commencing, not before, no earlier than, not earlier than, nothing before, later than, any time "
        "after, anytime after, starting, starting from, beginning, not until, as of, any time from, anytime "
        "from, sometime after, only after, not till, anything after, starting on, beginning on, nothing "
        "earlier than, only from, no sooner than, nothing until, anything from, sometime from"
    ),
    "LE": (
        "by, no later than, not later than, not after, nothing after, earlier than, any time before, anytime "
        "before, sometime before, not past, nothing later than, anything before, any time until"
    ),
    "EARLIEST": "earliest, at the earliest, at the very earliest",
    "LATEST": "latest, at the latest, at the very latest",
    "ONWARD": "onwards, onward, or later, or after, and later, and after, upwards, and onwards, or any time after",
    "DOWNWARD": "or earlier, or before, and earlier, or sooner",
    "NEXT": "next, nxt, nex",
    "FOLLOWING": "following",
    "COMING": "coming, upcoming, forthcoming, this coming, this next",
    "THIS": "this, current, this very",
    "LAST": "last, previous",
    "EVERY": "every, each, any, any given",
    "DAY": "day, days",
    "WEEK": "week, weeks, wk, wks, weeks time, weeks'",
    "FORTNIGHT": "fortnight, fortnights, fortnight's time, fortnights time",
    "MONTH": "month, months, months time, mth",
    "NEXT YEAR": "in the new year",
    "YEAR": "year, years, yrs, yr",
    "HOUR": "hour, hours, hrs, hr",
    "MIN": "minute, minutes, mins, min",
    "WEEK GE": "w c, wc",
    "WEEKEND": "weekend, week end, wkend, wknd",
    "QUARTER": "calendar quarter, financial quarter",
    "KW": "calendar week, week number, week no",
    "NEXTNEXT": "next but one",
    "A": "a, an",
    "COUPLE": "couple, couple of, a couple of, a couple",
    "FEW": "few, a few, several",
    "HALF PAST": "half past",
    "HALF": "half, half a, half an",
    "QTR": "quarter, a quarter, qtr",
    "OCLOCK": "oclock, o clock, hours sharp, h, hrs., clock",
    "AM": "am, a.m, a m",
    "PM": "pm, p.m, p m",
    "ISH": "ish, sharp, on the dot",
    "OH": "oh, o",
    "START": (
        "beginning of, start of, early, early in, early on, the beginning of, at the start of, at the "
        "beginning of, first half of, early part of, the start of, first part of, beginning of around"
    ),
    "MID": "mid, middle of, the middle of, midway through",
    "END": (
        "end of, late, late in, the end of, at the end of, later in, towards the end of, second half of, "
        "latter part of, end of around, latter half of"
    ),
    "REST": "rest of, rest, remainder of, the rest of, rest of the",
    "HENCE": "hence",
    "LATER": "later",
    "NOW": "now",
    "AGO": "ago",
    "SINCE": "since, ever since",
    "OF": "of, in the month of",
    "MIDWEEK": "midweek, mid week",
    "NOT": (
        "not, dont, cant, cannot, wont, never, except, excluding, instead of, rather than, apart from, "
        "besides, anything but, any day but, any time but, everything but, avoid, but not, other than, "
        "neither, nor, except for, isnt, doesnt, wouldnt, aside from, any day except, every day but, unable, "
        "didnt, not really"
    ),
    "NO": "no",
    "BAD": "away, busy, on holiday, out of town, impossible, unavailable, no good, bad, difficult, tricky, awkward",
    "ABLE": (
        "work, works, working, suit, suits, good, make, do, possible, can, available, free, convenient, "
        "manage, great, ideal, best, fit, fits"
    ),
    "BUT": "but, instead, rather, better, prefer",
    "IF": "if, unless",
    "WHY": "why not, if not, whether or not, or not, if possible",
    "SUMMER": "summer, summertime",
    "WINTER": "winter, wintertime",
    "AUTUMN": "autumn",
    "SPRING": "spring, springtime",
    "FILL": (
        "say, preferably, more, sometime, some time, anytime, any time, any day, please, maybe, perhaps, possibly, "
        "probably, exactly, ideally, time, oh, say at, just, at some point, also, around then, all "
        "day, the whole, whole, like, somewhere, uhm, um, er, then, or so, no problem"
    ),
    "ASAP": (
        "as soon as possible, asap, next available, soonest, as early as possible, next free, next time, next "
        "appointment, next slot, next one, next possible, earliest possible, earliest available, last time, "
        "last minute, first available, the earliest appointment, next opening, next steps, next to"
    ),
    "STOP": (
        "one day, these days, some day, day to day, every now and then, at all, from time to time, in time, "
        "on time, at least, at most, from there, to be, to me, to you, at home, on my own, in person, by "
        "phone, by email, by the way, have to, need to, want to, able to, like to, going to, day off, second "
        "opinion, on call, in a minute, one moment, day in day out, once a week, once a day, twice a day, per "
        "day, a few minutes late, minutes late, 24 7, may i, may we, may be, may have, each day, every day, "
        "at work, may not, may need, may want, may come"
    ),
}


def entries() -> list[tuple[str, str]]:
    """(phrase, symbols) for every word and phrase."""
    pairs = [(phrase.strip(), symbols) for symbols, text in WORDS.items() for phrase in text.split(",")]
    return [*english(), *pairs]
