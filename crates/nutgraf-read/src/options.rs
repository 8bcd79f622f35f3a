//! Owns: `Options`, how documents are read.
//! Promises: the default reads any document of which nothing is known.

use std::sync::Arc;

use crate::ingest::refusal::Limits;
use crate::ingest::shard::Shard;
use crate::model::article::Format;
use crate::text::rules::Rules;

/// How documents are read. Made once and copied for each document, which costs little: the dictionaries are shared.
#[derive(Clone, Debug)]
pub struct Options {
    /// Where the document comes from: it names it in messages, its ending helps to tell the format, and an address is
    /// what relative links start from.
    pub origin: String,
    /// The format to assume; `None` to find it out.
    pub format: Option<Format>,
    /// The character set that the transport named, the `charset` of a `Content-Type`.
    pub charset: Option<String>,
    /// How much is read at most.
    pub limits: Limits,
    /// Whether every line of JSON Lines is answered, the empty ones too, which are skipped otherwise.
    pub every_line: bool,
    /// Which part of the input is read.
    pub shard: Shard,
    /// Whether leftovers are removed; when not, the text is kept byte for byte.
    pub clean: bool,
    /// The version of the analyser whose records are taken with their analysis; `None`: records are texts like others.
    pub analysed: Option<u32>,
    /// The compiled dictionaries.
    pub rules: Arc<Rules>,
}

impl Default for Options {
    /// Compiles the embedded dictionaries.
    fn default() -> Self {
        Self::with_rules(Arc::new(Rules::new(&crate::lexicon())))
    }
}

impl Options {
    /// The default options with dictionaries that are compiled already.
    pub fn with_rules(rules: Arc<Rules>) -> Self {
        Self {
            origin: "document".to_owned(),
            format: None,
            charset: None,
            limits: Limits::default(),
            every_line: false,
            shard: Shard::default(),
            clean: true,
            analysed: None,
            rules,
        }
    }

    /// The same for a document of another origin.
    #[must_use]
    pub fn with_origin(&self, origin: impl Into<String>) -> Self {
        Self {
            origin: origin.into(),
            ..self.clone()
        }
    }

    /// The same for all of the input, where the parts are made by somebody else.
    #[must_use]
    pub fn whole(&self) -> Self {
        Self {
            shard: Shard::default(),
            ..self.clone()
        }
    }

    /// The same with a format to assume.
    #[must_use]
    pub fn with_format(&self, format: Format) -> Self {
        Self {
            format: Some(format),
            ..self.clone()
        }
    }
}
