//! LSTM: gates by hand, equal to candle-nn's, behind one interface
