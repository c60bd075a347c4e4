"""German words for dates and times: symbol(s) on the left, the phrases that mean them on the right."""

from agent.embedded.dates.numbers import german

AMBIGUOUS = {"mo": 0, "di": 1, "mi": 2, "do": 3, "fr": 4, "sa": 5, "so": 6}

WORDS: dict[str, str] = {
    "R0": "heute, heut, heute noch, noch heute, später heute, heutigen tag, heutigen",
    "R1": "morgen, morgigen tag, morgigen, der tag morgen",
    "R2": "übermorgen, über morgen",
    "R3": "überübermorgen",
    "GONE": "gestern, vorgestern, vorhin, neulich",
    "WD0": "montag, mon",
    "WD1": "dienstag",
    "WD2": "mittwoch, mittw",
    "WD3": "donnerstag, donn",
    "WD4": "freitag",
    "WD5": "samstag, sonnabend",
    "WD6": "sonntag, sonn",
    "WDP0": "montags",
    "WDP1": "dienstags",
    "WDP2": "mittwochs",
    "WDP3": "donnerstags",
    "WDP4": "freitags",
    "WDP5": "samstags, sonnabends",
    "WDP6": "sonntags",
    "WDAYS": "wochentags, werktags, unter der woche, an wochentagen, an werktagen, unter woche, wochentage",
    "WEEKENDS": "wochenends, an wochenenden, am wochenende immer, die wochenenden",
    "MO1": "januar, jänner, januars",
    "MAYBE1": "jan",
    "MO2": "februar, feb, februars",
    "MO3": "märz, mrz",
    "MO4": "april, apr, aprils",
    "MO5": "mai, mais",
    "MO6": "juni, jun, juno",
    "MO7": "juli, jul, julei",
    "MO8": "august, aug",
    "MO9": "september, sep, sept",
    "MO10": "oktober, okt, oct",
    "MO11": "november, nov",
    "MO12": "dezember, dez, dec",
    "Pfrueh": (
        "früh, frühs, morgens, am morgen, in der früh, in der frühe, am frühen morgen, den morgen, früh am "
        "morgen, früh am tag, früh morgens, des morgens"
    ),
    "Pdawn": "frühmorgens, ganz früh, sehr früh, früh am morgen um, in aller frühe, in aller herrgottsfrühe",
    "Popening": "gleich morgens, gleich früh, als erstes, gleich in der früh, gleich als erstes",
    "Pvormittag": (
        "vormittag, vormittags, am vormittag, im laufe des vormittags, vormittage, vor mittags, den vormittag"
    ),
    "Platemorning": "später vormittag, späten vormittag, am späten vormittag, spätvormittags",
    "Pmidday": (
        "mittag, mittags, am mittag, über mittag, mittagszeit, in der mittagspause, mittagspause, um die "
        "mittagszeit, zur mittagszeit, gegen mittag, zu mittag, um mittag rum"
    ),
    "Pafternoon": (
        "nachmittag, nachmittags, am nachmittag, im laufe des nachmittags, nachmittage, nach mittags, den "
        "nachmittag, nachm, nm"
    ),
    "Pearlyafternoon": "früher nachmittag, frühen nachmittag, am frühen nachmittag, früh am nachmittag",
    "Plateafternoon": (
        "später nachmittag, späten nachmittag, am späten nachmittag, spätnachmittags, spätnachmittag, spät am "
        "nachmittag, später am nachmittag, spät nachmittags, am späteren nachmittag"
    ),
    "Pafterlunch": "nach dem mittagessen, nach dem mittag, nach dem essen, nach der mittagspause, nach mittag",
    "Pendofday": "am ende des tages, ende des tages, gegen ende des tages",
    "Pevening": "abend, abends, am abend, den abend, gegen abend, abende, heut abend um",
    "Pearlyevening": "früher abend, frühen abend, am frühen abend, früh am abend, vorabend",
    "Plateevening": "später abend, späten abend, am späten abend, spätabends, spät am abend, spät abends",
    "Pnight": "nacht, nachts, in der nacht",
    "R0 Pfrueh": "heute morgen, heute früh, heut früh, heut morgen, diesen morgen, an diesem morgen, dieser morgen",
    "R0 Pevening": "heut abend, heute abend",
    "R0 Pvormittag": "diesen vormittag, an diesem vormittag",
    "R0 Pafternoon": "diesen nachmittag, an diesem nachmittag",
    "R1 Pfrueh": "morgen früh, morgen am morgen, morgen in der früh, gleich morgen früh",
    "NOON": "zwölf uhr mittags, 12 uhr mittags, punkt zwölf, high noon",
    "MIDNIGHT": "mitternacht, null uhr",
    "AFTERWORK": "nach der arbeit, nach feierabend, nach arbeit, nach büroschluss, nach dienstschluss",
    "AFTERSCHOOL": "nach der schule, nach schulschluss, nach dem kindergarten, nach der kita",
    "BEFOREWORK": "vor der arbeit, vor arbeitsbeginn, vor dienstbeginn, vor der schule",
    "AT": "um, punkt, pünktlich um",
    "ABOUT": "gegen, circa, zirka, ca, ungefähr, etwa, so gegen, so um, kurz nach, kurz vor, in etwa, rum, herum",
    "ON": "am, an",
    "FOR": "für, auf, zum",
    "IN": "im, in, in dem, in der, während",
    "WITHIN": "innerhalb, innerhalb von, innerhalb der, binnen",
    "THE": "der, die, das, den, dem, des",
    "FROM": "von, vom",
    "UNTIL": "bis, bis zum, bis zu, bis um, bis am, bis in",
    "BETWEEN": "zwischen",
    "AND": "und, u, sowie",
    "OR": "oder, od, bzw, beziehungsweise, respektive, ansonsten, sonst, alternativ, notfalls",
    "AFTER": "nach",
    "BEFORE": "vor",
    "GE": (
        "ab, frühestens ab, frühestens um, erst ab, erst um, erst am, erst, nicht vor, nicht früher als, "
        "nicht eher als, ab frühestens, erst wieder ab, erst wieder, frühestens am, später als, ab um, ab "
        "circa, ab ca, ab etwa, ab ungefähr"
    ),
    "EARLIEST": "frühestens, frühstens, am frühesten",
    "LATEST": "spätestens, spätstens, am spätesten, allerspätestens",
    "LE": (
        "bis spätestens, spätestens bis, spätestens um, spätestens am, nicht nach, nicht später als, früher "
        "als, bis maximal, bis allerspätestens, nicht länger als bis, bis höchstens, spätestens bis zum"
    ),
    "ONWARD": "aufwärts, oder später, und später, oder danach, und danach",
    "DOWNWARD": "oder früher, und früher, oder davor, oder vorher",
    "NEXT": "nächste, nächsten, nächster, nächstes, nächstem, nächst",
    "COMING": ("kommende, kommenden, kommender, kommendes, kommendem, bevorstehenden, folgenden, folgende, folgender"),
    "THIS": (
        "diese, diesen, dieser, dieses, diesem, dies, laufenden, laufende, aktuellen, aktuelle, jetzigen, jetzige"
    ),
    "NEXTNEXT": (
        "übernächste, übernächsten, übernächster, übernächstes, übernächstem, überübernächste, über nächste, "
        "über nächsten"
    ),
    "LAST": (
        "letzte, letzten, letzter, letztes, letztem, vergangene, vergangenen, vorige, vorigen, voriger, vergangenem"
    ),
    "EVERY": "jede, jeden, jeder, jedes, jedem, immer, alle",
    "DAY": "tag, tage, tagen, tages, tg",
    "WEEK": "woche, wochen",
    "MONTH": "monat, monate, monaten, monats",
    "NEXT YEAR": "neuen jahr, neues jahr",
    "YEAR": "jahr, jahre, jahren, jahres",
    "QUARTER": "quartal, quartals, vierteljahr",
    "HOUR": "stunde, stunden, std, stündchen",
    "MIN": "minute, minuten, min, minütchen",
    "WEEKEND": "wochenende, wochenendes, weekend, we",
    "KW": "kw, kalenderwoche",
    "A": "ein, eine, einen, einem, einer, eines, ner, nem",
    "COUPLE": "paar, ein paar, einigen, einige, wenigen, ein paaren",
    "TWO": "beiden, beide",
    "HALF": "halb, halber, halbe, halben",
    "QTR": "viertel",
    "THREEQ": "dreiviertel, drei viertel",
    "OCLOCK": "uhr, h",
    "AM": "a.m",
    "PM": "pm, p.m",
    "START": "anfang, anfangs, beginn, zu beginn, früh in, am anfang, zu anfang, zum anfang",
    "MID": "mitte, zur mitte",
    "END": "ende, gegen ende, am ende, zum ende, schluss, spät in",
    "REST": "rest, restliche, restlichen",
    "LATER": "später",
    "DARAUF": "danach, darauf, drauf, darauffolgende, darauffolgenden",
    "SINCE": "seit, seit dem, bis heute seit",
    "NOT": (
        "nicht, nich, net, ned, kein, keine, keinen, keinem, nie, niemals, außer, ausser, ausgenommen, statt, anstatt, "
        "anstelle, anstelle von, bloß nicht, nur nicht, doch nicht, nicht mehr, auf keinen fall, lieber "
        "nicht, bitte nicht, auf gar keinen fall, alles außer, nix, gar nicht, nicht unbedingt, leider nicht, "
        "leider keine"
    ),
    "BAD": "verreist, unterwegs, im urlaub, weg, ungünstig, unmöglich, schlecht, ausgeschlossen, ungern",
    "ABLE": (
        "geht, gehts, komme, ginge, gehen, passt, passte, passen, kann, könnte, können, klappt, klappen, möglich, "
        "schaffe, schaffen, will, möchte, mag, zeit, frei, recht, haut, da, hier, verfügbar"
    ),
    "BUT": "sondern, aber, dafür, stattdessen, lieber, besser, eher, jedoch",
    "IF": "wenn, falls, sofern",
    "WHY": "warum nicht, wieso nicht",
    "SUMMER": "sommer, sommers",
    "WINTER": "winter, winters",
    "AUTUMN": "herbst, spätherbst",
    "SPRING": "frühling, frühjahr",
    "FILL": (
        "weiteren, irgendwann, mal, bitte, gerne, gern, am liebsten, lieber am, dann, etwas, so, genau, "
        "pünktlich, möglichst, zur zeit, kein problem, vielleicht, eventuell, schon, gleich, und zwar, "
        "nur, auch, am besten, vorzugsweise, bevorzugt, jeweils, wieder, noch, den ganzen, ganzen, ganze, "
        "ganztags, egal wann, zeitraum, in den, laufe, im laufe, irgendwie, ja"
    ),
    "ASAP": (
        "so früh wie möglich, so bald wie möglich, möglichst früh, möglichst bald, so schnell wie möglich, "
        "schnellstmöglich, baldmöglichst, frühestmöglich, so zeitnah wie möglich, nächstmöglichen, "
        "nächstmögliche, nächste freie, nächsten freien, nächster freier, nächste mögliche, nächsten "
        "möglichen, nächstes mal, nächste mal, erst mal, erstmal, zum ersten mal, früher oder später, tag der "
        "offenen tür"
    ),
    "STOP": (
        "eines tages, an sich, und so, vor ort, von vornherein, vor allem, nach wie vor, am apparat, ab und "
        "zu, vor kurzem, nach hause, von heute auf morgen, auf einmal, jeden tag, tag und nacht, auf jeden "
        "fall, um zu, an und für sich, nach und nach, über nacht, drei mal, dreimal, ein mal, zwei mal, nicht "
        "wahr, wenn nicht"
    ),
}


def entries() -> list[tuple[str, str]]:
    """(phrase, symbols) for every word and phrase."""
    pairs = [(phrase.strip(), symbols) for symbols, text in WORDS.items() for phrase in text.split(",")]
    return [*german(), *pairs]
