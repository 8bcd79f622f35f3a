//! Owns: the articles that a brief is made of: which of a story's are read, and who told each first hand.
//! Promises: of one story a bounded number is read; copies are one origin.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::print::brief::{BriefLine, Cited};
use nutgraf_analysis::brief::Source;
use nutgraf_library::catalog::Catalog;
use nutgraf_library::filter::stats::origin;
use nutgraf_library::filter::stats::stories::{Story, lead};
use nutgraf_library::{LibraryError, Reader};
use nutgraf_read::model::headline::Reading;
use nutgraf_read::model::id::ArticleId;
use nutgraf_read::model::span::{CharIndex, Span};

/// Articles of a story that are read.
const READ: usize = 8;

/// An article as it was read.
#[derive(Debug)]
pub struct Held {
    /// Its row.
    pub id: ArticleId,
    /// The document and its analysis.
    pub reading: Reading,
    /// What is said of it where it is cited.
    pub cited: Arc<Cited>,
    origin: u32,
}

impl Held {
    /// For choosing sentences.
    pub fn source(&self) -> Source<'_> {
        Source {
            article: &self.reading.analyzed.article,
            analysis: &self.reading.analyzed.analysis,
            origin: self.origin,
            published: self.cited.published,
        }
    }

    /// A line of it, with the others that tell the same.
    pub fn line(&self, span: Span, same: Vec<&Held>) -> BriefLine {
        let text = &*self.reading.analyzed.article.text;
        BriefLine {
            text: span.of(text).to_owned(),
            cited: Arc::clone(&self.cited),
            span,
            place: CharIndex::new(text).chars(span),
            same: same
                .into_iter()
                .map(|other| other.cited.key.clone())
                .collect(),
        }
    }
}

/// The articles of a story that are read: the one that tells it best, and the newest of each origin's before further ones.
pub fn readable(catalog: &Catalog, story: &Story) -> Vec<ArticleId> {
    if story.articles.len() <= READ {
        return story.articles.clone();
    }
    let mut chosen: Vec<ArticleId> = lead(catalog, &story.articles).into_iter().collect();
    let mut sources = HashSet::new();
    let source = |id: ArticleId| {
        let (chunk, slot) = catalog.chunk(id)?;
        chunk.sources().get(slot).copied()
    };
    let (mut first, mut further) = (Vec::new(), Vec::new());
    for id in story.articles.iter().rev() {
        if chosen.contains(id) {
            continue;
        }
        if sources.insert(source(*id)) {
            first.push(*id);
        } else {
            further.push(*id);
        }
    }
    chosen.extend(first.into_iter().chain(further).take(READ - chosen.len()));
    chosen.sort_by_key(|id| (catalog.date(*id), *id));
    chosen
}

fn hold(reading: Reading, origin: u32) -> Held {
    let meta = &reading.analyzed.article.meta;
    let cited = Cited {
        id: reading.id,
        key: reading.analyzed.article.key.clone(),
        title: meta.title.clone(),
        source: meta.source.clone(),
        url: meta.url.clone(),
        published: meta.published,
    };
    Held {
        id: reading.id,
        cited: Arc::new(cited),
        origin,
        reading,
    }
}

/// Numbers for origins.
#[derive(Debug, Default)]
pub struct Origins {
    known: HashMap<String, u32>,
}

impl Origins {
    /// Reads the articles of a story.
    pub fn read(
        &mut self,
        reader: &Reader,
        catalog: &Catalog,
        story: &Story,
    ) -> Result<Vec<Held>, LibraryError> {
        self.hold_all(reader, catalog, &readable(catalog, story))
    }

    /// Reads these articles; those that are gone are passed over.
    pub fn hold_all(
        &mut self,
        reader: &Reader,
        catalog: &Catalog,
        ids: &[ArticleId],
    ) -> Result<Vec<Held>, LibraryError> {
        let mut held = Vec::with_capacity(ids.len());
        for id in ids {
            if let Some(reading) = reader.open(*id)? {
                let origin = self.of(catalog, &reading);
                held.push(hold(reading, origin));
            }
        }
        Ok(held)
    }

    /// Copies are one origin; what names nobody stands for itself.
    fn of(&mut self, catalog: &Catalog, reading: &Reading) -> u32 {
        let meta = &reading.analyzed.article.meta;
        let name = match catalog.copies(reading.id) {
            0 => origin::of(meta.source.as_deref(), meta.byline.as_deref()),
            copies => format!("copies {copies}"),
        };
        let name = if name.is_empty() {
            format!("article {}", reading.id.0)
        } else {
            name
        };
        let next = u32::try_from(self.known.len()).unwrap_or(u32::MAX);
        *self.known.entry(name).or_insert(next)
    }
}
