"""What the people of the demo say. All made up, none of it anybody's."""

FIRST_NAMES = (
    "Alder", "Amaranth", "Ash", "Aspen", "Bay", "Birch", "Bramble", "Briar", "Bryony", "Burdock",
    "Cedar", "Clover", "Coral", "Cress", "Cypress", "Dahlia", "Dune", "Elder", "Elm", "Fen",
    "Fern", "Flint", "Gale", "Garnet", "Gorse", "Harbor", "Hawthorn", "Hazel", "Heath", "Heron",
    "Holly", "Indigo", "Iris", "Ivy", "Jasper", "Juniper", "Kestrel", "Larch", "Lark", "Laurel",
    "Linden", "Lupine", "Maple", "Marlow", "Marsh", "Meadow", "Moss", "Myrtle", "Nettle", "Oak",
    "Olive", "Onyx", "Opal", "Orchid", "Osier", "Pearl", "Peony", "Pine", "Poplar", "Quill",
    "Rain", "Reed", "Ridge", "River", "Robin", "Rowan", "Rue", "Rush", "Sage", "Sedge",
    "Shale", "Sky", "Slate", "Sorrel", "Sparrow", "Spruce", "Sumac", "Tansy", "Tarn", "Teal",
    "Thistle", "Thyme", "Umber", "Vale", "Vesper", "Wren", "Willow", "Winter", "Yarrow", "Zinnia",
)  # fmt: skip

LAST_NAMES = ("Atwater", "Brook", "Crosswind", "Demo", "Eastfield", "Fairweather", "Graystone")

STORIES = (
    (
        "I stopped drinking at forty-one, in the middle of a "
        "divorce. What helped was walking, and one man who picked up the phone."
    ),
    (
        "Pills first, then what came after. I was a line cook. "
        "Kitchens are hard; I know how to get through a Friday shift now."
    ),
    (
        "I lost my license and my job in one week. The bus became my "
        "meeting place with myself. I have been driving again for three years."
    ),
    (
        "I raised two children while I was getting well. Nobody "
        "tells you that bedtime is the hardest hour. We can talk about that."
    ),
    "I take medication for it every day and I am not ashamed. It gave me my mornings back.",
    "I came out of prison with a plastic bag and a phone number. The number was this program.",
    "I quit three times. The third time I asked somebody to sit with me, and that was different.",
    "Veteran, twelve years. I don't sleep much. If you are up at four, so am I.",
    "I found my way without any god in it. Books, a garden, and a group on Tuesdays.",
    "My faith carried me when nothing else did. I won't push it on you.",
    "I was the funny one at every party. It took a while to find out who I am when it is quiet.",
    (
        "I studied for my certificate at the kitchen table, at "
        "night, with the radio on. It can be done slowly."
    ),
)

STORIES_ES = (
    "Dejé de beber cuando nació mi nieta. Lo que más me ayudó fue no estar solo los domingos.",
    "Trabajo en la construcción. Sé lo que es decir que no a las cervezas del viernes.",
)

OF_ROWAN = (
    "Go to the Thursday meeting, even if only for ten minutes.",
    "Bring the book I talked about.",
    "Call the clinic before the weekend.",
    "My old boss. And not my mother, she worries.",
)

OF_STAFF = "Ask the clinic for an evening hour."

HANDED_ON = (
    "Texts are easier for me than calls. It helped to walk while we talked. I have six weeks now."
)

NOTES = (
    "The letter from the court: we read it twice. Rowan calls the legal desk on Monday.",
    "I understood more than I thought. And I want to say it myself on the phone.",
    "Rowan thinks about moving out in spring. We looked at what it costs.",
    "I said next year, not in spring. I am not in a hurry.",
    "Good walk. I slept six hours on Tuesday and told nobody until today.",
)

NOTES_OF_OTHERS = (
    "We talked about the first shift on Friday, and who to call afterwards.",
    "Mostly quiet. That was fine for both of us.",
    "Two addresses for a room, one of them near the bus.",
)

LETTERS = (
    "You were the first who did not ask me why. I keep the bench by the river for bad days.",
    "You did all of it yourself; I sat beside you. Whenever we pass each other, say hello.",
)

TOLD = {"good": "That somebody picked up.", "again": "yes", "next": "A group on Tuesdays."}

MOVES_AWAY = "I move away for work, sooner than I thought. I am sorry to leave so fast."

OF_THE_HOUSE = {
    "en": "# In this house\n\nWho leads the house is nobody’s mentor, and reads nothing of this.",
    "es": "# En esta casa\n\nQuien dirige la casa no es mentor de nadie aquí, ni lee nada de esto.",
}

PLACES = ("", "The bench by the river", "555 0142", "https://meet.example.org/two-stones")

COMMITMENTS = (
    "Call the clinic.",
    "Go to the Thursday meeting, even if only for ten minutes.",
    "Put my phone in the kitchen at night.",
    "Walk to the river twice.",
    "Write down three things I am good at.",
    "Ask my sister for the number.",
)
COMMITMENTS_ES = (
    "Llamar a la clínica.",
    "Ir a la reunión del jueves, aunque sean diez minutos.",
    "Caminar hasta el río dos veces.",
)

