//! Owns: how the filter line could go on: what the catalog knows, and the keyphrases of the articles found.
//! Promises: worked out when a key asks for it; what takes long is given up when a newer question waits.

use crate::app::msg::Completions;
use crate::engine::clock;
use crate::engine::search::Keeper;
use nutgraf_library::catalog::Catalog;
use nutgraf_library::filter;
use nutgraf_library::filter::search::article_phrases::{self, Offer};
use nutgraf_library::filter::search::found::Found;
use nutgraf_read::model::id::ArticleId;

impl Keeper {
    /// How a line could go on where the cursor stands, by an answer to it.
    pub(super) fn completions(
        &mut self,
        (line, cursor): (&str, usize),
        (catalog, found): (&Catalog, &Found),
    ) -> Completions {
        let now = clock::now();
        let asked = &self.incoming.asked;
        let newer = || !asked.is_empty();
        let known = (catalog, &self.text, now);
        let wider =
            filter::without_written_term((line, cursor), found, known, &mut self.cache, &newer);
        let mut all = filter::complete(line, cursor, catalog, &wider, now);
        if let Some((span, word)) = article_phrases::word_at(line, cursor) {
            let offers = self.phrases(&word, found);
            all = article_phrases::join(all, span, &offers);
        }
        Completions {
            line: line.to_owned(),
            cursor,
            all,
        }
    }

    /// The keyphrases that go on with a word, with how many articles of the answer hold them. What cannot be read is not
    /// offered: reading it for the list says why.
    fn phrases(&mut self, word: &str, found: &Found) -> Vec<Offer> {
        let missing = self.phrases.missing(found);
        let read = self.reader.keyphrases(&missing).unwrap_or_default();
        self.phrases.learn(read);
        let mut offers = self.phrases.beginning(word, found);
        let asked = &self.incoming.asked;
        for offer in &mut offers {
            let term = offer.term();
            let hits = self
                .reader
                .text_hits_while(term.as_slice(), &|| asked.is_empty())
                .unwrap_or_default();
            let held = |id: &u32| found.set.has(ArticleId(*id));
            let kept = hits.map(|hits| hits.iter().filter(held).count());
            offer.articles = kept.and_then(|kept| u32::try_from(kept).ok());
        }
        offers
    }
}
