//! Owns: what an import leaves to be done: articles of older programs are brought over, and those stored before their source's
//! boilerplate was known are cleaned.
//! Promises: ends when it is told to and goes on from there the next time; what the reader did with an article stays.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, PoisonError};
use std::thread;

use crate::engine::pipeline::Pipeline;
use nutgraf_library::{LibraryError, Reader, Writer};
use nutgraf_read::model::analysis::Analyzed;
use nutgraf_read::model::change::Change;
use nutgraf_read::model::id::ArticleId;

/// Articles of one transaction.
const BITE: usize = 256;

/// Does all there is to do while `go_on` says so, and `meanwhile` between two transactions.
///
/// # Errors
/// What the library answers; what was done until then is kept.
pub fn upkeep(
    pipeline: &Pipeline,
    reader: &Mutex<Reader>,
    writer: &mut Writer,
    go_on: &dyn Fn() -> bool,
    meanwhile: &dyn Fn(&mut Writer) -> Result<(), LibraryError>,
) -> Result<(), LibraryError> {
    while go_on() && writer.catch_up(BITE)? > 0 {
        meanwhile(writer)?;
    }
    let mut last = Vec::new();
    while go_on() {
        let ids = {
            let reader = reader.lock().unwrap_or_else(PoisonError::into_inner);
            reader.unclean(BITE)?
        };
        // One that can't be cleaned would come for ever.
        if ids.is_empty() || ids == last {
            break;
        }
        let each = ids.len().div_ceil(pipeline.workers.max(1));
        let renewed: Vec<Change> = thread::scope(|scope| {
            let parts: Vec<_> = ids
                .chunks(each)
                .map(|part| {
                    let thread = thread::Builder::new().name("analyse-old".to_owned());
                    thread.spawn_scoped(scope, move || -> Vec<Analyzed> {
                        part.iter()
                            .filter_map(|id| renewed(pipeline, reader, *id))
                            .collect()
                    })
                })
                .collect();
            let parts = parts
                .into_iter()
                .flatten()
                .filter_map(|part| part.join().ok());
            parts
                .flatten()
                .map(|one| Change::Put(Box::new(one)))
                .collect()
        });
        writer.apply(&renewed)?;
        meanwhile(writer)?;
        last = ids;
    }
    Ok(())
}

/// A stored article, cleaned and analysed anew; `None` when it is gone or the analysis fails on it.
pub fn renewed(pipeline: &Pipeline, reader: &Mutex<Reader>, id: ArticleId) -> Option<Analyzed> {
    let opened = {
        let reader = reader.lock().unwrap_or_else(PoisonError::into_inner);
        reader.open(id)
    };
    let article = opened.ok()??.analyzed.article.clone();
    catch_unwind(AssertUnwindSafe(|| {
        pipeline.renew(pipeline.without_boilerplate(article))
    }))
    .ok()
}
