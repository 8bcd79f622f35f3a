//! Owns: quantities in articles: how many died, were hurt, are missing, how much money; and whether articles agree on them.
//! Promises: every value is a span of the text; two values are set side by side only when they count the same thing.

mod amount;
pub mod compare;
mod extract;
mod place;
mod quantity;
mod role;

pub use crate::number::compare::{
    Change, Comparison, State, Told, changes, compare, contradict, settle,
};
pub use crate::number::extract::quantities;
pub use crate::number::quantity::{Hedge, Quantity, Scope, What};
pub use crate::number::role::Role;

#[cfg(test)]
mod tests;
