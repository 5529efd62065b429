//! The rules of the practice grammar: how a pair of reviews of each kind is written.
//!
//! A pair is written once, with the neutral words already chosen and only the sentiment left open.
//! Filling the same skeleton in two ways makes the positive and the negative review, so nothing
//! else can tell the two apart.

use std::iter::zip;

use course::random::Generator;
use rand::Rng;
use rand::seq::SliceRandom;

use super::words::{
    ASIDES, CHARACTERS, CONTRASTS, FIELDS, FILM_CONTRASTS, FILM_NEGATIONS, FRONTS,
    Field, GENERAL, NEGATIONS, NOUNS, Opposites, PEOPLE, PLAIN, PLAIN_ENDINGS,
    PLAIN_VERDICTS, SLOTS, STORY_BEGINNINGS, STORY_ENDINGS, STORY_MIDDLES,
    THIRD_VERDICTS, TITLES, VERBS,
};

// ANCHOR: pair
/// A text in two versions: of somebody who liked the film, and of one who did not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pair {
    pub(super) positive: String,
    pub(super) negative: String,
}

impl Pair {
    /// The same text in both versions.
    fn same(text: impl Into<String>) -> Pair {
        let text = text.into();
        Pair {
            positive: text.clone(),
            negative: text,
        }
    }

    /// Fills a slot with another word in each version.
    fn fill(self, slot: &str, positive: &str, negative: &str) -> Pair {
        Pair {
            positive: self.positive.replace(slot, positive),
            negative: self.negative.replace(slot, negative),
        }
    }

    /// Fills `{own}` with the word that agrees with the label and `{other}` with its
    /// opposite. A skeleton that holds both slots gives twins: the two words change
    /// places.
    fn swap(self, (good, bad): Opposites) -> Pair {
        self.fill("{own}", good, bad).fill("{other}", bad, good)
    }
}
// ANCHOR_END: pair

impl Pair {
    /// The words of both, one space between two of them.
    pub(super) fn words(&self) -> [String; 2] {
        [words_of(&self.positive), words_of(&self.negative)]
    }

    /// The number of words of the longer one.
    pub(super) fn longest(&self) -> usize {
        let count = |text: &str| text.split_whitespace().count();
        count(&self.positive).max(count(&self.negative))
    }

    /// How many words at the end are the same in both.
    pub(super) fn distance(&self) -> usize {
        let positive = self.positive.split_whitespace().rev();
        let negative = self.negative.split_whitespace().rev();
        zip(positive, negative)
            .take_while(|(in_positive, in_negative)| in_positive == in_negative)
            .count()
    }
}

