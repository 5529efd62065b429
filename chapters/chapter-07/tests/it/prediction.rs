//! What is said of a prediction.
use chapter_07::prediction::Prediction;

#[test]
fn an_answer_names_the_likelier_side_and_what_the_model_did_not_read() {
    let said = |probability, unknown, cut| {
        let prediction = Prediction {
            probability,
            words: 5,
            unknown,
            cut,
        };
        prediction.to_string()
    };
    assert_eq!(said(0.75, 0, 0), "positive: probability of positive 0.750");
    assert_eq!(said(0.501, 0, 0), "positive: probability of positive 0.501");
    assert_eq!(said(0.499, 0, 0), "negative: probability of positive 0.499");
    assert_eq!(
        said(0.25, 2, 3),
        "negative: probability of positive 0.250\n\
         2 of 5 words are unknown to the model\n\
         the first 3 of 5 words were cut off"
    );
}
