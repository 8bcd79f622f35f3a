//! Owns: briefs for the screen: made, and one of their stories told in more or fewer words, on threads of their own.
//! Promises: of whole briefs only the newest wish is answered; no key waits for one.

use std::io;
use std::sync::Arc;

use crossbeam_channel::Sender;

use crate::app::effect::{BriefTask, BriefWish};
use crate::app::msg::{Level, Msg};
use crate::engine::brief::asking::{Asking, Since, answer};
use crate::engine::brief::{retell, subject};
use crate::engine::clock;
use crate::engine::newest::Newest;
use crate::engine::thread::{spawn, tell};
use nutgraf_analysis::brief::WORDS;
use nutgraf_library::{Library, LibraryError, Reader};

/// Begins to make what is wished for, and tells it.
///
/// # Errors
/// When the system has no thread to give.
pub fn begin(
    newest: &Newest,
    library: &Arc<Library>,
    wish: BriefWish,
    inbox: Sender<Msg>,
) -> io::Result<()> {
    let (library, told) = (Arc::clone(library), inbox.clone());
    let whole = wish.task == BriefTask::Whole;
    let work = move |old: &dyn Fn() -> bool| {
        let made = library
            .reader()
            .and_then(|reader| answered(&reader, &wish, old));
        match made {
            Ok(None) => {}
            // Nobody is left to be told when the inbox is closed.
            Ok(Some(msg)) => drop(told.send(msg)),
            Err(error) => tell(&told, Level::Error, error.to_string()),
        }
    };
    if whole {
        newest.begin("brief", inbox, work)
    } else {
        // One story more than another: each is told.
        spawn("brief", inbox, move || work(&|| false)).map(drop)
    }
}

/// The answer to a wish; `None` when `give_up` said so.
pub fn answered(
    reader: &Reader,
    wish: &BriefWish,
    give_up: &dyn Fn() -> bool,
) -> Result<Option<Msg>, LibraryError> {
    let catalog = &*wish.catalog.0;
    let asking = wish.asking;
    let saved = wish.saved.as_deref();
    let name = saved.unwrap_or(&wish.line);
    if let BriefTask::Story {
        number,
        words,
        before,
        last,
    } = &wish.task
    {
        let size = (*number, *words);
        let mut before = before.clone();
        let mut ids = wish.articles.to_vec();
        if let Some(last) = last.filter(|_| !wish.all) {
            ids.retain(|id| *id > last);
            let kept = reader.briefs(name)?;
            let kept = kept.into_iter().filter(|kept| kept.until <= last);
            before.extend(kept.flat_map(|kept| kept.lines));
        }
        let story = retell(reader, catalog, &ids, size, &before)?;
        return Ok(Some(Msg::BriefStory {
            asking,
            size,
            story: story.map(Box::new),
        }));
    }
    let asked = Asking {
        line: &wish.line,
        name,
        subject: subject::of(catalog, &wish.articles, &wish.subjects, saved),
        about: &wish.subjects,
        since: if wish.all { Since::Ever } else { Since::Last },
        words: WORDS,
        stories: None,
        now: clock::now(),
    };
    let outcome = answer(reader, catalog, &wish.articles, asked, give_up)?;
    Ok(outcome.map(|outcome| Msg::Brief { asking, outcome }))
}
