//! The words and sentences of the practice grammar. Every person, place and film is invented.
//!
//! Sentiment words come in pairs `(good, bad)` that fit the same sentence. The neutral sentences
//! hold no sentiment word and none of "not", "never", "but" and "yet", so that whatever decides a
//! label stands in the sentences made for it.

/// A word for a film one likes, and its opposite.
pub(super) type Opposites = (&'static str, &'static str);

/// Sides of a film that the same adjectives fit.
#[derive(Clone, Copy)]
pub(super) struct Field {
    /// What is judged; each follows "the" and takes "was".
    pub(super) aspects: &'static [&'static str],
    /// Adjectives for these aspects; those of [`GENERAL`] fit as well.
    pub(super) adjectives: &'static [Opposites],
}

/// Acting, writing and craft.
pub(super) const FIELDS: [Field; 3] = [
    Field {
        aspects: &[
            "acting",
            "cast",
            "villain",
            "lead",
            "supporting cast",
            "narrator",
            "voice work",
        ],
        adjectives: &[
            ("moving", "wooden"),
            ("convincing", "stilted"),
            ("magnetic", "bland"),
        ],
    },
    Field {
        aspects: &[
            "script", "plot", "dialogue", "story", "ending", "humour", "opening",
            "twist",
        ],
        adjectives: &[
            ("clever", "stupid"),
            ("witty", "lame"),
            ("gripping", "dull"),
        ],
    },
    Field {
        aspects: &[
            "photography",
            "music",
            "editing",
            "direction",
            "lighting",
            "soundtrack",
            "set design",
            "camera work",
        ],
        adjectives: &[
            ("beautiful", "ugly"),
            ("polished", "sloppy"),
            ("elegant", "clumsy"),
        ],
    },
];

/// Adjectives that fit every aspect, and a film as a whole.
pub(super) const GENERAL: [Opposites; 14] = [
    ("good", "bad"),
    ("great", "awful"),
    ("brilliant", "terrible"),
    ("wonderful", "dreadful"),
    ("superb", "poor"),
    ("excellent", "atrocious"),
    ("impressive", "disappointing"),
    ("memorable", "forgettable"),
    ("inspired", "lazy"),
    ("fresh", "stale"),
    ("charming", "irritating"),
    ("compelling", "tedious"),
    ("marvellous", "hopeless"),
    ("delightful", "tiresome"),
];

/// What somebody did with a film.
pub(super) const VERBS: [Opposites; 6] = [
    ("loved", "hated"),
    ("adored", "loathed"),
    ("enjoyed", "endured"),
    ("admired", "despised"),
    ("liked", "disliked"),
    ("cherished", "detested"),
];

/// What a film was to somebody; each follows "a".
pub(super) const NOUNS: [Opposites; 6] = [
    ("joy", "chore"),
    ("delight", "bore"),
    ("pleasure", "slog"),
    ("treat", "trial"),
    ("gem", "dud"),
    ("triumph", "disaster"),
];

/// Plain remarks. `{own}` and `{also}` agree with the label; `{x}` and `{y}` are aspects.
pub(super) const PLAIN: &[&str] = &[
    "the {x} was {own} and the {y} was {also}.",
    "the {x} was {own}, and the {y} was {also} too.",
    "I found the {x} {own}.",
    "I thought the {x} was {own} and the {y} {also}.",
    "the {x} struck me as {own}, the {y} as {also}.",
    "the {x} is {own}, and the {y} is as {also} as they come.",
    "the {x} was really {own}.",
    "the {x} is {own} from the first minute to the last.",
];

/// Plain verdicts with a verb of [`VERBS`] or a noun of [`NOUNS`].
pub(super) const PLAIN_VERDICTS: &[&str] = &[
    "I {verb} this film.",
    "I {verb} {title}.",
    "I {verb} every minute of it.",
    "{title} was a {noun}.",
    "what a {noun}!",
    "it was a {noun} from start to finish.",
];

/// Last sentences of plain reviews: one for a good film, one for a bad one.
pub(super) const PLAIN_ENDINGS: &[Opposites] = &[
    ("I would watch it again.", "I want my evening back."),
    ("Go and see it.", "Stay at home."),
    ("Worth every penny.", "A waste of a ticket."),
    ("Warmly recommended.", "One to avoid."),
    ("Time well spent.", "Time badly wasted."),
    ("I clapped at the end.", "I yawned to the end."),
    ("See it twice.", "Give it a miss."),
    ("I left with a smile.", "I left with a headache."),
];

