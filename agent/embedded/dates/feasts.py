"""Feasts and holidays by the names people use, as a day of any year (Germany and the United Kingdom)."""

from datetime import date, timedelta

_FIXED = {
    "newyear": (1, 1), "epiphany": (1, 6), "valentine": (2, 14), "patrick": (3, 17), "mayday": (5, 1),
    "stjohn": (6, 24), "assumption": (8, 15), "unity": (10, 3), "halloween": (10, 31), "allsaints": (11, 1),
    "bonfire": (11, 5), "martin": (11, 11), "barbara": (12, 4), "nicholas": (12, 6), "christmaseve": (12, 24),
    "christmas": (12, 25),
    "boxing": (12, 26), "newyearseve": (12, 31), "womensday": (3, 8), "childrensday": (6, 1), "reformation": (10, 31),
}  # fmt: skip
_FROM_EASTER = {
    "shrovethursday": -52, "shrovesaturday": -50, "rosenmontag": -48, "shrovetuesday": -47, "ashwednesday": -46,
    "mothering": -21, "palmsunday": -7, "maundythursday": -3, "goodfriday": -2, "eastersaturday": -1, "easter": 0,
    "eastermonday": 1, "ascension": 39, "pentecost": 49, "whitmonday": 50, "corpuschristi": 60,
}  # fmt: skip
_WORDS = {
    "newyear": "neujahr, neujahrstag, new year, new years day, new year's day, new year day",
    "epiphany": "heilige drei könige, dreikönigstag, epiphany",
    "valentine": "valentinstag, valentine's day, valentines day, valentines",
    "patrick": "st patrick's day, st patricks day, saint patrick's day, saint patrick",
    "mayday": "tag der arbeit, maifeiertag, erster mai feiertag, may day, international workers' day",
    "stjohn": "johannistag, midsummer day",
    "assumption": "mariä himmelfahrt",
    "barbara": "barbaratag",
    "womensday": "frauentag, weltfrauentag, international women's day",
    "childrensday": "weltkindertag, kindertag, international children's day",
    "unity": "tag der deutschen einheit",
    "halloween": "halloween",
    "allsaints": "allerheiligen, all saints day",
    "reformation": "reformationstag",
    "bonfire": "bonfire night, guy fawkes night, guy fawkes",
    "martin": "martinstag, sankt martin, st martin's day",
    "nicholas": "nikolaus, nikolaustag",
    "christmaseve": "heiligabend, heilig abend, heiliger abend, christmas eve, xmas eve",
    "christmas": (
        "weihnachten, erster weihnachtstag, ersten weihnachtstag, erster weihnachtsfeiertag, ersten "
        "weihnachtsfeiertag, weihnachtstag, weihnachtsfeiertag, christmas, christmas day, xmas, xmas day"
    ),
    "boxing": (
        "zweiter weihnachtstag, zweiten weihnachtstag, zweiter weihnachtsfeiertag, zweiten "
        "weihnachtsfeiertag, boxing day"
    ),
    "newyearseve": "silvester, sylvester, new year's eve, new years eve",
    "shrovethursday": "weiberfastnacht, altweiber",
    "shrovesaturday": "fastnachtssamstag, faschingssamstag",
    "rosenmontag": "rosenmontag",
    "shrovetuesday": "faschingsdienstag, fastnacht, shrove tuesday, pancake day",
    "ashwednesday": "aschermittwoch, ash wednesday",
    "mothering": "mothering sunday",
    "palmsunday": "palmsonntag, palm sunday",
    "maundythursday": "gründonnerstag, maundy thursday",
    "goodfriday": "karfreitag, good friday",
    "eastersaturday": "ostersamstag, karsamstag, easter saturday",
    "easter": "ostern, ostersonntag, easter, easter sunday",
    "eastermonday": "ostermontag, easter monday",
    "ascension": "christi himmelfahrt, himmelfahrt, vatertag, ascension day",
    "pentecost": "pfingsten, pfingstsonntag, pentecost, whit sunday",
    "whitmonday": "pfingstmontag, whit monday",
    "corpuschristi": "fronleichnam, corpus christi",
    "mothersday": "muttertag, mother's day, mothers day",
    "advent": "erster advent, ersten advent, first advent, advent sunday",
    "deadsunday": "totensonntag, ewigkeitssonntag",
    "repentance": "buß und bettag, buss und bettag",
    "earlymaybank": "early may bank holiday, may bank holiday",
    "springbank": "spring bank holiday",
    "summerbank": "august bank holiday, summer bank holiday",
}
NAMES = [(phrase.strip(), key) for key, text in _WORDS.items() for phrase in text.split(",")]


def feast(key: str, year: int, lang: str) -> date:
    """The day of a feast in a year; Mother's Day differs between the countries."""
    if key == "mothersday" and lang == "en":
        key = "mothering"
    if key in _FIXED:
        return date(year, *_FIXED[key])
    if key in _FROM_EASTER:
        return easter(year) + timedelta(days=_FROM_EASTER[key])
    advent = _weekday_on_or_before(date(year, 12, 3), 6)
    return {
        "mothersday": _weekday_on_or_before(date(year, 5, 14), 6),
        "advent": advent,
        "deadsunday": advent - timedelta(days=7),
        "repentance": advent - timedelta(days=11),
        "earlymaybank": _weekday_on_or_before(date(year, 5, 7), 0),
        "springbank": _weekday_on_or_before(date(year, 5, 31), 0),
        "summerbank": _weekday_on_or_before(date(year, 8, 31), 0),
    }[key]


def easter(year: int) -> date:
    """Easter Sunday, Gregorian calendar (Meeus, Astronomical Algorithms, chapter 8)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return date(year, month, day + 1)


def _weekday_on_or_before(day: date, weekday: int) -> date:
    return day - timedelta(days=(day.weekday() - weekday) % 7)
