//! Holds text, code, figures, results and README together
