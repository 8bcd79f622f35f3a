//! Owns: what is done when articles have come: older ones are brought over and cleaned, all get their stories, and those leave that
//! the settings do not keep.
//! Promises: what is left undone is done the next time, or by the browser.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crate::cli::fault::Fault;
use crate::cli::session::Session;
use crate::engine::clock;
use crate::engine::pipeline::Pipeline;
use crate::engine::stories::{Stories, TOGETHER};
use crate::engine::upkeep::upkeep;
use nutgraf_library::{Keep, Library, LibraryError, Writer};

/// Old articles that are taken out in one transaction.
const BITE: usize = 256;
/// How long an import brings over and cleans what was stored before, at most; the rest waits for the next one, or the browser.
const UPKEEP: Duration = Duration::from_secs(10);

/// Brings over and cleans what was stored before, for a while; then gives what came to stories.
pub fn keep_up(
    pipeline: &Pipeline,
    library: &Library,
    stop: &AtomicBool,
) -> Result<(), LibraryError> {
    clean(pipeline, &mut library.writer()?, stop, &|_| Ok(()))?;
    place_rest(library, &mut library_stories(library), stop)
}

/// Brings over and cleans what was stored before, for a while, and does `meanwhile` between two transactions.
pub fn clean(
    pipeline: &Pipeline,
    writer: &mut Writer,
    stop: &AtomicBool,
    meanwhile: &dyn Fn(&mut Writer) -> Result<(), LibraryError>,
) -> Result<(), LibraryError> {
    let until = clock::instant() + UPKEEP;
    let go_on = || clock::instant() < until && !stop.load(Ordering::Relaxed);
    match &pipeline.known {
        Some(reader) => upkeep(pipeline, reader, writer, &go_on, meanwhile),
        None => Ok(()),
    }
}

/// Gives to stories what waits for that.
pub fn place_rest(
    library: &Library,
    stories: &mut Stories,
    stop: &AtomicBool,
) -> Result<(), LibraryError> {
    let (reader, mut writer) = (library.reader()?, library.writer()?);
    stories.heed(&reader, &mut writer)?;
    while !stop.load(Ordering::Relaxed)
        && stories
            .place_some(&reader, &mut writer, TOGETHER)?
            .is_some()
    {}
    Ok(())
}

/// Stories that heed what the library's reader says of them.
pub fn library_stories(library: &Library) -> Stories {
    Stories::new(Arc::clone(library.story_links()))
}

/// Takes out what the settings do not keep. Answers how many went; `None` without a rule.
pub fn tidy(session: &Session, library: &Library) -> Result<Option<usize>, Fault> {
    let rule = session.settings.keep;
    let keep = Keep::of(rule.days, rule.articles, clock::now());
    // A temporary library holds what was just asked for.
    if keep.is_everything() || library.path().is_none() {
        return Ok(None);
    }
    let surplus = library.reader()?.surplus(&keep)?;
    let mut writer = library.writer()?;
    let mut removed = 0;
    for bite in surplus.chunks(BITE) {
        removed += writer.take_out(bite)?.touched.len();
    }
    Ok(Some(removed))
}