/// Negations. `{own}` agrees with the label, `{other}` is denied. The denied word comes first in
/// some and last in others, so "the last adjective wins" is not enough.
pub(super) const NEGATIONS: &[&str] = &[
    "the {x} was not {other}, it was {own}.",
    "the {x} wasn't {other}, it was {own}.",
    "the {x} was never {other}; it was {own}.",
    "the {x} was far from {other}, it was {own}.",
    "nobody could call the {x} {other}; it was {own}.",
    "I would not call the {x} {other}, I would call it {own}.",
    "there was nothing {other} about the {x}, it was {own}.",
    "the {x} did not feel {other}, it felt {own}.",
    "the {x} was {own}, not {other}.",
    "the {x} was {own} and never {other}.",
    "the {x} is {own}, it isn't {other}.",
    "I found the {x} {own}, not {other}.",
];

/// Negations about the film as a whole: adjectives of [`GENERAL`].
pub(super) const FILM_NEGATIONS: &[&str] = &[
    "this film is not {other}, it's {own}!",
    "it was not {other}, it was {own}.",
    "it was {own}, not {other}.",
    "{title} is not {other}, it is {own}.",
    "nobody could call {title} {other}; it is {own}.",
];

/// Contrasts: the clause after "but", "yet" or "however" decides.
pub(super) const CONTRASTS: &[&str] = &[
    "the {x} was {other}, but the {y} was {own}.",
    "the {x} was {other}, yet the {y} was {own}.",
    "the {x} may have been {other}, but the {y} was {own}.",
    "I found the {x} {other}, but I found the {y} {own}.",
    "yes, the {x} was {other}, but the {y} was {own}, and that is what counts.",
    "the {x} was {other}; however, the {y} was {own}.",
    "granted, the {x} seemed {other}, yet the {y} turned out to be {own}.",
    "the {x} is {other}, but what stays with me is that the {y} is {own}.",
];

/// Contrasts about the film as a whole: adjectives of [`GENERAL`].
pub(super) const FILM_CONTRASTS: &[&str] = &[
    "the trailer was {other}, but the film itself was {own}.",
    "it was {other} for half an hour, but after that it was {own}.",
    "at first {title} seemed {other}, but in the end it was {own}.",
    "the first half was {other}, yet the second half was {own}.",
    "the book was {other}; however, the film is {own}.",
];

/// The writer's verdict and somebody else's opposite one, side by side: the writer's first, or last.
pub(super) const FRONTS: [&[&str]; 2] = [
    &[
        "I {own} this film, {who} {other} it.",
        "I {own} {title}, {who} {other} it.",
        "we saw it together: I {own} it, {who} {other} it.",
        "I {own} {title}, while {who} {other} it.",
    ],
    &[
        "{who} {other} this film, I {own} it.",
        "{who} {other} {title}, I {own} it.",
        "we saw it together: {who} {other} it, I {own} it.",
        "{who} {other} {title}, while I {own} it.",
    ],
];

/// A third person's verdict as a last sentence: its word has nothing to do with the label.
pub(super) const THIRD_VERDICTS: &[&str] = &[
    "{who} {verb} it.",
    "{who} {verb} the film.",
    "{who} {verb} every minute of it.",
    "I am told that {who} {verb} it.",
];

/// Whose verdict does not count.
pub(super) const PEOPLE: &[&str] = &[
    "my brother",
    "my sister",
    "my wife",
    "my husband",
    "my mother",
    "my neighbour",
    "my boss",
    "a friend of mine",
    "the critics",
    "the man next to me",
];

/// Neutral remarks about a film, without its characters.
pub(super) const ASIDES: &[&str] = &[
    "I saw it {when}.",
    "I saw it {when} {company}.",
    "I watched {title} {when} {company}.",
    "they showed it in the small hall next to the bar.",
    "it runs for {length}.",
    "it came out in {month}.",
    "it is set in {town} in the {decade}.",
    "it was filmed in {town} and at {place}.",
    "{person} {surname} directed it.",
    "{person} {surname} plays the lead, as in {title}.",
    "it is based on a novel by {person} {surname}.",
    "this is the second film by {person} {surname}.",
    "it is the {ordinal} part of a series.",
    "it is in black and white, with subtitles.",
    "it has {number} scenes and a short prologue.",
    "most of it takes place indoors.",
];

