//! What is said of a prediction.
use chapter_07::prediction::Prediction;
use chapter_07::unsure::Unsure;

fn said(probability: f32, unknown: &[&str], cut: usize) -> String {
    let prediction = Prediction {
        probability,
        unsure: Unsure {
            low: 0.4,
            high: 0.6,
        },
        words: 5,
        unknown: unknown.iter().map(|word| (*word).to_owned()).collect(),
        cut,
    };
    prediction.to_string()
}

#[test]
fn an_answer_names_a_side_or_none_and_what_the_model_did_not_read() {
    let range = "from 0.40 to 0.60, a range chosen on its validation reviews, the model takes no side";
    let few = "the model knows fewer than half of the words";
    for (probability, unknown, cut, lines) in [
        (0.75, &[][..], 0, vec!["positive: probability of positive 0.750"]),
        (0.601, &[], 0, vec!["positive: probability of positive 0.601"]),
        (0.6, &[], 0, vec!["unsure: probability of positive 0.600", range]),
        (0.5, &[], 0, vec!["unsure: probability of positive 0.500", range]),
        (0.4, &[], 0, vec!["unsure: probability of positive 0.400", range]),
        (0.399, &[], 0, vec!["negative: probability of positive 0.399"]),
        (
            0.25,
            &["zzz", "yyy"],
            3,
            vec![
                "negative: probability of positive 0.250",
                "2 of 5 words are unknown to the model: zzz, yyy",
                "the first 3 of 5 words were cut off",
            ],
        ),
        (
            0.999,
            &["zzz", "yyy", "zzz"],
            0,
            vec![
                "unsure: probability of positive 0.999",
                few,
                "3 of 5 words are unknown to the model: zzz, yyy",
            ],
        ),
    ] {
        assert_eq!(said(probability, unknown, cut), lines.join("\n"));
    }
}

#[test]
fn of_many_unknown_words_the_first_are_named() {
    let words: Vec<String> = (0..12).map(|number| format!("w{number}")).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let said = said(0.9, &words, 0);
    assert!(
        said.ends_with("model: w0, w1, w2, w3, w4, w5, w6, w7, w8, w9 and 2 more"),
        "{said}"
    );
}

#[test]
fn what_the_page_shows() {
    let answers = [said(0.52, &[], 0), said(0.91, &["zzz", "yyy", "xxx"], 0)];
    insta::assert_snapshot!("unsure", answers.join("\n\n") + "\n");
}
