//! Owns: `DecisionTrees`, the learned judgement of a sentence, and how it is read from its text file.
//! Promises: total; a line that cannot be read is counted, not obeyed; no trees judge every sentence the same.
//!
//! The trees are symmetric (all splits of one depth ask the same question, as in `CatBoost`), so a tree is four
//! questions and sixteen answers and is read as one line: `position>2.5 words>11 … = 0.1 -0.2 …`. Bit `i` of the
//! answer's place tells whether question `i` held.

use crate::summary::features::{COUNT, NAMES, Row};

/// How many questions a tree asks.
pub const DEPTH: usize = 4;
/// How many answers a tree has.
pub const LEAVES: usize = 1 << DEPTH;

/// One tree.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tree {
    /// Which number each question looks at.
    pub features: [usize; DEPTH],
    /// The question: is the number larger than this?
    pub thresholds: [f32; DEPTH],
    /// The answers.
    pub leaves: [f32; LEAVES],
}

impl Tree {
    /// What the tree says of a sentence.
    pub fn judge(&self, row: &Row) -> f32 {
        let mut leaf = 0;
        for bit in 0..DEPTH {
            let feature = self.features.get(bit).copied().unwrap_or(0);
            let value = row.get(feature).copied().unwrap_or(0.0);
            let threshold = self.thresholds.get(bit).copied().unwrap_or(0.0);
            leaf |= usize::from(value > threshold) << bit;
        }
        self.leaves.get(leaf).copied().unwrap_or(0.0)
    }

    /// The tree as a line of the file.
    pub fn line(&self) -> String {
        let mut line = String::new();
        for (feature, threshold) in self.features.iter().zip(&self.thresholds) {
            let name = NAMES.get(*feature).copied().unwrap_or("position");
            line.push_str(name);
            line.push('>');
            line.push_str(&threshold.to_string());
            line.push(' ');
        }
        line.push('=');
        for leaf in &self.leaves {
            line.push(' ');
            line.push_str(&leaf.to_string());
        }
        line
    }

    /// Reads a line of the file.
    pub fn parse(line: &str) -> Option<Self> {
        let (questions, answers) = line.split_once('=')?;
        let mut tree = Self {
            features: [0; DEPTH],
            thresholds: [0.0; DEPTH],
            leaves: [0.0; LEAVES],
        };
        let mut asked = 0;
        for question in questions.split_whitespace() {
            let (name, threshold) = question.split_once('>')?;
            *tree.features.get_mut(asked)? = NAMES.iter().position(|n| *n == name)?;
            *tree.thresholds.get_mut(asked)? = threshold.parse().ok()?;
            asked += 1;
        }
        let mut answered = 0;
        for answer in answers.split_whitespace() {
            *tree.leaves.get_mut(answered)? = answer.parse().ok()?;
            answered += 1;
        }
        (asked == DEPTH && answered == LEAVES).then_some(tree)
    }
}

/// A sum of trees.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DecisionTrees {
    /// The trees.
    pub trees: Vec<Tree>,
    /// How many lines could not be read.
    pub unread: usize,
}

impl DecisionTrees {
    /// Reads a file: one tree a line, blank lines and `#` comments left out.
    pub fn parse(text: &str) -> Self {
        let mut trees = Self::default();
        for line in text.lines() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            match Tree::parse(line) {
                Some(tree) => trees.trees.push(tree),
                None => trees.unread += 1,
            }
        }
        trees
    }

    /// The judgements of all sentences of an article; larger is better, zero is average. Number by number instead of
    /// sentence by sentence, so that a question is asked of all sentences at once.
    pub fn judge(&self, rows: &[Row]) -> Vec<f32> {
        let count = rows.len();
        let mut columns = Vec::with_capacity(COUNT * count);
        for feature in 0..COUNT {
            columns.extend(rows.iter().filter_map(|row| row.get(feature).copied()));
        }
        let column = |feature: usize| {
            columns
                .get(feature * count..(feature + 1) * count)
                .unwrap_or(&[])
        };
        let mut scores = vec![0.0f32; count];
        let mut places = vec![0u32; count];
        for tree in &self.trees {
            let [a, b, c, d] = tree.features.map(column);
            let [over_a, over_b, over_c, over_d] = tree.thresholds;
            let values = a.iter().zip(b).zip(c.iter().zip(d));
            for (place, ((a, b), (c, d))) in places.iter_mut().zip(values) {
                *place = u32::from(*a > over_a)
                    | u32::from(*b > over_b) << 1
                    | u32::from(*c > over_c) << 2
                    | u32::from(*d > over_d) << 3;
            }
            for (score, place) in scores.iter_mut().zip(&places) {
                *score += tree.leaves.get(*place as usize).copied().unwrap_or(0.0);
            }
        }
        scores
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_survives_being_written_and_read() {
        let mut leaves = [0.0; LEAVES];
        leaves[5] = 0.25;
        leaves[15] = -1.5;
        let tree = Tree {
            features: [0, 15, 3, COUNT - 1],
            thresholds: [2.5, 11.0, 0.125, -1.0],
            leaves,
        };
        assert_eq!(Tree::parse(&tree.line()), Some(tree));
    }

    #[test]
    fn the_answer_is_found_by_the_questions_that_hold() {
        let mut leaves = [0.0; LEAVES];
        for (at, leaf) in leaves.iter_mut().enumerate() {
            *leaf = f32::from(u8::try_from(at).unwrap());
        }
        let tree = Tree {
            features: [0, 1, 2, 3],
            thresholds: [0.5; 4],
            leaves,
        };
        let mut row = [0.0; COUNT];
        row[1] = 1.0;
        row[3] = 0.6;
        assert!((tree.judge(&row) - 10.0).abs() < f32::EPSILON);
        // All at once is one by one.
        let trees = DecisionTrees {
            trees: vec![tree; 3],
            unread: 0,
        };
        assert_eq!(trees.judge(&[row, [0.0; COUNT]]), [30.0, 0.0]);
        assert!(trees.judge(&[]).is_empty());
    }

    #[test]
    fn lines_that_say_nothing_sensible_are_counted() {
        let trees =
            DecisionTrees::parse("# c\n\nnonsense\nposition>1 = 2\nno-such>1 a>1 b>1 c>1 = 1\n");
        assert_eq!((trees.trees.len(), trees.unread), (0, 3));
    }
}
