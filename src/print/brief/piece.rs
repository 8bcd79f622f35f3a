//! Owns: `Piece`, of which the lines of a brief's page are put together.
//! Promises: plain data; what is an article's own is told apart from what is the program's.

/// A piece of a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Words of the program.
    Own(String),
    /// Words of an article.
    Foreign(String),
    /// Who speaks.
    Speaker(String),
    /// The number of a source.
    Reference(usize),
    /// How many there were, over time.
    Bars(Vec<u32>),
}
