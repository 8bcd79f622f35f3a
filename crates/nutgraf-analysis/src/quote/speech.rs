//! Owns: `Speech`, the words and weights that speech is told by.
//! Promises: made once for many articles; what is embedded can be read.

use crate::quote::cue;
use crate::quote::net::Net;
use crate::quote::words::SpeechWords;
use crate::summary::word_class::WordClasses;

/// What speech is told by: words and weights, made once for many articles.
#[derive(Debug)]
pub struct Speech {
    /// The words beside quotes, see `cue`.
    pub table: WordClasses,
    /// What words can do.
    pub words: SpeechWords,
    /// Tells which words attribute.
    pub attributes: Net,
    /// Tells who is meant.
    pub sources: Net,
}

impl Default for Speech {
    fn default() -> Self {
        Self {
            table: cue::table(),
            words: SpeechWords::embedded(),
            attributes: Net::read(include_bytes!("../../models/speech-cues.bin")),
            sources: Net::read(include_bytes!("../../models/speech-sources.bin")),
        }
    }
}
