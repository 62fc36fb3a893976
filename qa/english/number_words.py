"""Number words, scales, currencies and measures of English. Tables only."""

SMALL = {
    word: value
    for value, word in enumerate(
        """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
        fifteen sixteen seventeen eighteen nineteen""".split()  # noqa: SIM905
    )
}
TENS = {
    word: 10 * value
    for value, word in enumerate(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(),  # noqa: SIM905
        start=2,
    )
}
ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13,
    "fourteenth": 14, "fifteenth": 15, "sixteenth": 16, "seventeenth": 17, "eighteenth": 18,
    "nineteenth": 19, "twentieth": 20, "thirtieth": 30, "fortieth": 40, "fiftieth": 50,
    "hundredth": 100,
}  # fmt: skip
SCALES = {
    "dozen": 12, "hundred": 100, "thousand": 1_000, "k": 1_000, "million": 10**6, "m": 10**6,
    "mn": 10**6, "billion": 10**9, "bn": 10**9, "b": 10**9, "trillion": 10**12, "tn": 10**12,
    "lakh": 10**5, "lakhs": 10**5, "crore": 10**7, "crores": 10**7, "cr": 10**7,
}  # fmt: skip
LONG_SCALES = frozenset(name for name in SCALES if len(name) > 3)
CURRENCIES = {
    "us$": "$", "$": "$", "€": "€", "£": "£", "¥": "¥", "a$": "A$", "c$": "C$", "nz$": "NZ$",
    "hk$": "HK$", "r$": "R$", "₹": "₹", "rs": "₹", "rs.": "₹", "₽": "₽", "₩": "₩",
}  # fmt: skip
CURRENCY_WORDS = {
    "dollar": "$", "euro": "€", "pound": "£", "yen": "¥", "yuan": "yuan", "rupee": "₹",
    "ruble": "₽", "rouble": "₽", "won": "₩", "peso": "peso", "franc": "franc", "krona": "krona",
    "kronor": "krona", "rand": "rand", "lira": "lira", "hryvnia": "hryvnia",
}  # fmt: skip
MEASURES = frozenset(
    """second minute hour day week month year decade century mile kilometer meter foot yard inch
    centimeter pound ounce kilogram gram milligram ton degree acre hectare barrel gallon liter mph
    km/h watt kw mw gw kwh mwh gwh am pm""".split()  # noqa: SIM905
)
MEASURE_NAMES = {
    **{name: name for name in MEASURES}, **{f"{name}s": name for name in MEASURES},
    "centuries": "century",
    "feet": "foot", "inches": "inch", "km": "kilometer", "kilometre": "kilometer", "mins": "minute",
    "kilometres": "kilometer", "metre": "meter", "metres": "meter", "m": "meter", "g": "gram",
    "kg": "kilogram", "mg": "milligram", "hrs": "hour", "kilos": "kilogram", "tonne": "ton",
    "tonnes": "ton", "litre": "liter", "litres": "liter", "kph": "km/h", "kmh": "km/h",
    "a.m.": "am", "p.m.": "pm", "a.m": "am", "p.m": "pm",
}  # fmt: skip
# A year is no fixed number of days, nor is a month.
SPANS = {
    "month": ("month", 1), "year": ("month", 12), "decade": ("month", 120),
    "century": ("month", 1200), "second": ("second", 1), "minute": ("second", 60),
    "hour": ("second", 3600), "day": ("second", 86_400), "week": ("second", 604_800),
}  # fmt: skip
