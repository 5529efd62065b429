//! The IMDB classifier: the tutorial's model, trained, evaluated, saved, used