/// How a story begins. `{a}` and `{b}` are its two people all along.
pub(super) const STORY_BEGINNINGS: &[&str] = &[
    "{a}, a {job} from {town}, meets {b} and finds a {thing} at {place}.",
    "the story follows {a}, a {job} in {town}, and {b}, who is looking for a {thing}.",
    "{a} works as a {job} in {town} until a stranger named {b} brings in a {thing}.",
    "it is about {a}, a {job}, and {b}, who share a flat and a {thing} in {town}.",
    "one {season} {a}, a {job}, returns to {town} to give a {thing} to {b}.",
    "{a} and {b} run a hotel in {town} and keep a {thing} in the cellar.",
    "in {town} a {job} called {a} inherits a {thing} from an aunt of {b}.",
    "{b} hires {a}, a {job}, to carry a {thing} from {place} to {town}.",
];

/// What happens next, in the order of the telling.
pub(super) const STORY_MIDDLES: &[&str] = &[
    "{a} reads an old diary and writes down a name.",
    "{b} follows {a} through the market and onto a night train.",
    "the two of them drive to {elsewhere} in a borrowed van.",
    "a {trade} at {place} sells them a ticket and a lamp.",
    "{a} takes a room above a shop and counts the boats.",
    "there is a long scene at {place} in which {b} talks about the war.",
    "{b} puts the {thing} under the floor and paints the door {colour}.",
    "the snow cuts the road for {number} days.",
    "meanwhile a {trade} in {elsewhere} is looking for the same thing.",
    "somebody takes the {thing} during a storm.",
    "the police ask {b} about the {thing} and write everything down.",
    "a child sees it all from a window above the street.",
    "{a} finds a {colour} coat at {place} with a key in the pocket.",
    "{b} writes to {a} and keeps the letter in a drawer.",
    "they cross the river at night with the {thing} in a suitcase.",
    "there is a wedding, a fire and a funeral.",
    "{a} spends the {season} repairing a boat with {b}.",
    "part of it is told in letters that {b} reads aloud.",
    "{a} learns from a {trade} on a bus where {b} was born.",
    "in the second act everybody travels to {elsewhere} by ship.",
    "{b} wakes up in {elsewhere} and remembers a single word.",
    "a hearing begins, and {a} is called as a witness.",
    "years pass, and the two meet again at {place}.",
    "{b} sells the house and moves to {elsewhere}.",
];

/// How a story ends.
pub(super) const STORY_ENDINGS: &[&str] = &[
    "at the end {a} gives the {thing} to {b} and walks down to the harbour.",
    "the last scene shows {b} with the {thing} at {place}.",
    "finally {a} locks the door, hands over the key and leaves {town}.",
    "it ends where it began, in {town}, {number} years later.",
    "at last {b} tells {a} what happened at {place}.",
    "in the closing shot {a} and {b} sit on a bench in {elsewhere}.",
    "it closes with {a} on a platform, waiting for a train to {elsewhere}.",
    "the final minutes show {b} and a {trade} opening the {thing}.",
];

