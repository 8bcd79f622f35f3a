//! Owns: an entry of a feed that another program has kept, as a draft.
//! Promises: it is read as if it had come from its feed, and is known again when that still has it.

use crate::ingest::feed::draft;
use crate::ingest::feed::entry::{Body, Entry, Feed};
use crate::ingest::feed::identify::identity_of;
use crate::model::article::Draft;
use crate::model::id::ArticleKey;
use crate::model::identity::Identity;
use crate::model::moment::Moment;
use crate::options::Options;

/// An entry that another program has kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// The name of its feed.
    pub feed_title: String,
    /// The page that the feed belongs to; empty when it is not known.
    pub home: String,
    /// Its guid; empty when it has none.
    pub guid: String,
    /// Its headline.
    pub title: String,
    /// Its author; empty when it is not known.
    pub author: String,
    /// Its address; empty when it has none.
    pub url: String,
    /// When it was published.
    pub published: Option<Moment>,
    /// Its text, as markup.
    pub content: String,
}

impl Kept {
    /// By what it is known again.
    pub fn identity(&self) -> Identity {
        let scope = if self.home.is_empty() {
            &self.feed_title
        } else {
            &self.home
        };
        identity_of(scope, &self.guid, &self.url)
    }

    /// The entry as a draft.
    pub fn draft(&self, options: &Options) -> Draft {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let feed = Feed {
            title: self.feed_title.clone(),
            ..Feed::default()
        };
        let entry = Entry {
            id: some(&self.guid),
            title: self.title.clone(),
            url: some(&self.url),
            authors: some(&self.author).into_iter().collect(),
            content: Body::Html(self.content.clone()),
            ..Entry::default()
        };
        let mut draft = draft(&entry, &feed, options);
        draft.meta.published = self.published;
        draft.identity = self.identity();
        // Where its address makes no key, its guid does, as in its feed.
        if let (
            None,
            Identity::Entry {
                guid: Some(guid), ..
            },
        ) = (draft.identity.address(), &draft.identity)
        {
            draft.key = Some(ArticleKey::from(format!("{guid:016x}").as_str()));
        }
        draft
    }
}