/// A review's words in lower case, without punctuation: what a tokenizer leaves of it.
fn words_of(text: &str) -> String {
    let no_word = |letter: char| letter.is_ascii_punctuation() && letter != '\'';
    let spaced = text.to_ascii_lowercase().replace(no_word, " ");
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A review: its sentences, each with a capital, one after the other.
fn review(sentences: &[Pair]) -> Pair {
    let join = |version: fn(&Pair) -> &str| {
        let sentences: Vec<String> =
            sentences.iter().map(version).map(capitalised).collect();
        sentences.join(" ")
    };
    Pair {
        positive: join(|pair| &pair.positive),
        negative: join(|pair| &pair.negative),
    }
}

/// The text with its first letter in upper case; the word lists are ASCII.
fn capitalised(text: &str) -> String {
    let mut text = text.to_owned();
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text
}

/// One entry of a list, each as likely as the next.
fn choose<T: Copy>(rng: &mut Generator, list: &[T]) -> T {
    list[rng.random_range(0..list.len())]
}

/// `count` different entries of a list, in the list's order.
fn choose_in_order<T: Copy>(
    rng: &mut Generator,
    list: &[T],
    count: usize,
) -> Vec<T> {
    let mut places: Vec<usize> = (0..list.len()).collect();
    places.shuffle(rng);
    places.truncate(count);
    places.sort_unstable();
    places.into_iter().map(|place| list[place]).collect()
}

/// Two different entries of a list, in any order.
fn choose_two<T: Copy>(rng: &mut Generator, list: &[T]) -> (T, T) {
    let first = rng.random_range(0..list.len());
    let step = rng.random_range(1..list.len());
    (list[first], list[(first + step) % list.len()])
}

/// A template with a random word in every neutral slot.
fn neutral(rng: &mut Generator, template: &str) -> String {
    let mut text = template.to_owned();
    if !text.contains('{') {
        return text;
    }
    for (slot, words) in SLOTS {
        while text.contains(slot) {
            text = text.replacen(slot, choose(rng, words), 1);
        }
    }
    if text.contains("{title}") {
        let (first, second) = TITLES;
        let title = format!("The {} {}", choose(rng, first), choose(rng, second));
        text = text.replace("{title}", &title);
    }
    text
}

/// Remarks that any review may hold, in the list's order.
fn asides(rng: &mut Generator, count: usize) -> Vec<Pair> {
    choose_in_order(rng, ASIDES, count)
        .into_iter()
        .map(|template| Pair::same(neutral(rng, template)))
        .collect()
}

/// A summary of a plot in `sentences` sentences: a beginning, what happens next, an end. The people,
/// the town and the thing stay the same all along.
fn story(rng: &mut Generator, sentences: usize) -> Vec<Pair> {
    let (a, b) = choose_two(rng, CHARACTERS);
    let town = neutral(rng, "{town}");
    let thing = neutral(rng, "{thing}");
    let mut templates = vec![choose(rng, STORY_BEGINNINGS)];
    if let Some(middles) = sentences.checked_sub(2) {
        templates.extend(choose_in_order(rng, STORY_MIDDLES, middles));
        templates.push(choose(rng, STORY_ENDINGS));
    }
    templates
        .into_iter()
        .map(|template| {
            let sentence = template
                .replace("{a}", a)
                .replace("{b}", b)
                .replace("{town}", &town)
                .replace("{thing}", &thing);
            Pair::same(neutral(rng, &sentence))
        })
        .collect()
}

/// Every pair of adjectives for the aspects of a field: its own and the general ones.
fn adjectives(field: Field) -> Vec<Opposites> {
    [field.adjectives, &GENERAL].concat()
}

/// One or two sentences that decide the label of a twin. Three in four judge aspects with a
/// template of `aspects`, the others the film as a whole with one of `film`.
fn twin_sentences(
    rng: &mut Generator,
    aspects: &[&str],
    film: &[&str],
) -> Vec<Pair> {
    (0..rng.random_range(1..3_u32))
        .map(|_| {
            if rng.random_range(0..4_u32) == 0 {
                let template = choose(rng, film);
                let sentence = Pair::same(neutral(rng, template));
                sentence.swap(choose(rng, &GENERAL))
            } else {
                let (field, sentence) = judge(rng, aspects);
                sentence.swap(choose(rng, &adjectives(field)))
            }
        })
        .collect()
}

/// A sentence about two aspects of one field, its sentiment left open; and the field.
fn judge(rng: &mut Generator, templates: &[&str]) -> (Field, Pair) {
    let field = choose(rng, &FIELDS);
    let (x, y) = choose_two(rng, field.aspects);
    let sentence = choose(rng, templates).replace("{x}", x).replace("{y}", y);
    (field, Pair::same(sentence))
}

/// How many neutral sentences stand around the ones that decide: mostly few, at times many.
const SURROUNDINGS: [usize; 12] = [0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 5, 6];

/// Puts neutral sentences around those that decide: remarks in front of them; from three sentences
/// on, one remark and a story before or after.
fn surround(rng: &mut Generator, decisive: Vec<Pair>) -> Vec<Pair> {
    let count = choose(rng, &SURROUNDINGS);
    let (remarks, plot) = if count < 3 {
        (asides(rng, count), Vec::new())
    } else {
        (asides(rng, 1), story(rng, count - 1))
    };
    if rng.random_range(0..2_u32) == 0 {
        [remarks, plot, decisive].concat()
    } else {
        [remarks, decisive, plot].concat()
    }
}

/// Plain: every sentiment word agrees with the label.
pub(super) fn plain(rng: &mut Generator) -> Pair {
    let (field, remark) = judge(rng, PLAIN);
    let (own, also) = choose_two(rng, &adjectives(field));
    let remark = remark.swap(own).fill("{also}", also.0, also.1);
    let slot = choose(rng, &[VERB, NOUN]);
    let skeleton = verdict(rng, PLAIN_VERDICTS, slot);
    let verdict = Pair::same(skeleton).swap(opposites(rng, slot));
    let (positive, negative) = choose(rng, PLAIN_ENDINGS);
    let ending = Pair {
        positive: positive.to_owned(),
        negative: negative.to_owned(),
    };
    let decisive = match rng.random_range(0..4_u32) {
        0 => vec![verdict, remark],
        1 => vec![verdict, remark, ending],
        2 => vec![remark, ending],
        _ => vec![remark, verdict],
    };
    review(&surround(rng, decisive))
}

// ANCHOR: twins
/// Negation: one adjective is denied, its opposite is affirmed.
pub(super) fn negation(rng: &mut Generator) -> Pair {
    let decisive = twin_sentences(rng, NEGATIONS, FILM_NEGATIONS);
    review(&surround(rng, decisive))
}

/// Contrast: of two opposite adjectives, the one after "but" or the like decides.
pub(super) fn contrast(rng: &mut Generator) -> Pair {
    let decisive = twin_sentences(rng, CONTRASTS, FILM_CONTRASTS);
    review(&surround(rng, decisive))
}

/// Distant: at the front the writer's verdict and somebody else's opposite one; then
/// `plot` sentences of plot; then a third person's verdict, the same in both.
pub(super) fn distant(rng: &mut Generator, writer_first: bool, plot: usize) -> Pair {
    let (somebody, third) = choose_two(rng, PEOPLE);
    let front = choose(rng, FRONTS[usize::from(!writer_first)]);
    let front = neutral(rng, &front.replace("{who}", somebody));
    let front = Pair::same(front).swap(choose(rng, &VERBS));
    let (good, bad) = choose(rng, &VERBS);
    let last = choose(rng, THIRD_VERDICTS)
        .replace("{who}", third)
        .replace(VERB, choose(rng, &[good, bad]));
    let (before, after) = choose(rng, &REMARKS);
    let mut remarks = asides(rng, before + after);
    let behind = remarks.split_off(before);
    let plot = story(rng, plot);
    review(&[remarks, vec![front], plot, behind, vec![Pair::same(last)]].concat())
}
// ANCHOR_END: twins

/// How many remarks stand in front of the two verdicts of a distant review, and behind its plot.
const REMARKS: [(usize, usize); 6] =
    [(0, 0), (1, 0), (0, 1), (0, 0), (1, 0), (0, 2)];

/// How many sentences of plot stand behind the two verdicts of a distant review: mostly few, at times
/// many.
const PLOTS: [usize; 12] = [1, 1, 1, 2, 2, 2, 2, 3, 3, 4, 5, 7];

/// A length for the plot of a distant review, in sentences.
pub(super) fn plot_length(rng: &mut Generator) -> usize {
    choose(rng, &PLOTS)
}

/// The slot of a word of [`VERBS`].
const VERB: &str = "{verb}";
/// The slot of a word of [`NOUNS`].
const NOUN: &str = "{noun}";

/// Two opposite words for a slot.
fn opposites(rng: &mut Generator, slot: &str) -> Opposites {
    choose(rng, if slot == VERB { &VERBS } else { &NOUNS })
}

/// A verdict with that slot; its word agrees with the label.
fn verdict(rng: &mut Generator, templates: &[&str], slot: &str) -> String {
    let fitting: Vec<&str> = templates
        .iter()
        .copied()
        .filter(|template| template.contains(slot))
        .collect();
    let template = choose(rng, &fitting).replace(slot, "{own}");
    neutral(rng, &template)
}
