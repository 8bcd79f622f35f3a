//! Owns: noticing that another process wrote to the library.
//! May import: `app::msg`, `engine::{shelf, thread}`.
//! Promises: sleeps in the kernel until something is written; no polling while nothing happens (on Linux).

use std::path::Path;

use crossbeam_channel::Sender;

use crate::app::msg::Msg;
use crate::engine::shelf::News;

/// Starts watching the database at `path`. Where the system has no way to watch a file, other processes' changes show
/// at the next change of our own.
#[cfg(target_os = "linux")]
pub fn start(path: &Path, news: Sender<News>, inbox: Sender<Msg>) -> std::io::Result<()> {
    use std::mem::MaybeUninit;
    use std::time::Duration;

    use rustix::fs::inotify::{CreateFlags, Reader, WatchFlags, add_watch, init};

    let folder = path.parent().unwrap_or(Path::new("."));
    let own = path
        .file_name()
        .map(std::ffi::OsStr::to_os_string)
        .unwrap_or_default();
    let watch = init(CreateFlags::CLOEXEC)?;
    add_watch(&watch, folder, WatchFlags::MODIFY | WatchFlags::MOVED_TO)?;
    // Not joined: it sleeps in the kernel and ends with the process.
    crate::engine::thread::spawn("watch", inbox, move || {
        let mut space = [MaybeUninit::uninit(); 4096];
        let mut events = Reader::new(&watch, &mut space);
        loop {
            let Ok(event) = events.next() else { return };
            let name = event
                .file_name()
                .map(|name| name.to_string_lossy().into_owned());
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

/// Without inotify nothing is watched.
#[cfg(not(target_os = "linux"))]
pub fn start(_: &Path, _: Sender<News>, _: Sender<Msg>) -> std::io::Result<()> {
    Ok(())
}
