//! The recorded numbers: they are those of the code, and they bear out what the pages say.
use chapter_02::corpus_statistics::{self, CorpusStatistics};
use chapter_02::practice::SEED;
use chapter_02::recorded;
use course::tutorial::{MAX_LEN, NUM_WORDS};

#[test]
fn counting_again_gives_the_recorded_statistics_of_the_practice_corpus() {
    let recorded = recorded::practice().unwrap();
    assert_eq!(recorded.provenance.seed, Some(SEED));
    // Through JSON, whose numbers may be read one last bit off.
    let counted = corpus_statistics::practice().unwrap();
    let counted = serde_json::to_string(&counted).unwrap();
    let counted: CorpusStatistics = serde_json::from_str(&counted).unwrap();
    assert_eq!(recorded.measured.statistics, counted);
}

#[test]
fn the_recorded_imdb_statistics_bear_out_what_the_pages_say() {
    let imdb = recorded::imdb().unwrap().measured;
    assert_eq!((imdb.train_reviews, imdb.test_reviews), (25_000, 25_000));
    // Keras's figures, start token included.
    assert_eq!(imdb.words.distinct, 88_584);
    assert_eq!(imdb.lengths.mean, 238.71364);
    assert_eq!(imdb.lengths.quantiles[6], 2_494.0);
    // Nobody gave 5 or 6 stars, and the labels are balanced.
    let stars = |from: u8, to: u8| -> (usize, usize) {
        let rows = imdb
            .stars
            .iter()
            .filter(|row| (from..=to).contains(&row.stars));
        rows.fold((0, 0), |sum, row| (sum.0 + row.train, sum.1 + row.test))
    };
    assert_eq!(stars(5, 6), (0, 0));
    assert_eq!([stars(1, 4), stars(7, 10)], [(12_500, 12_500); 2]);
    assert!(imdb.widths[3].pads > 0.5);
    assert!(imdb.pieces.pieces_an_unknown_word > imdb.pieces.pieces_a_known_word);
}

#[test]
fn the_pages_name_the_right_places_of_the_recorded_lists() {
    let imdb = recorded::imdb().unwrap().measured;
    assert_eq!(imdb.coverage[8].num_words, NUM_WORDS);
    assert_eq!(imdb.widths[3].max_len, MAX_LEN);
    assert_eq!(imdb.ends[4].word, "recommend");
    assert_eq!(imdb.ends[7].word, "worst");
    assert_eq!(imdb.ends[8].word, "awful");
    // No larger than chance, as the page says: a count scatters by about its root.
    for count in &imdb.ends[7..=8] {
        let (front, back) = (count.front as f64, count.back as f64);
        assert!((front - back).abs() < (front + back).sqrt(), "{count:?}");
    }
}

#[test]
fn the_recorded_lengths_add_up_to_the_reviews() {
    for statistics in [
        recorded::practice().unwrap().measured.statistics,
        recorded::imdb().unwrap().measured,
    ] {
        let reviews: usize = statistics.length_counts.values().sum();
        assert_eq!(reviews, statistics.train_reviews);
        let ids: usize = statistics.length_counts.iter().map(|(l, n)| l * n).sum();
        // Every review has a start token in front of its words.
        assert_eq!(ids, statistics.words.running + reviews);
    }
}

#[test]
fn the_record_of_the_archive_adds_up_and_says_how_long_it_took() {
    let record = recorded::archive_to_ids().unwrap().measured;
    let [rust, python] = [record.rust, record.python3];
    println!(
        "from the archive to ids: {} s, in Python {} s",
        rust.seconds.median, python.seconds.median
    );
    for spread in [rust, python]
        .map(|s| [s.seconds, s.peak_memory_mb])
        .concat()
    {
        assert!(0.0 < spread.min, "{spread:?}");
        assert!(spread.min <= spread.median, "{spread:?}");
        assert!(spread.median <= spread.max, "{spread:?}");
    }
    // Three decimals are recorded.
    let times_faster = python.seconds.median / rust.seconds.median;
    assert!((record.times_faster - times_faster).abs() < 0.001);

    assert_eq!((record.num_words, record.max_len), (NUM_WORDS, MAX_LEN));
    let imdb = recorded::imdb().unwrap().measured;
    assert_eq!(record.work.train, [imdb.train_reviews, MAX_LEN]);
    assert_eq!(record.work.test, [imdb.test_reviews, MAX_LEN]);
    assert_eq!(record.work.distinct_words, imdb.words.distinct);
}