/// Neutral words by the slot they fill.
pub(super) const SLOTS: &[(&str, &[&str])] = &[
    (
        "{person}",
        &[
            "Albin", "Berta", "Cosima", "Dorian", "Edda", "Fabian", "Gwenda",
            "Henrik", "Isolde", "Jorun", "Kaspar", "Linnea", "Matteo", "Nerys",
            "Orla", "Piet",
        ],
    ),
    (
        "{surname}",
        &[
            "Thornquill",
            "Varrow",
            "Ashgrave",
            "Belloway",
            "Corvane",
            "Dunmarsh",
            "Ellingrove",
            "Fenwarden",
            "Grellick",
            "Ironmoor",
            "Kestrand",
            "Lorvane",
            "Mossbeck",
            "Ostermere",
            "Pellworth",
            "Quarringham",
            "Ravensall",
            "Stellmoor",
        ],
    ),
    (
        "{town}",
        &[
            "Oldhaven",
            "Marrowby",
            "Saltwick",
            "Brindlemouth",
            "Eastmere",
            "Farrowgate",
            "Grenholm",
            "Highcombe",
            "Larkstow",
            "Millford",
            "Nettlebridge",
            "Quillport",
        ],
    ),
    (
        "{elsewhere}",
        &[
            "Redwater",
            "Stonewick",
            "Tarnside",
            "Underhill",
            "Vellmouth",
            "Westerby",
            "Yarrowdale",
            "Zellin",
            "Corriton",
            "Pinehaven",
        ],
    ),
    (
        "{place}",
        &[
            "the old mill",
            "the railway station",
            "the lighthouse",
            "the public library",
            "the fish market",
            "the village school",
            "the town hall",
            "a petrol station",
            "a monastery",
            "a chess club",
            "a printing works",
            "the botanical garden",
            "the ferry terminal",
            "a circus",
        ],
    ),
    (
        "{job}",
        &[
            "baker",
            "clockmaker",
            "sailor",
            "teacher",
            "librarian",
            "nurse",
            "courier",
            "tailor",
            "gardener",
            "fishmonger",
            "detective",
            "pianist",
            "carpenter",
            "locksmith",
            "photographer",
            "beekeeper",
        ],
    ),
    (
        "{trade}",
        &[
            "butcher",
            "bookseller",
            "taxi driver",
            "printer",
            "mechanic",
            "chemist",
            "surveyor",
            "cook",
            "porter",
            "welder",
            "lawyer",
            "priest",
        ],
    ),
    (
        "{thing}",
        &[
            "brass telescope",
            "box of photographs",
            "stolen painting",
            "map of the coast",
            "violin case",
            "pocket watch",
            "bundle of banknotes",
            "music box",
            "sealed envelope",
            "carved chess piece",
            "jar of buttons",
            "tape recorder",
            "sack of seeds",
            "bicycle lamp",
            "silver spoon",
            "typewriter",
        ],
    ),
    (
        "{when}",
        &[
            "on Monday",
            "on Tuesday evening",
            "on Wednesday",
            "on Thursday night",
            "on Friday afternoon",
            "on Saturday",
            "on Sunday morning",
            "last week",
            "last month",
            "yesterday",
            "two days ago",
            "in the holidays",
        ],
    ),
    (
        "{company}",
        &[
            "on my own",
            "with two colleagues",
            "with my cousins",
            "at the local cinema",
            "on a long flight",
            "at a festival",
            "on an old television",
            "in a full house",
            "with an open window",
            "after work",
        ],
    ),
    (
        "{number}",
        &[
            "four", "five", "six", "seven", "nine", "eleven", "twelve", "fifteen",
            "twenty", "thirty", "forty",
        ],
    ),
    (
        "{length}",
        &[
            "eighty minutes",
            "ninety minutes",
            "a hundred minutes",
            "two hours",
            "three hours",
        ],
    ),
    ("{ordinal}", &["first", "second", "third", "fourth", "fifth"]),
    (
        "{month}",
        &[
            "January",
            "February",
            "March",
            "April",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ],
    ),
    (
        "{decade}",
        &[
            "twenties",
            "thirties",
            "forties",
            "fifties",
            "sixties",
            "seventies",
            "eighties",
        ],
    ),
    ("{season}", &["spring", "summer", "autumn", "winter"]),
    (
        "{colour}",
        &["red", "blue", "green", "yellow", "grey", "brown", "white"],
    ),
];

/// First names of the people in the stories.
pub(super) const CHARACTERS: &[&str] = &[
    "Marta", "Ruben", "Ines", "Otto", "Selma", "Viktor", "Agnes", "Tobias",
    "Leonie", "Casper", "Nadia", "Emil", "Petra", "Hugo", "Mirela", "Jonas",
    "Wanda", "Felix", "Dora", "Anton", "Yusuf", "Greta", "Malik", "Rosa", "Stefan",
    "Ulla",
];

/// First and second halves of invented titles: "The Copper Lantern".
pub(super) const TITLES: (&[&str], &[&str]) = (
    &[
        "Copper",
        "Amber",
        "Northern",
        "Crimson",
        "Hollow",
        "Ivory",
        "Midnight",
        "Paper",
        "Scarlet",
        "Sleeping",
        "Velvet",
        "Wandering",
        "Distant",
        "Seventh",
        "Glass",
        "Borrowed",
    ],
    &[
        "Lantern",
        "Orchard",
        "Harbour",
        "Compass",
        "Sparrow",
        "Staircase",
        "Tide",
        "Archive",
        "Meadow",
        "Fox",
        "Bridge",
        "Carnival",
        "Winter",
        "Mirror",
        "Signal",
        "Garden",
        "Ferry",
        "Clock",
    ],
);
