//! The figures of the book are what the code draws.
use chapter_04::recorded::Distances;
use chapter_04::sections::through_time;
use chapter_04::study::Company;
use chapter_04::{figures, recorded};
use course::figures::same_in_book;
use course::record::Recorded;

#[test]
fn the_figures_are_what_the_code_draws() {
    same_in_book("tanh.svg", &figures::tanh().unwrap()).unwrap();
    same_in_book("rnn-layers.svg", &figures::layers().unwrap()).unwrap();
    let words = ["the", "film", "was", "not", "good"];
    same_in_book("rnn-unrolled.svg", &figures::unrolled(&words).unwrap()).unwrap();
    let descents = recorded::clipping().unwrap().measured.descents;
    let clipping = figures::clipping(&descents).unwrap();
    same_in_book("rnn-clipping.svg", &clipping).unwrap();
    let gradients = figures::gradients(&through_time::SIZES).unwrap();
    same_in_book("gradient-lengths.svg", &gradients).unwrap();
    let runs = recorded::practice().unwrap().measured.runs;
    same_in_book("rnn-kinds.svg", &figures::kinds(&runs[1]).unwrap()).unwrap();
    same_in_book("rnn-far.svg", &figures::far(&runs).unwrap()).unwrap();
    let studied =
        |of: anyhow::Result<Recorded<Distances>>| of.unwrap().measured.studied;
    let rnn = studied(recorded::distances_of_rnn());
    let near = studied(recorded::curriculum());
    let company = figures::distances(&[
        ("far ones alone", Company::Alone, &rnn),
        ("near ones beside them", Company::Near, &near),
        ("all kinds beside them", Company::Mixed, &rnn),
    ]);
    same_in_book("rnn-company.svg", &company.unwrap()).unwrap();
    let identity = studied(recorded::distances_of_identity());
    let layers = figures::distances(&[
        ("tanh RNN, far ones alone", Company::Alone, &rnn),
        ("identity RNN, far ones alone", Company::Alone, &identity),
        ("identity RNN, all kinds beside them", Company::Mixed, &identity),
    ]);
    same_in_book("rnn-distances.svg", &layers.unwrap()).unwrap();
    let traces = recorded::network().unwrap().measured.traces;
    let [.., one, other] = traces.as_slice() else {
        panic!("no twins")
    };
    let units = one.most_different(other, 10);
    same_in_book("rnn-held.svg", &figures::held(one, &units).unwrap()).unwrap();
    same_in_book("rnn-held-twin.svg", &figures::held(other, &units).unwrap())
        .unwrap();
}
