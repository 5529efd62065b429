//! Renders the book: equations to MathML, recorded results into the prose, and checks it
