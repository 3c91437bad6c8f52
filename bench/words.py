"""What the made-up text of the benchmarks is made of: countries, things that are counted, forms of sentences.

Nothing in it is true, and nobody in it is real but the countries.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

__all__ = ["ASIDES", "CLAIMS", "COUNTRIES", "FACTS", "GLOSSARY", "HEADINGS", "MONTHS", "STATES", "THINGS"]

COUNTRIES: Final[Sequence[tuple[str, str, float, float]]] = (
    ("NO", "Oslo", 59.91, 10.75), ("SE", "Stockholm", 59.33, 18.07), ("DK", "Copenhagen", 55.68, 12.57),
    ("FI", "Helsinki", 60.17, 24.94), ("EE", "Tallinn", 59.44, 24.75), ("LV", "Riga", 56.95, 24.11),
    ("LT", "Vilnius", 54.69, 25.28), ("PL", "Warsaw", 52.23, 21.01), ("DE", "Berlin", 52.52, 13.41),
    ("NL", "Amsterdam", 52.37, 4.90), ("BE", "Brussels", 50.85, 4.35), ("FR", "Paris", 48.86, 2.35),
    ("ES", "Madrid", 40.42, -3.70), ("PT", "Lisbon", 38.72, -9.14), ("IT", "Rome", 41.90, 12.50),
    ("AT", "Vienna", 48.21, 16.37), ("CH", "Bern", 46.95, 7.45), ("HU", "Budapest", 47.50, 19.04),
    ("RO", "Bucharest", 44.43, 26.10), ("BG", "Sofia", 42.70, 23.32), ("GR", "Athens", 37.98, 23.73),
    ("IE", "Dublin", 53.35, -6.26), ("IS", "Reykjavik", 64.15, -21.94), ("HR", "Zagreb", 45.81, 15.98),
)  # fmt: skip
"""Code, capital, and where the marker stands (latitude, longitude)."""

THINGS: Final = (
    "bridges", "ferries", "mills", "lighthouses", "orchards", "tunnels", "wells", "sawmills", "vineyards", "locks",
    "harbours", "workshops", "libraries", "nurseries", "reservoirs", "observatories", "bakeries", "shipyards",
    "dairies", "printing houses", "weirs", "canals", "market halls", "weather stations",
)  # fmt: skip
STATES: Final = ("repaired", "moved", "closed", "rebuilt", "sold", "measured", "repainted", "handed over")
MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

FACTS: Final[Mapping[str, str]] = {
    "opened": "{country} opened its register of {things} in {month} {year}, after long debates on what it holds.",
    "counted": "The register of {country} listed {n} {things} in {year}; {m} of these had been {state} before.",
    "cost": "Upkeep of {things} in {country} cost {n} crowns for each district in {year}, the accounts show.",
    "said": '"We count the {things} of {country} each spring, and the districts confirm what we have found", '
    "the Central Survey said.",
    "pledged": "The Central Survey promised to measure {n} more {things} in {country} by {year}.",
    "planned": "A joint count of {things} by {country} and {other} is planned for {year}, with {n} people.",
    "analysis": "That {country} lists so many {things} could come from the way in which districts report them.",
}
"""What a source says, by kind of paragraph."""

CLAIMS: Final[Mapping[str, Sequence[str]]] = {
    "opened": (
        "Since {month} {year} there has been a [[register]] of {things} in {country}, and it has been kept up",
        "{country} has kept a list of {things} of its own since {month} {year}, when the [[register]] was opened",
    ),
    "counted": (
        "In {year}, there were {n} {things} on the list of {country}, and {m} of them had been {state} by then",
        "Of the {n} {things} that stood on the list in {country}, {m} were {state} before those of {year} were counted",
        "{country} had {n} {things} in {year} according to its [[register]], {m} of them {state} at some time before",
    ),
    "cost": (
        "In {country}, a [[district]] paid {n} crowns in {year} to keep its {things} in use, the accounts say",
        "The accounts of {country} put the price of keeping up {things} at {n} crowns a [[district]] in {year}",
    ),
    "said": (
        "How it goes about its count was told by the Central Survey: it counts in spring and asks the districts of "
        "{country} again",
        "In {country}, the Central Survey said, no figure for {things} goes into the list without a word from the "
        "[[district]]",
    ),
    "pledged": (
        "The Central Survey has promised that {n} further {things} will be measured in {country} until {year}",
        "Until {year}, {n} more {things} would be measured in {country}, the Central Survey promised",
    ),
    "planned": (
        "{country} and {other} plan to count {things} together in {year}, and want {n} people for it",
        "For {year}, {country} and {other} plan one [[joint-count|count of {things}]] with {n} people",
    ),
    "analysis": (
        "The high figure for {things} in {country} could simply show how its districts report",
        "How districts report may be the reason that so many {things} are on the list of {country}",
    ),
}
"""What an explainer says from such a paragraph, in its own words."""

ASIDES: Final = (
    "", "", "", "",
    ", and that holds for the coast as well as for the country behind it",
    ", which is how the list is read here",
    ", and nothing in the list tells more about where they stood or who looked after them",
    ", though the list leaves out what was not yet finished when the count was made",
    ", a figure that takes in the islands and the valleys that are hard to reach in winter",
)  # fmt: skip

HEADINGS: Final = (
    "How many {things} were counted?", "What did the upkeep cost?", "Who counts, and how?",
    "What was promised, and what is planned?", "What else do the lists of {country} tell?", "What is left open?",
)  # fmt: skip

GLOSSARY: Final = (
    ("register", "register", "A list that an authority keeps of things of one kind, with where they are."),
    ("district", "district", "A part of a country that looks after its own roads, schools and buildings."),
    ("joint-count", "joint count", "A count that several countries make together, by the same rules."),
    ("upkeep", "upkeep", "The work and the money that keep a thing in use."),
)
