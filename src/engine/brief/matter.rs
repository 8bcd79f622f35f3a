//! Owns: how much a story is the matter of a brief: whether it is about what was asked for, and whether it is news at all.
//! Promises: looks at titles and casts alone; of a long story its latest articles are looked at.

use nutgraf_library::catalog::Catalog;
use nutgraf_library::catalog::row::ActorNo;
use nutgraf_library::filter::stats::stories::Story;
use nutgraf_read::model::fold::fold;
use nutgraf_read::model::id::ArticleId;
use nutgraf_read::model::summary_request::Subject;

/// So many articles of a story are looked at.
const LOOKED_AT: usize = 24;
/// What a story weighs that only mentions what was asked for.
const ASIDE: f32 = 0.2;
/// What a story weighs that sells something.
const SELLING: f32 = 0.25;
/// What titles have that sell, or that are a pastime.
const SELLS: [&str; 19] = [
    " deals",
    "best deal",
    "deal explained",
    "discount",
    "preorder",
    "pre-order",
    "coupon",
    "promo code",
    "lowest price",
    "% off",
    " on sale",
    "gift guide",
    "buying guide",
    "how to watch",
    "where to buy",
    "crossword",
    "horoscope",
    "puzzle hints",
    "quiz:",
];

/// What a brief is about.
#[derive(Clone, Debug, Default)]
pub(super) struct Matter {
    actors: Vec<ActorNo>,
    words: Vec<String>,
}

impl Matter {
    /// These actors and words; a word that names actors of the library stands for them, too.
    pub(super) fn of(catalog: &Catalog, asked: &[Subject]) -> Self {
        let mut matter = Self::default();
        for subject in asked {
            let known = subject.actors.iter();
            matter
                .actors
                .extend(known.filter_map(|id| catalog.actors().number(id)));
            if subject.actors.is_empty() {
                matter.words.push(fold(&subject.name));
            }
        }
        matter
    }

    /// What a story weighs beside others: 1 and more when it is about what was asked for.
    pub(super) fn weight(&self, catalog: &Catalog, story: &Story) -> f32 {
        let latest = story.articles.iter().rev().take(LOOKED_AT);
        let (mut all, mut about, mut sells) = (0.0, 0.0, 0.0);
        for id in latest {
            all += 1.0;
            about += if self.is_about(catalog, *id) {
                1.0
            } else {
                0.0
            };
            let title = format!(" {}", catalog.folded(*id));
            let selling = SELLS.iter().any(|words| title.contains(words));
            sells += if selling { 1.0 } else { 0.0 };
        }
        let news = if sells * 3.0 >= all * 2.0 {
            SELLING
        } else {
            1.0
        };
        if self.actors.is_empty() && self.words.is_empty() {
            return news;
        }
        news * (ASIDE + about / f32::max(all, 1.0))
    }

    fn is_about(&self, catalog: &Catalog, id: ArticleId) -> bool {
        let central = || {
            let mut cast = catalog.cast(id).filter(|part| part.central);
            cast.any(|part| self.actors.contains(&part.actor))
        };
        let title = catalog.folded(id);
        self.words.iter().any(|word| title.contains(word.as_str())) || central()
    }
}
