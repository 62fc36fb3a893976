"""Invented news, for fitting number ranges and for timing; nothing in it happened."""

from __future__ import annotations

SAMPLE_TEXTS = (
    "Ministers leave talks without a deal | Harbour Post\nThe foreign ministers of six countries "
    "left Lisbon on Tuesday without an agreement on fishing rights, and blamed one another. “We "
    "were ready to sign at midnight,” said Elena Marković, who led the smallest delegation. "
    "“Others were not.” A further round is planned for Oct. 14, officials said.",
    "Central bank raises rate to 4.75%\nThe central bank raised its main rate by a quarter of a "
    "percentage point to 4.75%, the highest since 2008, and said that inflation of 6.1% left it no "
    "choice. Shares of lenders fell 3.2%; the currency gained 0.4% to 1.0832 against the dollar.",
    "WELLINGTON (NS) — Rescuers reached 43 hikers on Mount Aspiring on Sunday after two nights of "
    "snow. Three were taken to hospital with frostbite, the police said.",
    "What did the mayor say about the bridge?",
    "Who won the women's marathon this week, and in what time?",
    "How many people were evacuated from the flooded valley?",
    "- Budget passes by three votes\n- Opposition walks out before the count\n- Strike at the port "
    "enters its ninth day\n- Museum returns 17 bronzes\n- Storm Ingrid expected on Friday",
    "Rovers 2, City 1: a late winner\nSubstitute J. Okafor headed in a corner in the 93rd minute "
    "as Rovers came from behind to win the derby. City had led since Pål Hansen’s penalty (12’).",
    "The court ruled 7-2 that the state may not draw districts by religion. Writing for the "
    "majority, the chief justice said the map “cannot be explained on any other ground.” The "
    "dissent called the test unworkable. The case is Hale v. Brandt, No. 22-1187.",
    "A vaccine against the tick-borne fever protected nine in ten of the 12,400 volunteers, its "
    "maker said, although the results have not been reviewed. Side effects were mild: headache, "
    "sore arms, and in 2% of cases a rash that went away within a week.",
    "Opinion: Let the trains be late\nPunctuality is a virtue in a watch. In a railway that climbs "
    "two passes, it is a vanity, and an expensive one; ask anyone who waits at Göschenen.",
    "Quick looks\nFilm festival opens with a silent comedy about a lighthouse keeper. Streaming "
    "service adds 1.1 million subscribers. Singer cancels tour, citing exhaustion.",
    "Microchip maker Norrland Silicon will cut 1,900 jobs, about 8% of its staff, as orders from "
    "carmakers slow. Chief executive Anja Lindqvist told analysts that the plant in Umeå would "
    "stay open. The company expects revenue of $3.6 billion to $3.9 billion in the quarter.",
    "Correction: An earlier version of this article misstated the year in which the dam was built. "
    "It was 1961, not 1916. https://example.com/corrections?id=77&lang=en",
    "President Ilves phoned the prime minister of the neighbouring country and offered to host a "
    "meeting “on any day, in any town,” her spokesman told reporters; Moscow, Ankara and Vienna "
    "had been named before. Neither side confirmed it. Analysts doubt that it will happen soon, "
    "because the ceasefire that was signed in March has been broken by shelling every week since.",
    "Scientists aboard the research ship found coral gardens at 2,300 metres below the surface of "
    "the southern ocean, deeper than any known before, and squid that glow when touched.",
)
