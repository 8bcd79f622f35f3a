//! Owns: noticing that another process wrote to the library, or a hand to the corrections and links beside it.
//! Promises: sleeps in the kernel until something is written; no polling while nothing happens (on Linux).

use std::path::Path;
use std::sync::Arc;

use crossbeam_channel::Sender;

use crate::app::effect::StoryWish;
use crate::app::msg::{Level, Msg};
use crate::engine::search::News;
use nutgraf_library::actors::corrections;
use nutgraf_library::{LINKS, Library};

/// Starts watching the database at `path`. Where the system has no way to watch a file, other processes' changes show
/// at the next change of our own.
#[cfg(target_os = "linux")]
pub fn start(
    library: &Arc<Library>,
    (news, stories): (Sender<News>, Sender<StoryWish>),
    inbox: Sender<Msg>,
) -> std::io::Result<()> {
    use std::mem::MaybeUninit;
    use std::time::Duration;

    use rustix::fs::inotify::{CreateFlags, Reader, WatchFlags, add_watch, init};

    let Some(path) = library.path() else {
        return Ok(());
    };
    let folder = path.parent().filter(|f| !f.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    let own = path
        .file_name()
        .map(std::ffi::OsStr::to_os_string)
        .unwrap_or_default();
    let library = Arc::clone(library);
    let watch = init(CreateFlags::CLOEXEC)?;
    let gone = WatchFlags::DELETE | WatchFlags::MOVED_FROM;
    add_watch(
        &watch,
        folder,
        WatchFlags::MODIFY | WatchFlags::MOVED_TO | WatchFlags::CLOSE_WRITE | gone,
    )?;
    // Not joined: it sleeps in the kernel and ends with the process.
    crate::engine::thread::spawn("watch", inbox.clone(), move || {
        let mut space = [MaybeUninit::uninit(); 4096];
        let mut events = Reader::new(&watch, &mut space);
        loop {
            let Ok(event) = events.next() else { return };
            let name = event
                .file_name()
                .map(|name| name.to_string_lossy().into_owned());
            if event.events().bits() & gone.bits() != 0 {
                if ![corrections::NAME, LINKS]
                    .map(Some)
                    .contains(&name.as_deref())
                {
                    continue;
                }
                // Editors move a file away and write it anew.
                std::thread::sleep(Duration::from_millis(300));
            }
            if name.as_deref() == Some(corrections::NAME) {
                // Our own writer's file is known already and says nothing new.
                if library.corrections().reread() {
                    corrected(&library, &news, &inbox);
                }
                continue;
            }
            if name.as_deref() == Some(LINKS) {
                if library.story_links().reread() {
                    for fault in library.story_links().faults() {
                        crate::engine::thread::tell(&inbox, Level::Warning, fault);
                    }
                    // A full queue ends with the same.
                    let _: bool = stories.try_send(StoryWish::Reread).is_ok();
                }
                continue;
            }
            // The database and its companions: `library.db`, `library.db-wal`.
            let ours = name
                .is_some_and(|n| n.starts_with(&*own.to_string_lossy()) && !n.ends_with("-shm"));
            if ours {
                if news.send(News::Elsewhere).is_err() {
                    return;
                }
                // A writer at work makes thousands of events; one look every so often is enough.
                std::thread::sleep(Duration::from_millis(200));
            }
        }
    })?;
    Ok(())
}

/// Tells that a hand or another program has changed the corrections, and what is wrong with them.
#[cfg(target_os = "linux")]
fn corrected(library: &Library, news: &Sender<News>, inbox: &Sender<Msg>) {
    for fault in library.corrections().faults() {
        crate::engine::thread::tell(inbox, Level::Warning, fault);
    }
    drop(news.send(News::Corrected));
    drop(inbox.send(Msg::Corrected));
}

/// Without inotify nothing is watched.
#[cfg(not(target_os = "linux"))]
pub fn start(
    _: &Arc<Library>,
    _: (Sender<News>, Sender<StoryWish>),
    _: Sender<Msg>,
) -> std::io::Result<()> {
    Ok(())
}
