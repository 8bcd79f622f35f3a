//! Owns: what articles of one story count: read, set side by side, and against what is known.
//! Promises: every value is a span of its article; only what counts the same thing stands side by side.

use nutgraf_analysis::number::{self, Quantity, State, What};
use nutgraf_read::date::mention;
use nutgraf_read::model::account::Standing;
use nutgraf_read::model::analysis::Analyzed;
use nutgraf_read::model::moment::Moment;
use nutgraf_read::model::span::Span;

/// The quantities of some articles.
#[derive(Debug)]
pub struct Figures<'a> {
    articles: Vec<&'a Analyzed>,
    quantities: Vec<Vec<Quantity>>,
}

/// What several articles count of one thing.
#[derive(Clone, Debug, PartialEq)]
pub struct Side {
    /// What is counted, in a word or two.
    pub what: String,
    /// Which of the articles tell it, and where.
    pub values: Vec<(usize, Span)>,
    /// How they stand to each other.
    pub standing: Standing,
}

/// A value in the place of another one.
#[derive(Clone, Debug, PartialEq)]
pub struct Turn {
    /// What is counted, in a word or two.
    pub what: String,
    /// Which of the articles known tells the former value, and where.
    pub before: (usize, Span),
    /// Which of the new ones tells the value now.
    pub after: (usize, Span),
}

impl<'a> Figures<'a> {
    /// Reads the quantities of articles.
    pub fn new(articles: Vec<&'a Analyzed>) -> Self {
        let quantities = articles.iter().map(|analyzed| {
            let (article, analysis) = (&analyzed.article, &analyzed.analysis);
            let times = mention::in_article(article, &analysis.sentences);
            let published = article.meta.local().and_then(Moment::day);
            number::quantities(
                &article.text,
                &analysis.sentences,
                (&times, published),
                &analysis.entities,
            )
        });
        let quantities = quantities.collect();
        Self {
            articles,
            quantities,
        }
    }

    /// What several of them count, side by side.
    pub fn sides(&self) -> Vec<Side> {
        let mut settled = self.quantities.clone();
        number::settle(&mut settled);
        let compared = number::compare(&told(&settled)).into_iter();
        let side = |compared: number::Comparison| {
            let first = compared.values.first()?;
            if compared.state == State::Agree && self.is_one_voice(&compared.values) {
                return None;
            }
            let values = compared.values.iter();
            Some(Side {
                what: self.name(*first)?,
                values: values
                    .filter_map(|place| Some((place.0, self.quantity(*place)?.span)))
                    .collect(),
                standing: match compared.state {
                    State::Agree => Standing::Agree,
                    State::Updated => Standing::Updated,
                    State::Differ => Standing::Differ,
                },
            })
        };
        compared.filter_map(side).collect()
    }

    /// What these count otherwise than those that are known. Articles in the order in which they appeared.
    pub fn turns(&self, known: &Self) -> Vec<Turn> {
        let mut settled = known.quantities.clone();
        settled.extend(self.quantities.iter().cloned());
        number::settle(&mut settled);
        let new = settled.split_off(known.quantities.len());
        let turn = |change: number::Change| {
            Some(Turn {
                what: self.name(change.after)?,
                before: (change.before.0, known.quantity(change.before)?.span),
                after: (change.after.0, self.quantity(change.after)?.span),
            })
        };
        let changes = number::changes(&told(&settled), &told(&new)).into_iter();
        changes.filter_map(turn).collect()
    }

    /// Whether only one source tells it, which says little: a source repeats itself.
    fn is_one_voice(&self, values: &[(usize, usize)]) -> bool {
        let source = |at: usize| Some(self.articles.get(at)?.article.meta.source.as_deref());
        let mut sources = values.iter().map(|(article, _)| source(*article));
        let first = sources.next();
        sources.all(|source| Some(source) == first)
    }

    fn quantity(&self, (article, at): (usize, usize)) -> Option<&Quantity> {
        self.quantities.get(article)?.get(at)
    }

    /// What a quantity counts, in a word or two.
    fn name(&self, place: (usize, usize)) -> Option<String> {
        let quantity = self.quantity(place)?;
        let role = quantity.scope.role.map(number::Role::name);
        let fate = match quantity.what {
            What::Dead => "dead",
            What::Injured => "injured",
            What::Missing => "missing",
            What::Arrested => "arrested",
            What::Displaced => "displaced",
            What::Cases => "cases",
            What::Votes => "votes",
            What::Money(_) | What::Percent => role?,
            What::Other(..) => {
                let text = &self.articles.get(place.0)?.article.text;
                let noun = quantity.noun?.of(text).to_lowercase();
                return Some(format!("{noun} {}", role?));
            }
        };
        Some(fate.to_owned())
    }
}

fn told(quantities: &[Vec<Quantity>]) -> Vec<number::Told<'_>> {
    quantities
        .iter()
        .map(|quantities| number::Told { quantities })
        .collect()
}