# Each exchange happens within a day or two; "mentee" or "mentor" begins.
EXCHANGES = (
    (
        "mentee",
        "Payday tomorrow. I already feel it in my hands.",
        "What did you do with the money last time it went well?",
        "Paid my sister the same hour. She came with me.",
        "Same plan then? I can be on the phone while you walk there.",
    ),
    (
        "mentor",
        "How did the interview go?",
        "They asked about the gap. I said what we practiced. He just nodded.",
        "You said it out loud to a stranger. That is the part that counts for me.",
    ),
    (
        "mentee",
        "Slept five hours. In a row.",
        "That is a good night for you lately. What was different?",
        "Left the phone in the kitchen like you said.",
    ),
    (
        "mentor",
        "Thursday at ten still good? I can come to your side of town.",
        "Yes. The place with the bad coffee.",
        "The very bad coffee. See you there.",
    ),
    (
        "mentee",
        "My brother's wedding is in two weeks and there will be an open bar.",
        "Do you want to go?",
        "To the church, yes. To the rest I don't know.",
        "You can do the church and the photos and leave. Tell one person beforehand.",
        "I'll tell my aunt.",
    ),
    (
        "mentee",
        "Bad day. Nothing happened. Just bad.",
        "Those count too. Have you eaten?",
        "Cereal.",
        "That's something. Do you want company on the phone for ten minutes, or not today?",
        "Not today. But thanks for asking.",
    ),
    ("mentor", "Thinking of you today, no need to answer."),
    (
        "mentee",
        "I got the keys. An actual door that is mine.",
        "Read me the address so I can be proud of it properly.",
        "Apartment 4, over the laundromat. It smells like soap all day.",
        "Best smell there is.",
    ),
    (
        "mentor",
        "You were quiet on Tuesday. All right?",
        "Court letter came. I don't understand half of it.",
        "Bring it on Thursday. We read it together, and then you decide whom to ask.",
    ),
    (
        "mentee",
        "I said no to a drink at work. My voice was strange but I said it.",
        "How did the rest of the evening go?",
        "I went home and scrubbed the stove. Very hard.",
    ),
    (
        "mentee",
        "Is it normal to miss it? Not the bad part. The first hour.",
        "I missed the first hour for about a year. I still do on warm evenings.",
        "Okay. I thought it meant something was wrong with me.",
    ),
    (
        "mentor",
        "I was at the Tuesday group. Somebody asked about you.",
        "I'll come next week if you sit near the door with me.",
        "Near the door it is.",
    ),
    (
        "mentee",
        "My daughter answered my letter. Two lines.",
        "Two lines is a lot of lines.",
        "I read them about forty times.",
    ),
    (
        "mentee",
        "Craving since lunch. It's a six or so out of ten.",
        "Where are you right now?",
        "Bus stop.",
        "Which bus takes you past somewhere with people in it?",
        "The library one. I'm getting on it.",
        "Good. Tell me when you sit down.",
    ),
    (
        "mentor",
        "I am away next week, until Friday. Hazel at the center knows and will pick up.",
        "Thanks for telling me before.",
    ),
    (
        "mentee",
        "Signed up for the forklift course. Starts Monday.",
        "What's the smallest thing you need before Monday?",
        "Boots, apparently.",
    ),
)

EXCHANGES_ES = (
    (
        "mentee",
        "Mañana cobro. Ya estoy nerviosa.",
        "¿Qué te funcionó la última vez?",
        "Ir con mi hermana a pagar la renta primero.",
        "Entonces hagamos eso. Te llamo a las seis.",
    ),
    ("mentor", "¿Cómo dormiste?", "Mejor. Cuatro horas seguidas.", "Eso ya es algo."),
    (
        "mentee",
        "Hoy dije que no en la fiesta. Me temblaba la voz.",
        "Pero lo dijiste. ¿Quién estaba contigo?",
        "Mi prima. Nos fuimos temprano.",
    ),
)

CHECK_IN_WORDS = (
    "", "", "", "", "Long shift.", "Walked home the long way.", "Rain all day.", "Good talk today.",
    "Did not want to get up, did.", "Cooked something.", "Argued with my sister.", "Quiet evening.",
)  # fmt: skip

PLANS = (
    (
        (
            "Leave the room. Take your coat and the keys.",
            "Cold water on the wrists.",
            "The bridge and back.",
        ),
        "Aunt Demo",
    ),
    (
        (
            "Phone in the other hand, number already up.",
            "Out of the kitchen.",
            "Ten minutes, then decide again.",
        ),
        "Brother Demo",
    ),
    (
        ("Eat something.", "Sit where people are.", "Read the letter in the drawer."),
        "Neighbor Demo",
    ),
)

HARD_NIGHT = {
    "with_whom": ["The old crew from the docks"],
    "where": ["The corner of Third and Mill"],
    "when": ["Friday after work, when the pay is in", "Sunday nights"],
    "feelings": ["Lonely and restless", "When something went well and nobody is there"],
    "signs": ["I stop answering", "I take the long way home"],
    "people": [
        {"name": "Aunt Demo", "phone": "555 0100", "hours": "any", "says": "Wake me, I mean it."},
        {"name": "Brother Demo", "phone": "555 0101", "hours": "evening"},
    ],
    "places": ["The reading room, open until nine", "My aunt’s kitchen"],
}
STAYING_SAFE = {
    "signs": ["I think nobody would notice", "I give things away"],
    "alone": ["The long song, loud", "A hot shower", "Ten lines in the notebook"],
    "company": ["The laundromat on Mill Street", "The Tuesday group"],
    "people": [{"name": "Aunt Demo", "phone": "555 0100", "hours": "any"}],
    "helpers": [{"name": "Dr. Demo, the clinic", "phone": "555 0102", "hours": "day"}],
    "safer": ["My brother keeps the box", "One strip of tablets at home, not the pack"],
}
IDEA_TAKEN = "Text me one word. I write back."
IDEA_WAITING = "The bench by the river, with a coffee"

STEPS = ("Bus card", "Dentist called", "First week of the course", "Rent paid on the day",
         "Library card", "Wrote to my daughter", "Boots for work")  # fmt: skip
