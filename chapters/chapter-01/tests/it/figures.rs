//! The figures of the book are what the code draws.
use chapter_01::leak::warming_weather;
use chapter_01::linear::LinearModel;
use chapter_01::simulation::Station;
use chapter_01::weather::{LOOK_BACK, Weather};
use chapter_01::{comparison, figures, recorded, sections};
use course::figures::same_in_book;

#[test]
fn the_weather_is_drawn() {
    let weather = Weather::of(Station::new(1)).unwrap();
    let days = figures::last_days(&weather, 30).unwrap();
    same_in_book("weather-days.svg", &days).unwrap();
    same_in_book("weather-parts.svg", &figures::parts(&weather).unwrap()).unwrap();
    let means = figures::means(&warming_weather().unwrap()).unwrap();
    same_in_book("weather-means.svg", &means).unwrap();
}

#[test]
fn the_weights_of_the_linear_model_are_drawn() {
    let weather = Weather::of(Station::new(1)).unwrap();
    let (train, _test) = comparison::windows(&weather).unwrap();
    let model = LinearModel::fit(&train.inputs, &train.targets).unwrap();
    let weights = figures::weights(&model.weights_by_day(3).unwrap()).unwrap();
    same_in_book("weather-weights.svg", &weights).unwrap();
}

#[test]
fn the_recorded_errors_are_drawn() {
    let measured = recorded::weather().unwrap().measured;
    let errors = figures::errors(&measured.stations).unwrap();
    same_in_book("weather-errors.svg", &errors).unwrap();
    let look_backs = figures::look_backs(&measured.look_backs).unwrap();
    same_in_book("weather-look-backs.svg", &look_backs).unwrap();
}

#[test]
fn windows_and_batches_are_drawn() {
    let (series, windows) = sections::windows::week().unwrap();
    let frames = figures::frames(&series, &windows).unwrap();
    same_in_book("windows-frames.svg", &frames).unwrap();
    let weather = Weather::of(Station::new(1)).unwrap();
    let windows = weather
        .windows(LOOK_BACK, weather.split.train.clone())
        .unwrap();
    let batches = windows.batches(64).unwrap();
    let block = figures::block(&windows, &batches[0]).unwrap();
    same_in_book("windows-block.svg", &block).unwrap();
}
