//! Owns: how a thread of the engine is started.
//! Promises: a thread has a name; a panic stops at its door and becomes a report instead of a broken screen.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread::{Builder, JoinHandle};

use crossbeam_channel::Sender;

use crate::app::msg::{Level, Msg, Report};

/// Starts a named thread. When `work` panics, the screen is told what stopped.
///
/// # Errors
/// When the system has no thread to give.
pub fn spawn(
    name: &'static str,
    inbox: Sender<Msg>,
    work: impl FnOnce() + Send + 'static,
) -> std::io::Result<JoinHandle<()>> {
    Builder::new().name(name.to_owned()).spawn(move || {
        tracing::debug!("begins");
        let worked = catch_unwind(AssertUnwindSafe(work));
        tracing::debug!("ends");
        if worked.is_err() {
            tracing::error!("the thread failed");
            tell(
                &inbox,
                Level::Error,
                format!("the {name} thread failed; what is stored is safe; quit and start again"),
            );
        }
    })
}

/// Lets other threads of the machine go first from now on, the screen above all. Only Linux knows this of one thread; the
/// rest of the process stays as it is.
#[cfg(target_os = "linux")]
pub fn step_back() {
    const NICE: i32 = 10;
    // Where it is not allowed, all threads are equal as before.
    let _equal = rustix::process::setpriority_process(None, NICE);
}

/// Elsewhere threads are left alone.
#[cfg(not(target_os = "linux"))]
pub fn step_back() {}

/// Sends one line to the screen; a screen that is gone needs none.
pub fn tell(inbox: &Sender<Msg>, level: Level, text: impl Into<String>) {
    let text = text.into();
    // A closed inbox means that the program is ending.
    drop(inbox.send(Msg::Report(Report { level, text })));
}
