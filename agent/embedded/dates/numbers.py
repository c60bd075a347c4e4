"""Number words and ordinals of both languages as lexicon entries: `N21w` a number written out, `O21w` an ordinal."""

from collections.abc import Iterator

_DE_ONES = "null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf".split()
_DE_TEENS = "dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn".split()
_DE_TENS = {20: "zwanzig", 30: "dreißig", 40: "vierzig", 50: "fünfzig"}
_DE_ODD_ORDINALS = {1: "erst", 3: "dritt", 7: "siebt", 8: "acht"}
_EN_ONES = "zero one two three four five six seven eight nine ten eleven twelve".split()
_EN_TEENS = "thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_EN_TENS = {20: "twenty", 30: "thirty", 40: "forty", 50: "fifty"}
_EN_ODD_ORDINALS = {
    1: "first", 2: "second", 3: "third", 5: "fifth", 8: "eighth", 9: "ninth", 12: "twelfth", 20: "twentieth",
    30: "thirtieth",
}  # fmt: skip


def german() -> Iterator[tuple[str, str]]:
    words = dict(enumerate(_DE_ONES + _DE_TEENS))
    for ten, word in _DE_TENS.items():
        words[ten] = word
        for one in range(1, 10):
            words[ten + one] = f"{'ein' if one == 1 else _DE_ONES[one]}und{word}"
    for number, word in words.items():
        yield word, f"N{number}w"
        if 1 <= number <= 31:
            stem = _DE_ODD_ORDINALS.get(number, word + ("t" if number < 20 else "st"))
            for ending in ("e", "en", "er", "em", "es"):
                yield stem + ending, f"O{number}w"
    yield "zwo", "N2w"
    yield "zwoten", "O2w"


def english() -> Iterator[tuple[str, str]]:
    words = dict(enumerate(_EN_ONES + _EN_TEENS))
    for ten, word in _EN_TENS.items():
        words[ten] = word
        for one in range(1, 10):
            words[ten + one] = f"{word} {_EN_ONES[one]}"
    for number, word in words.items():
        yield word, f"N{number}w"
        if 1 <= number <= 31:
            ten, one = number // 10 * 10, number % 10
            if number in _EN_ODD_ORDINALS:
                yield _EN_ODD_ORDINALS[number], f"O{number}w"
            elif number < 20:
                yield f"{word}th", f"O{number}w"
            else:
                yield f"{_EN_TENS[ten]} {_EN_ODD_ORDINALS.get(one, _EN_ONES[one] + 'th')}", f"O{number}w"
    yield "fourty", "N40w"
    yield "fith", "O5w"
